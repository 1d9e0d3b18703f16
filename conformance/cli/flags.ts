import { severities, type Severity } from '../checks/severity.ts';
import { bindingStrengths } from '../core/contract/evidence.ts';
import type { Flag, FlagTable } from '../core/flags.ts';
import { shipped } from '../core/typed-as.ts';
import { UserError } from '../core/user-error.ts';
import type { TimeLimit } from '../run/deadline.ts';
import * as reporters from '../report/reporters/index.ts';

/** One flag of the command, and how its value is read. */
type ReadFlag<Value> = Flag & {
  /** Whether `merge` takes it too. */
  readonly isOfMerge?: true;
  /**
   * The value for the texts of the flag, in their order; without texts, the default. Throws a
   * `UserError` for an invalid text. `name` is the flag as typed.
   */
  readonly read: (texts: readonly string[], name: string) => Value;
};

const all = (texts: readonly string[]): readonly string[] => texts;
const last = (texts: readonly string[]): string | undefined => texts.at(-1);
const isGiven = (texts: readonly string[]): boolean => texts.length > 0;

const largest = 2 ** 31 - 1;

/** How many cases an operation gets by default. */
export const casesAtMost = 500;

function wholeNumber<Default>(least: number, most: number, byDefault: Default) {
  return (texts: readonly string[], name: string): number | Default => {
    const text = last(texts);
    if (text === undefined) return byDefault;
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    const range = most === largest ? `${least} on` : `${least} to ${most}`;
    throw new UserError(`${name} is a whole number from ${range}, not "${text}".`);
  };
}

function oneOf<Word extends string>(words: readonly Word[], list: string) {
  return (texts: readonly string[], name: string): Word | undefined => {
    const text = last(texts);
    const word = words.find((known) => known === text);
    if (text === undefined || word !== undefined) return word;
    throw new UserError(`${name} is ${list}, not "${text}".`);
  };
}

function rate(texts: readonly string[], name: string): number | undefined {
  const text = last(texts);
  const value = Number(text);
  if (text === undefined) return undefined;
  if (value >= 0.001 && value <= 100_000) return value;
  throw new UserError(
    `${name} is a number of requests a second from 0.001 on, such as 10 or 0.5, not "${text}".`,
  );
}

/** A time in milliseconds. */
function seconds(texts: readonly string[], name: string): number {
  const text = last(texts) ?? '10';
  const value = Number(text);
  if (value > 0 && value <= 3600) return Math.ceil(value * 1000);
  throw new UserError(`${name} is a number of seconds above 0, not "${text}".`);
}

/** A length of time such as `10m`, `1h30m` or `90`, which are seconds. */
function timeLimit(texts: readonly string[], name: string): TimeLimit | undefined {
  const text = last(texts);
  if (text === undefined) return undefined;
  const [, ...parts] = /^(?:(\d{1,5})h)?(?:(\d{1,6})m)?(?:(\d{1,8})s?)?$/.exec(text) ?? [];
  const [hours = 0, minutes = 0, rest = 0] = parts.map((part) => Number(part ?? 0));
  const milliseconds = ((hours * 60 + minutes) * 60 + rest) * 1000;
  if (milliseconds > 0 && milliseconds <= largest)
    return { milliseconds, written: /\d$/.test(text) ? `${text} s` : text };
  throw new UserError(
    `${name} is a time such as 10m, 90s or 1h30m, at most 24 days, not "${text}".`,
  );
}

/** A part of a plan: the `index`-th of `of`, counted from 1. */
function shard(texts: readonly string[], name: string) {
  const text = last(texts);
  if (text === undefined) return undefined;
  const [, index = 0, of = 0] = /^(\d{1,4})\/(\d{1,4})$/.exec(text)?.map(Number) ?? [];
  if (index >= 1 && index <= of) return { index, of };
  throw new UserError(`${name} is the part and the number of parts, such as 1/4, not "${text}".`);
}

const failOn = (texts: readonly string[], name: string): Severity | 'never' =>
  oneOf([...severities, 'never'] as const, `one of ${severities.join(', ')} or never`)(
    texts,
    name,
  ) ?? 'error';

const evidenceNames = 'vendor, observed or documented';

