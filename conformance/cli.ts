import { readFlags, runCommand } from './command-line.ts';
import { UserError } from './user-error.ts';

const help = `Checks an implementation against the contract of its API.

  npm run conformance -- [api…] [options]

Without a target it starts the mock on a free port and checks that.
An api is a name from spec/apis.ts, or the path of an OpenAPI 3.1 description. Without one, all are checked.

Options
  --target URL          the API's base URL; with several APIs, api=URL (repeatable)
  --config FILE         targets, credentials and known values (see conformance.config.example.yaml)
  --operation ID        only this operation (repeatable)
  --report KIND=PATH    write a report to a file: json, text (repeatable; text goes to the terminal in any case)
  --timeout SECONDS     how long one answer may take (default 10)
  --list                print the planned cases and send nothing
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
      list: { type: 'boolean', default: false },
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
    list: values.list,
  });
}

function seconds(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 3600)) throw new UserError(`--timeout is a number of seconds above 0, not "${text}".`);
  return Math.ceil(value * 1000);
}

await runCommand(main);
