import { readFlags, runCommand } from '../conformance/core/command-line.ts';
import { howToGive, readSession, signersOf } from '../conformance/core/auth/credentials.ts';
import * as signers from '../conformance/core/auth/signers/index.ts';
import type { Signer } from '../conformance/core/auth/signers/signer.ts';
import { orNearest } from '../conformance/core/nearest.ts';
import { UserError } from '../conformance/core/user-error.ts';
import { userPath } from '../conformance/core/user-path.ts';
import { apis } from '../spec/apis.ts';

const help = `Prints the credential of one request, for an API whose requests are signed one by one.

  npm run -s sign -- API METHOD PATH [options] < BODY

PATH is what follows the base URL, with its query. The body is read from the standard input, byte for byte as it will
be sent; where that is a terminal there is none.

Options
  --scheme NAME   the security scheme, where several of an API sign
  --forge WAY     a credential with one thing wrong: ${waysOf(Object.values(signers)).join(', ')}
  --config FILE   take the session from this file (see conformance.config.example.yaml), and not from the environment
  --help          print this

The environment holds the session: for Mixin MIXIN_BEARER_UID, MIXIN_BEARER_SID and MIXIN_BEARER_PRIVATE_KEY_FILE.

  body='{"platform":"iOS"}'
  curl -i https://api.example.com/session --data-binary "$body" -H 'Content-Type: application/json' \\
    -H "Authorization: Bearer $(printf %s "$body" | npm run -s sign -- mixin POST /session)"

Exit codes: 0 it was printed, 2 it could not be made.
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
  if (!/^[A-Z]+$/.test(method))
    throw new UserError(
      `The method is written in capitals, such as POST, not "${method}": it is part of what is signed.`,
    );
  if (!path.startsWith('/'))
    throw new UserError(
      `The path begins with a slash and follows the base URL, such as /session, not "${path}".`,
    );
  const signer = signerFor(api, values.scheme);
  const use = values.forge === undefined ? undefined : forgeryOf(signer, values.forge);
  const credential = readSession(
    signer,
    values.config === undefined ? undefined : await written(values.config, signer),
    process.env,
  );
  if (credential?.kind !== 'session')
    throw new UserError(`There is no session to sign with: ${howToGive({ api }, signer.scheme)}.`);
  const signed = {
    method,
    path,
    body: process.stdin.isTTY
      ? new Uint8Array()
      : Buffer.concat((await process.stdin.toArray()) as Buffer[]),
  };
  const { session } = credential;
  process.stdout.write(
    `${use ? session.forge(use, signed, new Date()) : session.sign(signed, new Date())}\n`,
  );
  return 0;
}

function signerFor(api: string, scheme: string | undefined): Signer {
  const own = signersOf(api);
  const signing = [...new Set(Object.values(signers).map((signer) => signer.api))];
  const known = [...new Set([...Object.keys(apis), ...signing])];
  if (!known.includes(api))
    throw new UserError(
      `There is no API "${api}"${orNearest(api, known)} There are ${known.join(', ')}.`,
    );
  const [first, ...others] =
    scheme === undefined ? own : own.filter((signer) => signer.scheme === scheme);
  const schemes = own.map((signer) => signer.scheme);
  if (own.length === 0)
    throw new UserError(
      `The requests of ${api} are not signed: its credentials are fixed values. Those of ${signing.join(', ')} are.`,
    );
  if (!first)
    throw new UserError(
      `No security scheme "${scheme}" of ${api} signs${orNearest(scheme!, schemes)} There are ${schemes.join(', ')}.`,
    );
  if (others.length > 0)
    throw new UserError(
      `Several security schemes of ${api} sign: add --scheme with one of ${schemes.join(', ')}.`,
    );
  return first;
}

function forgeryOf(signer: Signer, way: string): `forged-${string}` {
  const found = signer.forgeries.find(({ use }) => use === `forged-${way}`);
  if (!found)
    throw new UserError(
      `There is no forgery "${way}"${orNearest(way, waysOf([signer]))} There are ${waysOf([signer]).join(', ')}.`,
    );
  return found.use;
}

/** What forgeries are called on the command line. */
function waysOf(some: readonly Signer[]): string[] {
  return some.flatMap(({ forgeries }) => forgeries.map(({ use }) => use.replace('forged-', '')));
}

/** What a configuration says of the session. */
async function written(file: string, { api, scheme }: Signer) {
  // loaded only now: this command runs once for every line that is pasted
  const { readConfig } = await import('../conformance/cli/config.ts');
  const credential = readConfig(userPath(file), process.env, (key) =>
    key === api ? api : undefined,
  ).targets.get(api)?.credentials[scheme];
  if (credential === undefined)
    throw new UserError(`${file} says nothing of targets.${api}.credentials.${scheme}.`);
  return credential;
}

await runCommand(main);