/** Every flag of the command, by its name without the hyphens. */
export const flags = {
  target: {
    group: 'Target',
    value: 'URL',
    isRepeatable: true,
    help: 'Base URL of the API. With several APIs, write API=URL for each.',
    read: all,
  },
  name: {
    group: 'Target',
    value: 'NAME',
    help: 'Name of the API whose description is given by path or URL. Default: the name of the file without its ending. Findings, the configuration and environment variables use it.',
    read: last,
  },
  overlay: {
    group: 'Target',
    value: 'FILE',
    isRepeatable: true,
    help: 'OpenAPI Overlay that changes the description before anything else reads it. With several APIs, write `overlays` in the configuration.',
    read: all,
  },
  header: {
    group: 'Target',
    value: 'FIELD',
    isRepeatable: true,
    help: "Header field for fetching a description by its URL, such as 'Authorization: Bearer ${TOKEN}': a variable in it is read from the environment. It is not sent to the target.",
    read: all,
  },
  config: {
    group: 'Target',
    value: 'FILE',
    isOfMerge: true,
    help: `Targets, credentials, known values and severities. See ${shipped('conformance.config.example.yaml')}.`,
    read: last,
  },
  operation: {
    group: 'Cases',
    value: 'ID',
    isRepeatable: true,
    help: 'Check only this operation.',
    read: all,
  },
  include: {
    group: 'Cases',
    value: 'SELECTOR',
    isRepeatable: true,
    help: "Check only the operations that a selector matches: an operationId, 'tag:admin', a method, a path such as '/users/**', 'GET /users/*', or a regular expression between slashes.",
    read: all,
  },
  exclude: {
    group: 'Cases',
    value: 'SELECTOR',
    isRepeatable: true,
    help: 'Leave out the operations that a selector matches, also of those that --include and --operation name.',
    read: all,
  },
  case: {
    group: 'Cases',
    value: 'ID',
    isRepeatable: true,
    help: 'Send only this case. A finding names the case that shows it.',
    read: all,
  },
  only: {
    group: 'Cases',
    value: 'INTENT',
    choices: ['valid', 'invalid'],
    help: 'Send only valid or only invalid requests.',
    read: oneOf(['valid', 'invalid'] as const, 'valid or invalid'),
  },
  safe: {
    group: 'Cases',
    help: 'For a system that others use. GET, HEAD and OPTIONS get all cases except large and concurrent ones. Other methods get only documented examples of the whole request, and invalid requests where the operation documents how it refuses them. DELETE gets nothing. Documented examples still create data.',
    read: isGiven,
  },
  thorough: {
    group: 'Cases',
    help: 'Also send cases that test nearly the same as another case.',
    read: isGiven,
  },
  'max-cases': {
    group: 'Cases',
    value: 'N',
    help: `Send at most N cases of each operation. Default: ${casesAtMost}; a report says how many are left out.`,
    read: wholeNumber(1, largest, undefined),
  },
  fuzz: {
    group: 'Cases',
    value: 'N',
    help: 'Send N random requests for each operation, after the plan.',
    read: wholeNumber(0, largest, 0),
  },
  seed: {
    group: 'Cases',
    value: 'N',
    help: 'Seed of the random requests. Default: 1.',
    read: wholeNumber(0, largest, 1),
  },
  shard: {
    group: 'Cases',
    value: 'N/M',
    help: 'Send only part N of M of the plan. `merge` combines the reports.',
    read: shard,
  },
  'dry-run': {
    group: 'Cases',
    help: 'Print the planned cases and send nothing.',
    read: isGiven,
  },
  resources: {
    group: 'Cases',
    help: 'Print the resources that the description implies: which operations make, read and delete the same thing, what they need, and why; then as a Mermaid graph. Nothing is sent.',
    read: isGiven,
  },
  stateless: {
    group: 'Sending',
    help: 'Do not make, find and delete things for requests, and send no sequences: for a server that keeps nothing.',
    read: isGiven,
  },
  keep: {
    group: 'Sending',
    help: 'Leave what the run made in the target, and list it. Default: it is deleted at the end.',
    read: isGiven,
  },
  'send-header': {
    group: 'Sending',
    value: 'FIELD',
    isRepeatable: true,
    help: "Header field for every request, such as 'X-Tenant: acme', with ${NAME} from the environment. Where an operation documents the field, it gets this value.",
    read: all,
  },
  hooks: {
    group: 'Sending',
    value: 'FILE',
    help: `Module of hooks, in TypeScript or JavaScript: \`before\` and \`after\` the run, and each \`request\` as it is sent. See ${shipped('README.md')}.`,
    read: last,
  },
  'auth-everywhere': {
    group: 'Sending',
    help: 'Send credentials to every operation, also to those that document no `security`.',
    read: isGiven,
  },
  rate: {
    group: 'Sending',
    value: 'N',
    help: 'Send at most N requests a second.',
    read: rate,
  },
  concurrency: {
    group: 'Sending',
    value: 'N',
    help: 'Send N cases at once. Default: 1.',
    read: wholeNumber(1, 256, 1),
  },
  timeout: {
    group: 'Sending',
    value: 'SECONDS',
    help: 'Time limit of one response. Default: 10.',
    read: seconds,
  },
  time: {
    group: 'Sending',
    value: 'TIME',
    help: 'Send no case after this time, such as 10m, 90s or 1h30m; the report says what was not sent.',
    read: timeLimit,
  },
  retries: {
    group: 'Sending',
    value: 'N',
    help: 'How often to retry a failed connection. Nothing else is retried. Default: 2.',
    read: wholeNumber(0, 20, 2),
  },
  report: {
    group: 'Result',
    value: 'KIND=PATH',
    isRepeatable: true,
    isOfMerge: true,
    help: `Write a report to a file, or to the standard output where the path is -. Kinds: ${Object.keys(reporters).join(', ')}. Default: text=-.`,
    read: all,
  },
  'skip-check': {
    group: 'Result',
    value: 'CHECK',
    isRepeatable: true,
    help: 'Leave out a check.',
    read: all,
  },
  severity: {
    group: 'Result',
    value: 'CHECK=S',
    isRepeatable: true,
    isOfMerge: true,
    help: `Overrides the severity of a check: ${severities.join(', ')}.`,
    read: all,
  },
  evidence: {
    group: 'Result',
    value: 'S',
    choices: bindingStrengths,
    isOfMerge: true,
    help: `Weakest evidence (x-source) that makes a broken rule an error: ${evidenceNames}. Default: documented; weaker is a warning.`,
    read: oneOf(bindingStrengths, evidenceNames),
  },
  strict: {
    group: 'Result',
    isOfMerge: true,
    help: 'Count notices, such as undocumented members, as errors.',
    read: isGiven,
  },
  'fail-on': {
    group: 'Result',
    value: 'S',
    choices: [...severities, 'never'],
    isOfMerge: true,
    help: `Lowest severity that fails the run: ${severities.join(', ')} or never. Default: error.`,
    read: failOn,
  },
  'min-coverage': {
    group: 'Result',
    value: 'N',
    isOfMerge: true,
    help: 'Fail where less than N percent of the contract is covered.',
    read: wholeNumber(0, 100, undefined),
  },
  baseline: {
    group: 'Result',
    value: 'FILE',
    isOfMerge: true,
    help: 'Known findings, each with a reason and a last day. They do not fail the run.',
    read: last,
  },
  'update-baseline': {
    group: 'Result',
    isOfMerge: true,
    help: 'Add new findings to the baseline and remove stale ones.',
    read: isGiven,
  },
} as const satisfies { readonly [name: string]: ReadFlag<unknown> };

type FlagName = keyof typeof flags;

/** The values of all flags, by name. */
export type FlagValues = { readonly [Name in FlagName]: ReturnType<(typeof flags)[Name]['read']> };

/** The flags that `merge` takes: they say what becomes of results. */
export type MergeOptions = Pick<
  FlagValues,
  {
    [Name in FlagName]: (typeof flags)[Name] extends { readonly isOfMerge: true } ? Name : never;
  }[FlagName]
>;

/** Every flag with its name, in the order of the table. */
export const flagList = Object.entries(flags) as readonly (readonly [
  FlagName,
  ReadFlag<unknown>,
])[];

/** The flags of `merge`. */
export const mergeFlags: FlagTable = Object.fromEntries(
  flagList.filter(([, { isOfMerge }]) => isOfMerge),
);
