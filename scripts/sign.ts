import { readFlags, runCommand } from '../conformance/core/command-line.ts';
import * as signers from '../conformance/core/auth/signers/index.ts';
import { UserError } from '../conformance/core/user-error.ts';
import { signRequest, waysOf } from './sign-request.ts';

const help = `Prints the credential of one request, for an API whose requests are signed one by one.

  npm run -s sign -- API METHOD PATH [options] < BODY

PATH follows the base URL and includes the query. The body is read from the standard input, byte for byte as it is
sent; a terminal means no body.

Options
  --scheme NAME   the security scheme, where several of an API sign
  --forge WAY     a credential with one thing wrong: ${waysOf(Object.values(signers)).join(', ')}
  --config FILE   take the session from this file (see conformance.config.example.yaml), not from the environment
  --help          print this

The environment holds the session: for Mixin MIXIN_BEARER_UID, MIXIN_BEARER_SID and MIXIN_BEARER_PRIVATE_KEY_FILE.

  body='{"platform":"iOS"}'
  curl -i https://api.example.com/session --data-binary "$body" -H 'Content-Type: application/json' \\
    -H "Authorization: Bearer $(printf %s "$body" | npm run -s sign -- mixin POST /session)"

Exit codes: 0 the credential was printed, 2 it could not be made.
`;

async function main(): Promise<number> {
  const { values, positionals } = readFlags({
    allowPositionals: true,
    options: {
      scheme: { type: 'string' },
      forge: { type: 'string' },
      config: { type: 'string' },
      help: { type: 'boolean', default: false, short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const [api, method, path, ...more] = positionals;
  if (api === undefined || method === undefined || path === undefined || more.length > 0)
    throw new UserError(
      'Three words are needed: API METHOD PATH, such as: mixin POST /session. See --help.',
    );
  const body = process.stdin.isTTY
    ? new Uint8Array()
    : Buffer.concat((await process.stdin.toArray()) as Buffer[]);
  const token = await signRequest(api, { method, path, body }, values, process.env);
  process.stdout.write(`${token}\n`);
  return 0;
}

await runCommand(main);
