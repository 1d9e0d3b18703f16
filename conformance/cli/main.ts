import { readFlags, runCommand } from '../core/command-line.ts';
import { UserError } from '../core/user-error.ts';

const help = `Checks an implementation against the contract of its API.

  npm run conformance -- [api…] [options]
  npm run conformance -- merge FILE… [options]   puts the JSON reports of all parts of a run together

Without a target it starts the mock on a free port and checks that.
An api is a name from spec/apis.ts, or the path of an OpenAPI 3.0 or 3.1 description. Without one, all are checked.

Where
  --target URL          the API's base URL; with several APIs, api=URL (repeatable)
  --config FILE         targets, credentials, known values and severities (see conformance.config.example.yaml)

What is sent
  --operation ID        only this operation (repeatable)
  --case ID             only this case (repeatable); a finding names the one that shows it
  --only KIND           only valid or only invalid requests
  --safe                to GET, HEAD and OPTIONS: all cases except large and concurrent ones. To other methods: only
                        documented examples of the whole request, and invalid requests if the operation documents
                        how it refuses them. To DELETE: nothing. Documented examples still create data
  --thorough            also the cases that say nearly what another says
  --max-cases N         at most so many cases of each operation
  --fuzz N              so many random requests for each operation, beyond the plan
  --seed N              where their randomness starts (default 1)
  --shard N/M           only the N-th of M parts of the plan
  --dry-run             print the planned cases and send nothing

How it is sent
  --rate N              at most N requests a second
  --concurrency N       N cases at once (default 1)
  --timeout SECONDS     how long one answer may take (default 10)
  --retries N           how often to try again when no connection can be made (default 2); nothing else is sent again

What is made of it
  --report KIND=PATH    write a report to a file, or to the standard output with the path - (repeatable); kinds: github,
                        html, json, junit, markdown, sarif, text (which goes to the standard output unless another does)
  --exclude CHECK       do not ask this check (repeatable)
  --severity CHECK=S    error, warning or notice, in place of the check's own (repeatable)
  --strict              notices, such as undocumented members of answers, are errors
  --fail-on S           from which severity on a finding fails the run: error (default), warning, notice, or never
  --min-coverage N      fail where less than N percent of the contract was reached
  --baseline FILE       findings that are known, with a reason and a day on which that ends
  --update-baseline     add to it what was found, and take out what is gone
  --help                print this

Credentials come from the environment, from files or from the configuration, never from a flag. The variable of a
security scheme is named after API and scheme: AMITY_API_KEY, NOTIFICATIONS_BEARER_AUTH, or with _FILE at the end for
the name of a file that holds it; for Mixin's signed requests MIXIN_BEARER_UID, MIXIN_BEARER_SID and
MIXIN_BEARER_PRIVATE_KEY_FILE. For basic authentication it is user:password.

A target that answers 429 or 503 with Retry-After is waited for. HTTP_PROXY, HTTPS_PROXY and NO_PROXY are honoured, and
NODE_EXTRA_CA_CERTS or SSL_CERT_FILE name certificates to trust. Ctrl-C ends a run and reports what was judged so far.

Exit codes: 0 it conforms, 1 there are findings or too little was covered, 2 it could not be judged.
`;

async function main(): Promise<number> {
  const { values, positionals } = readFlags({
    allowPositionals: true,
    options: {
      target: { type: 'string', multiple: true, default: [] },
      config: { type: 'string' },
      operation: { type: 'string', multiple: true, default: [] },
      case: { type: 'string', multiple: true, default: [] },
      only: { type: 'string' },
      safe: { type: 'boolean', default: false },
      thorough: { type: 'boolean', default: false },
      'max-cases': { type: 'string' },
      fuzz: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      shard: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      rate: { type: 'string' },
      concurrency: { type: 'string', default: '1' },
      timeout: { type: 'string', default: '10' },
      retries: { type: 'string', default: '2' },
      report: { type: 'string', multiple: true, default: [] },
      exclude: { type: 'string', multiple: true, default: [] },
      severity: { type: 'string', multiple: true, default: [] },
      strict: { type: 'boolean', default: false },
      'fail-on': { type: 'string', default: 'error' },
      'min-coverage': { type: 'string' },
      baseline: { type: 'string' },
      'update-baseline': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false, short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const wishes = {
    reports: values.report,
    strict: values.strict,
    severities: values.severity,
    failOn: values['fail-on'],
    minCoverage:
      values['min-coverage'] === undefined
        ? undefined
        : count('--min-coverage', values['min-coverage'], 0, 100),
    baseline: values.baseline,
    updateBaseline: values['update-baseline'],
    thorough: values.thorough,
  };
  if (positionals[0] === 'merge') {
    const strange = process.argv
      .slice(2)
      .map((word) => /^--([^=]+)/.exec(word)?.[1])
      .find((name) => name !== undefined && !ofMerge.includes(name));
    if (strange !== undefined)
      throw new UserError(
        `--${strange} says how requests are sent, and merge sends none. It takes ${ofMerge.map((name) => `--${name}`).join(', ')}.`,
      );
    const { merge } = await import('./merge.ts');
    return merge(positionals.slice(1), values.config, wishes);
  }
  // from the first moment: loading and planning take a while; a second signal ends the process as usual
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => interrupted.abort());
  // loaded only now, so that --help and a mistyped flag answer at once
  const { conform } = await import('./conform.ts');
  return conform({
    ...wishes,
    apis: positionals,
    targets: values.target,
    config: values.config,
    operations: values.operation,
    cases: values.case,
    only: intent(values.only),
    exclude: values.exclude,
    safe: values.safe,
    maxCases:
      values['max-cases'] === undefined ? undefined : count('--max-cases', values['max-cases'], 1),
    shard: values.shard === undefined ? undefined : shardOf(values.shard),
    fuzz: count('--fuzz', values.fuzz, 0),
    seed: count('--seed', values.seed, 0),
    dryRun: values['dry-run'],
    rate: values.rate === undefined ? undefined : rateOf(values.rate),
    concurrency: count('--concurrency', values.concurrency, 1, 256),
    timeout: seconds(values.timeout),
    retries: count('--retries', values.retries, 0, 20),
    signal: interrupted.signal,
  });
}

/** The flags that say what is made of what was seen. */
const ofMerge = [
  'config',
  'report',
  'strict',
  'severity',
  'fail-on',
  'min-coverage',
  'baseline',
  'update-baseline',
  'help',
];

function seconds(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 3600))
    throw new UserError(`--timeout is a number of seconds above 0, not "${text}".`);
  return Math.ceil(value * 1000);
}

function rateOf(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 100_000))
    throw new UserError(
      `--rate is a number of requests a second, such as 10 or 0.5, not "${text}".`,
    );
  return value;
}

function count(flag: string, text: string, least: number, most = 2 ** 31 - 1): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most)
    throw new UserError(
      `${flag} is a whole number from ${least} ${most === 2 ** 31 - 1 ? 'on' : `to ${most}`}, not "${text}".`,
    );
  return value;
}

function shardOf(text: string): { readonly index: number; readonly of: number } {
  const [, index = 0, of = 0] = /^(\d{1,4})\/(\d{1,4})$/.exec(text)?.map(Number) ?? [];
  if (index < 1 || index > of)
    throw new UserError(`--shard is the part and the number of parts, such as 1/4, not "${text}".`);
  return { index, of };
}

function intent(text: string | undefined): 'valid' | 'invalid' | undefined {
  if (text === undefined || text === 'valid' || text === 'invalid') return text;
  throw new UserError(`--only is valid or invalid, not "${text}".`);
}

await runCommand(main);
