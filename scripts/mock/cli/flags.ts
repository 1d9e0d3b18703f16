import { readWords, type FlagTable } from '../../../conformance/core/flags.ts';
import { shipped } from '../../../conformance/core/typed-as.ts';
import { UserError } from '../../../conformance/core/user-error.ts';

/** Every flag of the mock. */
export const flags = {
  port: {
    group: 'Listening',
    value: 'N',
    help: 'The port. Default: 4010; 0 means any free port.',
  },
  host: {
    group: 'Listening',
    value: 'ADDRESS',
    help: 'The address to listen on. Default: the variable CONTRACTS_HOST, else 127.0.0.1.',
  },
  https: {
    group: 'Listening',
    help: 'Serve HTTPS with a certificate that is generated at the start.',
  },
  cert: {
    group: 'Listening',
    value: 'FILE',
    help: 'Serve HTTPS with this certificate, in PEM form; --key names its key.',
  },
  key: { group: 'Listening', value: 'FILE', help: 'The key of --cert, in PEM form.' },
  origin: {
    group: 'Listening',
    value: 'ORIGIN',
    isRepeatable: true,
    help: 'Allow pages of this origin only. Default: every origin.',
  },
  header: {
    group: 'Descriptions',
    value: 'FIELD',
    isRepeatable: true,
    help: "Header field for fetching a description by its URL, such as 'Authorization: Bearer ${TOKEN}': a variable in it is read from the environment.",
  },
  overlay: {
    group: 'Descriptions',
    value: 'FILE',
    isRepeatable: true,
    help: 'OpenAPI Overlay that changes the description first.',
  },
  lenient: {
    group: 'Responses',
    help: 'Accept what breaks only rules that no document states; X-Contract-Violation names the rule.',
  },
  strict: {
    group: 'Responses',
    help: 'Refuse what servers may refuse too: a narrow reading of formats, rules of strength usage.',
  },
  dynamic: {
    group: 'Responses',
    help: 'Generate successes from their schemas in place of the documented examples.',
  },
  seed: {
    group: 'Responses',
    value: 'N',
    help: 'Seed of --dynamic, and of what --stateful makes: the same seed generates the same values. Default: 1.',
  },
  'strict-examples': {
    group: 'Responses',
    help: 'Respond with a 500 where a documented example breaks its schema. By default another example or a made body is sent, and X-Contract-Example says so.',
  },
  stateful: {
    group: 'Responses',
    help: 'Keep what requests create, change and delete, of any description, and remember what x-memory declares; DELETE /__mock/state begins again.',
  },
  'seed-data': {
    group: 'Responses',
    value: 'FILE',
    help: 'Start --stateful with these things, in YAML or JSON: a list for each path that lists them.',
  },
  state: {
    group: 'Responses',
    value: 'FILE',
    help: 'Keep the state of --stateful in this file from one start to the next: it is written after changes, and read at the start if it is there.',
  },
  scenario: {
    group: 'Responses',
    value: 'FILE',
    help: `Start with these rules: responses, latency, failures (see ${shipped('scripts/mock/README.md')}).`,
  },
  'verify-signatures': {
    group: 'Responses',
    help: 'Reject signed requests with a wrong signature. The mock knows a session after registerUser sent its key as session_secret; by default it accepts every well-formed credential.',
  },
  'public-key': {
    group: 'Responses',
    value: 'FILE',
    help: 'PEM file with the public key of other sessions; verifies signatures too.',
  },
  'pass-through': {
    group: 'Real server',
    value: 'URL',
    isRepeatable: true,
    help: 'Send requests that no description documents on to the server of this base URL; api=URL for one of several APIs. Its answers are sent back unchanged; header fields and log tell what the checks find in them.',
  },
  'pass-through-operations': {
    group: 'Real server',
    value: 'SELECTOR',
    isRepeatable: true,
    help: "Send these documented operations there too: an operationId, tag:NAME, a method, a path, a regular expression between slashes, or '*'. Prefer, or a rule that chooses the response, still has the mock respond.",
  },
  watch: {
    group: 'Output',
    isNegatable: true,
    help: 'Reload a description when it changes. Default: on a terminal.',
  },
  log: {
    group: 'Output',
    value: 'FORMAT',
    choices: ['text', 'json', 'off'],
    help: 'A line for each request: text (the default), json or off.',
  },
  quiet: { group: 'Output', help: 'The same as --log off.' },
} as const satisfies FlagTable;

export type Command = ReturnType<typeof readCommand>;

/** Reads a command line. Throws a `UserError` for a wrong flag. */
export function readCommand(args: readonly string[]) {
  const { values, positionals } = readWords(flags, args);
  if (values.lenient && values.strict)
    throw new UserError('--lenient and --strict exclude each other: leave one of them out.');
  const stateful = values.stateful || values.state !== undefined;
  if (values['seed-data'] !== undefined && !stateful)
    throw new UserError('--seed-data needs --stateful: without it, nothing is kept.');
  if (values['pass-through-operations'].length > 0 && values['pass-through'].length === 0)
    throw new UserError(
      '--pass-through-operations needs --pass-through URL, which names the server that they go to.',
    );
  return {
    ...values,
    stateful,
    apis: positionals,
    host: values.host ?? (process.env.CONTRACTS_HOST || '127.0.0.1'),
    port: numberOf('port', values.port ?? '4010', 65535),
    seed: numberOf('seed', values.seed ?? '1', 2 ** 31),
    log: values.quiet ? 'off' : (values.log ?? 'text'),
  };
}

function numberOf(flag: string, text: string, most: number): number {
  if (!/^\d{1,10}$/.test(text) || Number(text) > most)
    throw new UserError(`--${flag} is a number from 0 to ${most}, not "${text}".`);
  return Number(text);
}
