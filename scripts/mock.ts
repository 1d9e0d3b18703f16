import { readFlags, runCommand } from '../conformance/core/command-line.ts';
import { UserError } from '../conformance/core/user-error.ts';
import type { Command } from './mock/cli/command.ts';

const help = `Serves a mock of every API on one port, answering as their contracts document.

  npm run mock -- [api…] [options]

Each API is served at /<api>/<documented path>, and at the documented path itself where only one API has it.
An api is a name from spec/apis.ts, or the path of an OpenAPI description. Without one, all are served. "/" lists what is served.

Where it listens
  --port N              the port (default 4010; 0 for any free one)
  --host ADDRESS        the address to listen on (default 127.0.0.1)
  --https               serve HTTPS, with a certificate that is made for this start
  --cert FILE, --key FILE  a certificate and its key in PEM form; serves HTTPS too
  --origin ORIGIN       let pages of this origin alone call the mock; may be repeated (default: every origin)

What it answers
  --dynamic             make successes anew for each request, by their schemas, in place of the documented examples
  --seed N              where the values of --dynamic begin (default 1): the same seed makes the same values
  --stateful            remember what x-memory in the descriptions declares
  --scenario FILE       start with the rules in this file: answers, latency, failures (see scripts/mock/README.md)
  --verify-signatures   refuse signed requests whose signature is wrong. A session is known once its key was sent to
                        registerUser as session_secret; by default any well-formed credential is accepted
  --public-key FILE     a PEM file with the public key of sessions that were opened elsewhere; verifies signatures too

What it says
  --watch, --no-watch   read a description again when it changes (default: on a terminal)
  --log FORMAT          a line for each request: text (the default), json or off
  --quiet               the same as --log off
  --help                print this

Choose an answer with the request header "Prefer: code=401", "Prefer: example=unauthorized" or "Prefer: dynamic=true".
Ctrl-C ends it.

Exit codes: 0 it was ended, 2 it could not start.
`;

async function main(): Promise<number> {
  const { values, positionals } = readFlags({
    allowPositionals: true,
    allowNegative: true,
    options: {
      port: { type: 'string', default: '4010' },
      host: { type: 'string', default: '127.0.0.1' },
      https: { type: 'boolean', default: false },
      cert: { type: 'string' },
      key: { type: 'string' },
      origin: { type: 'string', multiple: true },
      dynamic: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      stateful: { type: 'boolean', default: false },
      scenario: { type: 'string' },
      'verify-signatures': { type: 'boolean', default: false },
      'public-key': { type: 'string' },
      watch: { type: 'boolean' },
      log: { type: 'string', default: 'text' },
      quiet: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false, short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const command: Command = {
    apis: positionals,
    port: numberOf('port', values.port, 0, 65535),
    host: values.host,
    isSecure: values.https,
    certFile: values.cert,
    keyFile: values.key,
    origins: values.origin,
    dynamic: values.dynamic,
    seed: numberOf('seed', values.seed, 0, 2 ** 31),
    stateful: values.stateful,
    scenarioFile: values.scenario,
    verifySignatures: values['verify-signatures'],
    publicKeyFile: values['public-key'],
    watch: values.watch,
    log: values.quiet ? 'off' : logOf(values.log),
  };
  // Loaded late, so that --help and a mistyped flag answer at once.
  const { serve } = await import('./mock/cli/command.ts');
  await serve(command);
  return 0;
}

function numberOf(flag: string, text: string, least: number, most: number): number {
  if (!/^\d{1,10}$/.test(text) || Number(text) < least || Number(text) > most)
    throw new UserError(`--${flag} is a number from ${least} to ${most}, not "${text}".`);
  return Number(text);
}

function logOf(text: string): Command['log'] {
  if (text !== 'text' && text !== 'json' && text !== 'off')
    throw new UserError(`--log is text, json or off, not "${text}".`);
  return text;
}

await runCommand(main);
