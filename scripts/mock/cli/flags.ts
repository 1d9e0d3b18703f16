import { readFlags } from '../../../conformance/core/command-line.ts';
import { UserError } from '../../../conformance/core/user-error.ts';

export const help = `Starts a mock of every API on one port, which responds as the contracts document.

  npm run mock -- [api…] [options]

Each API is at /<api>/<documented path>, and at the documented path itself if only one API has it.
An api is a name from spec/apis.ts, or the path or URL of an OpenAPI description. Without one, all APIs are served. "/" lists
all operations.

Listening
  --port N              the port (default 4010; 0 for any free port)
  --host ADDRESS        the address to listen on (default 127.0.0.1)
  --https               serve HTTPS with a certificate that is generated at the start
  --cert FILE, --key FILE  serve HTTPS with this certificate and its key, in PEM form
  --origin ORIGIN       allow pages of this origin only; may be repeated (default: every origin)

Descriptions
  --header FIELD        a header field for fetching a description by its URL, such as 'Authorization: Bearer \${TOKEN}':
                        a variable in it is read from the environment; may be repeated
  --overlay FILE        an OpenAPI Overlay that changes the description first; may be repeated

Responses
  --lenient             accept what breaks only rules that no document states; X-Contract-Violation names the rule
  --strict              refuse what servers may refuse too: a narrow reading of formats, rules of strength usage
  --dynamic             generate successes from their schemas in place of the documented examples
  --seed N              the seed of --dynamic, and of what --stateful makes (default 1): the same seed generates the same
                        values
  --strict-examples     respond with a 500 where a documented example breaks its schema. By default another example or
                        a made body is sent, and X-Contract-Example says so
  --stateful            keep what requests create, change and delete, of any description, and remember what x-memory
                        declares; DELETE /__mock/state begins again
  --seed-data FILE      start --stateful with these things, in YAML or JSON: a list for each path that lists them
  --state FILE          keep the state of --stateful in this file from one start to the next: it is written after changes,
                        and read at the start if it is there
  --scenario FILE       start with these rules: responses, latency, failures (see scripts/mock/README.md)
  --verify-signatures   reject signed requests with a wrong signature. The mock knows a session after registerUser sent
                        its key as session_secret; by default it accepts every well-formed credential
  --public-key FILE     a PEM file with the public key of other sessions; verifies signatures too

Real server
  --pass-through URL    send requests that no description documents on to the server of this base URL; api=URL for one of
                        several APIs, repeated. Its answers are sent back unchanged; header fields and log tell what the
                        checks find in them
  --pass-through-operations SELECTOR
                        send these documented operations there too: an operationId, tag:NAME, a method, a path, a regular
                        expression between slashes, or '*'; may be repeated. Prefer, or a rule that chooses the response,
                        still has the mock respond

Output
  --watch, --no-watch   reload a description when it changes (default: on a terminal)
  --log FORMAT          a line for each request: text (the default), json or off
  --quiet               the same as --log off
  --help                print this

Choose a response with the request header "Prefer: code=401", "Prefer: example=unauthorized" or "Prefer: dynamic=true".
Ctrl-C ends the mock.

Exit codes: 0 the mock was ended, 2 it could not start.
`;

export type Command = NonNullable<ReturnType<typeof readCommand>>;

/** Reads a command line; `undefined` means `--help`. Throws a `UserError` for a wrong flag. */
export function readCommand(args: string[]) {
  const { values, positionals } = readFlags({
    args,
    allowPositionals: true,
    allowNegative: true,
    options: {
      port: { type: 'string', default: '4010' },
      host: { type: 'string', default: '127.0.0.1' },
      header: { type: 'string', multiple: true },
      overlay: { type: 'string', multiple: true },
      https: { type: 'boolean', default: false },
      cert: { type: 'string' },
      key: { type: 'string' },
      origin: { type: 'string', multiple: true },
      lenient: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      dynamic: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      'strict-examples': { type: 'boolean', default: false },
      stateful: { type: 'boolean', default: false },
      'seed-data': { type: 'string' },
      state: { type: 'string' },
      scenario: { type: 'string' },
      'verify-signatures': { type: 'boolean', default: false },
      'public-key': { type: 'string' },
      'pass-through': { type: 'string', multiple: true },
      'pass-through-operations': { type: 'string', multiple: true },
      watch: { type: 'boolean' },
      log: { type: 'string', default: 'text' },
      quiet: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false, short: 'h' },
    },
  });
  if (values.help) return undefined;
  if (values.lenient && values.strict)
    throw new UserError('--lenient and --strict exclude each other: leave one of them out.');
  const stateful = values.stateful || values.state !== undefined;
  if (values['seed-data'] !== undefined && !stateful)
    throw new UserError('--seed-data needs --stateful: without it, nothing is kept.');
  if (values['pass-through-operations'] && !values['pass-through'])
    throw new UserError(
      '--pass-through-operations needs --pass-through URL, which names the server that they go to.',
    );
  return {
    ...values,
    stateful,
    apis: positionals,
    port: numberOf('port', values.port, 65535),
    seed: numberOf('seed', values.seed, 2 ** 31),
    log: values.quiet ? 'off' : logOf(values.log),
  };
}

function numberOf(flag: string, text: string, most: number): number {
  if (!/^\d{1,10}$/.test(text) || Number(text) > most)
    throw new UserError(`--${flag} is a number from 0 to ${most}, not "${text}".`);
  return Number(text);
}

function logOf(text: string): 'text' | 'json' | 'off' {
  if (text !== 'text' && text !== 'json' && text !== 'off')
    throw new UserError(`--log is text, json or off, not "${text}".`);
  return text;
}
