import { readFlags, runCommand } from './command-line.ts';
import { UserError } from './user-error.ts';

const help = `Checks an implementation against the contract of its API.

  npm run conformance -- [api…] [options]

Without a target it starts the mock on a free port and checks that.
An api is a name from spec/apis.ts, or the path of an OpenAPI 3.0 or 3.1 description. Without one, all are checked.

Options
  --target URL          the API's base URL; with several APIs, api=URL (repeatable)
  --config FILE         targets, credentials and known values (see conformance.config.example.yaml)
  --operation ID        only this operation (repeatable)
  --case ID             only this case (repeatable); a finding names the one that shows it
  --only KIND           only valid or only invalid requests
  --exclude CHECK       do not ask this check (repeatable)
  --strict              undocumented members of answers count as findings
  --thorough            also the cases that say nearly what another says
  --max-cases N         at most so many cases of each operation
  --fuzz N              so many random requests for each operation, beyond the plan
  --seed N              where their randomness starts (default 1)
  --report KIND=PATH    write a report to a file: json, text (repeatable; text goes to the terminal in any case)
  --timeout SECONDS     how long one answer may take (default 10)
  --dry-run             print the planned cases and send nothing
  --help                print this

Credentials come from the environment or from the configuration, never from a flag. The variable of a security scheme
is named after API and scheme: AMITY_API_KEY, NOTIFICATIONS_BEARER_AUTH; for Mixin's signed requests
MIXIN_BEARER_UID, MIXIN_BEARER_SID and MIXIN_BEARER_PRIVATE_KEY_FILE. For basic authentication it is user:password.

Exit codes: 0 it conforms, 1 there are findings, 2 it could not be judged.
`;

async function main(): Promise<number> {
  const { values, positionals } = readFlags({
    allowPositionals: true,
    options: {
      target: { type: 'string', multiple: true, default: [] },
      config: { type: 'string' },
      operation: { type: 'string', multiple: true, default: [] },
      report: { type: 'string', multiple: true, default: [] },
      timeout: { type: 'string', default: '10' },
      case: { type: 'string', multiple: true, default: [] },
      only: { type: 'string' },
      exclude: { type: 'string', multiple: true, default: [] },
      strict: { type: 'boolean', default: false },
      thorough: { type: 'boolean', default: false },
      'max-cases': { type: 'string' },
      fuzz: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      'dry-run': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false, short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  // loaded only now, so that --help and a mistyped flag answer at once
  const { conform } = await import('./command.ts');
  return conform({
    apis: positionals,
    targets: values.target,
    config: values.config,
    operations: values.operation,
    reports: values.report,
    timeout: seconds(values.timeout),
    cases: values.case,
    only: intent(values.only),
    exclude: values.exclude,
    strict: values.strict,
    thorough: values.thorough,
    maxCases: values['max-cases'] === undefined ? undefined : count('--max-cases', values['max-cases'], 1),
    fuzz: count('--fuzz', values.fuzz, 0),
    seed: count('--seed', values.seed, 0),
    dryRun: values['dry-run'],
  });
}

function seconds(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 3600)) throw new UserError(`--timeout is a number of seconds above 0, not "${text}".`);
  return Math.ceil(value * 1000);
}

function count(flag: string, text: string, least: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > 2 ** 31 - 1) throw new UserError(`${flag} is a whole number from ${least} on, not "${text}".`);
  return value;
}

function intent(text: string | undefined): 'valid' | 'invalid' | undefined {
  if (text === undefined || text === 'valid' || text === 'invalid') return text;
  throw new UserError(`--only is valid or invalid, not "${text}".`);
}

await runCommand(main);
