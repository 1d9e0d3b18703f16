import { printResources } from './print-resources.ts';
import { sequencesOf } from '../plan/sequences.ts';
import { resourcesOf } from '../core/resources/infer.ts';
import { complain } from '../core/print.ts';
import * as checks from '../checks/index.ts';
import { tellBrokenExamples } from '../core/contract/broken-examples.ts';
import { withOfferedSchemes } from '../core/auth/offered-schemes.ts';
import type { Contract } from '../core/contract/model.ts';
import {
  apiOf,
  fetchNamed,
  headerOf,
  loadContracts,
  withOverlays,
} from '../core/contract/named-contracts.ts';
import { orNearest } from '../core/nearest.ts';
import { once } from '../core/memoize.ts';
import { onInterrupt } from '../core/signals.ts';
import { UserError } from '../core/user-error.ts';
import { userPath } from '../core/user-path.ts';
import { planOperation, type PlanOptions } from '../plan/plan.ts';
import type { Baseline } from '../report/baseline.ts';
import { isRandomCase } from '../run/fuzz.ts';
import { run, type RunOptions } from '../run/run.ts';
import { wantedOperations } from '../run/schedule.ts';
import { assignmentsFor, type Wanted } from './assignments.ts';
import { withoutMethods } from './choice.ts';
import { checkNamesIn, checkTargetKeys, strangeIds } from './config-names.ts';
import { noConfig, readConfig, type Config } from './config.ts';
import { conclusionsFor } from './conclusions.ts';
import { dryRun } from './dry-run.ts';
import { casesAtMost, type FlagValues } from './flags.ts';
import { textNamed } from './named-file.ts';
import { tellProgress } from './progress.ts';
import { runWord } from './run-word.ts';
import { runApis } from './run-apis.ts';
import { settingsOf } from './settings.ts';

/** How long the end of a run may take, which deletes what it made, in milliseconds. */
const longestEnd = 10_000;

const note = (message: string): void => complain(`note: ${message}`);

/**
 * Runs the conformance command and returns its exit code. Throws a `UserError` before anything is
 * sent. After the first request, Ctrl-C ends the run, and the results so far are reported. Before it,
 * Ctrl-C ends the process as usual.
 */
export async function conform(typed: readonly string[], flags: FlagValues): Promise<number> {
  const wanted = await readWanted(typed, flags);
  const { contracts, described, config, operations, settings } = wanted;
  const plan = planOptionsOf(flags);
  if (flags.resources) return printResources(contracts);
  if (flags['dry-run']) {
    const isByEffect = !flags.stateless && isLive(flags, config);
    const apis = contracts.map((contract) => ({
      ...{ contract, isByEffect },
      hasOther: config.targets.get(contract.api)?.otherUser !== undefined,
      ...settings.get(contract.api)!,
    }));
    return dryRun(apis, { operations, plan, shard: flags.shard });
  }

  const { options: conclusions, finish } = conclusionsFor(flags, config, completenessOf(flags));
  for (const id of strangeIds(conclusions.baseline?.entries ?? [], described))
    note(`${flags.baseline}: ${id} names no known API, operation or check`);
  await tellBrokenExamples(contracts, (contract) => wantedOperations(contract, operations), {
    tell: (problem) => note(`${problem}; that is no finding`),
    limit: 1000,
  });
  const interrupted = new AbortController();
  const { timeout, retries } = flags;
  const sending = { timeout, retries, signal: interrupted.signal };
  await using assignments = await assignmentsFor(wanted, sending);
  const options: RunOptions = {
    ...conclusions,
    operations,
    plan,
    ...sending,
    skipChecks: flags['skip-check'],
    shard: flags.shard,
    rate: flags.rate,
    time: flags.time,
    concurrency: flags.concurrency,
    ...(flags.stateless ? { sequences: false } : {}),
    keep: flags.keep,
    ...(flags.fuzz > 0 ? { fuzz: { count: flags.fuzz, seed: flags.seed } } : {}),
  };
  using signals = new DisposableStack();
  const told = tellProgress(process.stderr, options);
  // while the first operation of a large description is planned, a signal ends the process at once
  const send = once(() =>
    signals.use(onInterrupt(() => interrupted.abort(), { longest: longestEnd })),
  );
  const report = await run(assignments.list, { ...options, progress: { ...told, send } }).finally(
    () => told.close(),
  );
  if (flags.fuzz > 0) complain(`random requests from --seed ${flags.seed}`);
  return finish(report);
}

