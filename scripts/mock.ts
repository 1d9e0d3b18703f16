import { readFlags, runCommand } from '../conformance/command-line.ts';
import { UserError } from '../conformance/user-error.ts';

const help = `Serves a mock of every API on one port, answering as their contracts document.

  npm run mock -- [api…] [options]

Each API is served at /<api>/<documented path>, and at the documented path itself where only one API has it.
An api is a name from spec/apis.ts, or the path of an OpenAPI 3.1 description. Without one, all are served. "/" lists what is served.

Options
  --port N              the port (default 4010; 0 for any free one)
  --host ADDRESS        the address to listen on (default 127.0.0.1)
  --verify-signatures   refuse signed requests whose signature is wrong. A session is known once its key was sent to
                        registerUser as session_secret; by default any well-formed credential is accepted
  --public-key FILE     a PEM file with the public key of sessions that were opened elsewhere; verifies signatures too
  --quiet               print no line for each request
  --help                print this

Choose an answer with the request header "Prefer: code=401" or "Prefer: example=unauthorized".
Ctrl-C ends it.

Exit codes: 0 it was ended, 2 it could not start.
`;

async function main(): Promise<number> {
  const { values, positionals } = readFlags({
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '4010' },
      host: { type: 'string', default: '127.0.0.1' },
      'verify-signatures': { type: 'boolean', default: false },
      'public-key': { type: 'string' },
      quiet: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false, short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const port = portOf(values.port);
  // loaded only now, so that --help and a mistyped flag answer at once
  const { serve } = await import('./mock/command.ts');
  await serve({
    apis: positionals,
    port,
    host: values.host,
    verifySignatures: values['verify-signatures'],
    publicKeyFile: values['public-key'],
    isQuiet: values.quiet,
  });
  return 0;
}

function portOf(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535) throw new UserError(`--port is a number from 0 to 65535, not "${text}".`);
  return Number(text);
}

await runCommand(main);
