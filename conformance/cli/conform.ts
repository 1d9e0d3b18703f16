import { apis } from '../../spec/apis.ts';
import * as checks from '../checks/index.ts';
import { checkNamesIn, strangeIds } from './config-names.ts';
import { noConfig, readConfig, type Config } from './config.ts';
import { conclusionsFor, type Wishes } from './conclusions.ts';
import { dryRun } from './dry-run.ts';
import { alternativeFor, type Credentials } from '../core/auth/credentials.ts';
import { howToGive, readCredentials } from '../core/auth/read-credentials.ts';
import { shortest } from '../core/auth/redact.ts';
import type { Contract } from '../core/contract/model.ts';
import { namedContracts } from '../core/contract/named-contracts.ts';
import { orNearest } from '../core/nearest.ts';
import { certifyMock } from './own-mock.ts';
import { planOperation, type PlanOptions } from '../plan/plan.ts';
import { tellProgress } from './progress.ts';
import { run, type Assignment, type RunOptions } from '../run/run.ts';
import { wantedOperations } from '../run/schedule.ts';
import { targetNames, targetsOf } from './targets.ts';
import { UserError } from '../core/user-error.ts';
import { userPath } from '../core/user-path.ts';

export type Command = Wishes & {
  readonly apis: readonly string[];
  readonly targets: readonly string[];
  readonly config: string | undefined;
  readonly operations: readonly string[];
  readonly cases: readonly string[];
  readonly only: 'valid' | 'invalid' | undefined;
  /** Ids of checks. */
  readonly exclude: readonly string[];
  readonly safe: boolean;
  readonly maxCases: number | undefined;
  readonly shard: { readonly index: number; readonly of: number } | undefined;
  readonly fuzz: number;
  readonly seed: number;
  readonly dryRun: boolean;
  /** In milliseconds. */
  readonly timeout: number;
  readonly rate: number | undefined;
  readonly concurrency: number;
  readonly retries: number;
  /** Ends the run, which then reports what was judged so far. */
  readonly signal: AbortSignal;
};

/** Carries out the conformance command and gives its exit code. Throws a `UserError` for what the user must put right. */
export async function conform(command: Command): Promise<number> {
  const config =
    command.config === undefined
      ? noConfig
      : readConfig(
          userPath(command.config),
          process.env,
          (api) => command.apis.length === 0 || command.apis.includes(api),
        );
  const contracts = contractsFor(command, config);
  checkNamesIn(config, contracts, (message) => process.stderr.write(`note: ${message}\n`));
  checkNames(
    'check',
    command.exclude,
    Object.values(checks).map(({ id }) => id),
  );
  if (command.fuzz > 0 && command.shard)
    throw new UserError(
      '--fuzz can not be shared out: random requests depend on what was found before. Run it once, without --shard.',
    );
  if (command.fuzz > 0 && command.safe)
    throw new UserError('--fuzz makes requests up, which --safe rules out: leave one of them out.');
  const operations = operationsOf(contracts, command);
  const plan: Omit<PlanOptions, 'known'> = {
    thorough: command.thorough,
    only: command.only,
    maxCases: command.maxCases,
    ids: command.cases,
    safe: command.safe,
  };
  if (command.dryRun) return dryRun(contracts, config, { operations, plan, shard: command.shard });

  const { options: conclusions, finish } = conclusionsFor(command, config, isWhole(command));
  for (const id of strangeIds(conclusions.baseline?.entries ?? [], contracts))
    process.stderr.write(
      `note: ${command.baseline}: ${id} names no API, operation or check that there is\n`,
    );
  const targets = targetsOf(command.targets, contracts, config);
  await using mock = targets.size === 0 ? await certifyMock(contracts) : undefined;
  const assignments = contracts.map((contract, index): Assignment => {
    const invocation = { api: command.apis[index] ?? contract.api, config: command.config };
    const { values = new Map(), secrets = new Map() } = config.targets.get(contract.api) ?? {};
    if (mock)
      return {
        contract,
        target: mock.urlOf(contract.api),
        isMock: true,
        credentials: mock.credentials.get(contract.api)!,
        values,
        secrets,
        invocation,
      };
    const target = targets.get(contract.api);
    if (target === undefined)
      throw new UserError(
        `There is no target for ${contract.api}: add --target ${contract.api}=URL, or name the APIs to check.`,
      );
    return {
      contract,
      target,
      credentials: credentialsFor(contract, config, operations, command.config),
      values,
      secrets,
      invocation,
    };
  });
  const options: RunOptions = {
    ...conclusions,
    timeout: command.timeout,
    operations,
    plan,
    exclude: command.exclude,
    shard: command.shard,
    rate: command.rate,
    concurrency: command.concurrency,
    retries: command.retries,
    ...(command.fuzz > 0 ? { fuzz: { count: command.fuzz, seed: command.seed } } : {}),
    signal: command.signal,
  };
  const progress = tellProgress(process.stderr, options);
  const report = await run(assignments, { ...options, progress }).finally(() => progress.close());
  if (command.fuzz > 0) process.stderr.write(`random requests from --seed ${command.seed}\n`);
  return finish(report);
}