/** Reads the configuration and the descriptions, and checks the names that the user typed. */
async function readWanted(typed: readonly string[], flags: FlagValues): Promise<Wanted> {
  const named = await fetchNamed(
    runApis(typed, flags),
    flags.header.map((written) => headerOf(written, process.env)),
  );
  const config =
    flags.config === undefined
      ? noConfig
      : readConfig(userPath(flags.config), process.env, (key) => apiOf(key, named));
  checkTargetKeys(
    config,
    named.map(({ api }) => api),
  );
  const changed = named.map((one) => ({
    ...one,
    overlays: overlaysOf(config, one.api),
  }));
  const described = loadContracts(withOverlays(changed, flags.overlay)).map((contract) =>
    wantedContract(contract, config, flags),
  );
  checkNamesIn(config, described);
  checkNames(
    'check',
    flags['skip-check'],
    Object.values(checks).map(({ id }) => id),
  );
  const operations = operationsOf(described, flags, config);
  const settings = settingsOf(described, {
    ...{ config, warn: note },
    flags: { ...flags, operation: operations },
  });
  const contracts = described.map((contract) => ({
    ...contract,
    operations: contract.operations.filter(
      ({ id }) => !settings.get(contract.api)!.excluded.has(id),
    ),
  }));
  return { named, described, contracts, config, flags, operations, settings };
}

/** The paths of the overlays that the configuration names. Throws a `UserError` for one that can't be read. */
function overlaysOf(config: Config, api: string): readonly string[] {
  const { key = api, overlays = [] } = config.targets.get(api) ?? {};
  return overlays.map((file, index) => {
    const place = config.at(['targets', key, 'overlays', index]);
    textNamed(file, { place, what: 'the overlay' });
    return userPath(file);
  });
}

/** A contract as flags and configuration want it to be sent. */
function wantedContract(contract: Contract, config: Config, flags: FlagValues): Contract {
  const isEverywhere =
    flags['auth-everywhere'] || config.targets.get(contract.api)?.authEverywhere === true;
  const wanted = withoutMethods(contract, config, flags);
  return isEverywhere ? withOfferedSchemes(wanted) : wanted;
}

const planOptionsOf = (flags: FlagValues): Omit<PlanOptions, 'known'> => ({
  run: runWord(),
  thorough: flags.thorough,
  only: flags.only,
  maxCases: flags['max-cases'] ?? casesAtMost,
  ids: flags.case,
  safe: flags.safe,
});

/** Whether the run sends every case that could show a known finding again. */
const completenessOf = (flags: FlagValues): Pick<Baseline, 'isComplete' | 'isThorough'> => ({
  isComplete:
    flags.operation.length === 0 &&
    flags.case.length === 0 &&
    flags.only === undefined &&
    flags['skip-check'].length === 0 &&
    flags['max-cases'] === undefined &&
    flags.shard === undefined &&
    !flags.safe,
  isThorough: flags.thorough,
});

function checkNames(kind: string, wanted: readonly string[], known: readonly string[]): void {
  const unknown = wanted.find((id) => !known.includes(id));
  if (unknown)
    throw new UserError(
      `There is no ${kind} "${unknown}"${orNearest(unknown, known)} Known names: ${known.join(', ')}.`,
    );
}

/** Whether a target is named; without one, the run starts a mock. */
const isLive = ({ target }: FlagValues, { namesTarget }: Config): boolean =>
  target.length > 0 || namesTarget;

/** Why a run sends no sequences. */
function whyNoSequences(flags: FlagValues, config: Config): string | undefined {
  if (flags.stateless) return '--stateless sends none';
  if (flags.safe) return '--safe sends none';
  if (flags.only === 'invalid') return '--only invalid sends none';
  return isLive(flags, config)
    ? undefined
    : 'the mock that this run starts gets none, because it keeps nothing: name a server with --target';
}

/** The named operations, or those of the named cases. Throws a `UserError` for an unknown case. */
function operationsOf(
  contracts: readonly Contract[],
  flags: FlagValues,
  config: Config,
): readonly string[] {
  const { operation: operations, case: cases } = flags;
  const all = contracts.flatMap((contract) => contract.operations);
  checkNames(
    'operation',
    operations,
    all.map(({ id }) => id),
  );
  if (cases.length === 0) return operations;
  const owners = all.filter(({ id }) => cases.some((name) => name.startsWith(`${id}/`)));
  const inSequences = contracts.flatMap((contract) =>
    sequencesOf(resourcesOf(contract), { hasOther: true }).flatMap(({ steps }) =>
      steps.map(({ testCase }) => testCase.id),
    ),
  );
  const planned = owners.flatMap((operation) => {
    const plan = planOperation(operation, { ids: cases });
    return 'unusable' in plan ? [] : plan.cases.map(({ id }) => id);
  });
  const step = cases.find((id) => inSequences.includes(id) && !planned.includes(id));
  const none = whyNoSequences(flags, config);
  if (step !== undefined && none !== undefined)
    throw new UserError(`"${step}" is a step of a sequence, and ${none}.`);
  const unknown = cases.find((id) => !planned.includes(id) && !inSequences.includes(id));
  if (unknown !== undefined && isRandomCase(unknown))
    throw new UserError(
      `"${unknown}" is a random case: repeat the run with the same --fuzz and --seed, or paste the curl line of its finding.`,
    );
  if (unknown)
    throw new UserError(
      `There is no case "${unknown}". --dry-run lists all cases, --thorough --dry-run the redundant ones too.`,
    );
  return owners.map(({ id }) => id);
}