/** Whether everything is asked that could show a known finding again. */
const isWhole = ({ operations, cases, only, exclude, maxCases, shard, safe }: Command): boolean =>
  operations.length === 0 &&
  cases.length === 0 &&
  only === undefined &&
  exclude.length === 0 &&
  maxCases === undefined &&
  shard === undefined &&
  !safe;

/** The contracts of the APIs that are named, or that have a target. */
function contractsFor({ apis: named, targets }: Command, config: Config): readonly Contract[] {
  if (named.length > 0) return namedContracts(apis, named);
  for (const api of config.targets.keys()) namedContracts(apis, [api], config.at(['targets', api]));
  return namedContracts(apis, [...new Set([...targetNames(targets), ...config.targets.keys()])]);
}

function checkNames(kind: string, wanted: readonly string[], known: readonly string[]): void {
  const unknown = wanted.find((id) => !known.includes(id));
  if (unknown)
    throw new UserError(
      `There is no ${kind} "${unknown}"${orNearest(unknown, known)} Known are: ${known.join(', ')}.`,
    );
}

/** The operations that are named, or those that the named cases are of; a case that there is not is told before anything is sent. */
function operationsOf(
  contracts: readonly Contract[],
  { operations, cases }: Command,
): readonly string[] {
  const all = contracts.flatMap((contract) => contract.operations);
  checkNames(
    'operation',
    operations,
    all.map(({ id }) => id),
  );
  if (cases.length === 0) return operations;
  const owners = all.filter(({ id }) => cases.some((name) => name.startsWith(`${id}/`)));
  const planned = owners.flatMap((operation) => {
    const plan = planOperation(operation, { ids: cases });
    return 'unusable' in plan ? [] : plan.cases.map(({ id }) => id);
  });
  const unknown = cases.find((id) => !planned.includes(id));
  if (unknown?.includes('/fuzz/'))
    throw new UserError(
      `"${unknown}" was made at random: repeat the run with its --fuzz and --seed, or paste the curl line of its finding.`,
    );
  if (unknown)
    throw new UserError(
      `There is no case "${unknown}". --dry-run lists all, and --thorough --dry-run those that are left out.`,
    );
  return owners.map(({ id }) => id);
}

/** The credentials for a live target; every operation to be checked must have what it needs. */
function credentialsFor(
  contract: Contract,
  config: Config,
  operations: readonly string[],
  configFile: string | undefined,
): Credentials {
  const { credentials: written = {}, variables = new Map() } =
    config.targets.get(contract.api) ?? {};
  const credentials = readCredentials(contract, written, process.env, { configFile, variables });
  for (const [scheme, credential] of credentials) {
    if (credential.kind === 'value' && credential.value.length < shortest)
      process.stderr.write(
        `note: the credential of ${contract.api}'s security scheme "${scheme}" is shorter than ${shortest} characters: reports can't hide it\n`,
      );
  }
  const lacking = wantedOperations(contract, operations).find(
    (operation) => !alternativeFor(operation, credentials),
  );
  if (lacking) {
    const scheme = lacking.security[0]!.find(({ name }) => !credentials.has(name))!.name;
    throw new UserError(
      `${contract.api} ${lacking.id} needs a credential for its security scheme "${scheme}": ${howToGive(contract, scheme)}.`,
    );
  }
  return credentials;
}
