import { setImmediate } from 'node:timers/promises';
import { unjudgedAnswers } from '../checks/unjudged-answers.ts';
import { reasonOf } from '../core/program-error.ts';
import { UserError } from '../core/user-error.ts';
import type { Case } from '../generators/case.ts';
import type { Unusable } from '../plan/plan.ts';
import type { ApiReport, CaseOutcome, LeftBehind } from '../report/record.ts';
import { knownOf } from '../plan/known-values.ts';
import { isSingle } from '../plan/sequences.ts';
import { laterStages, type Stage } from './resources/order.ts';
import { takeAgain } from './asides.ts';
import { credentialsOf } from './credentials-of.ts';
import { execute } from './execute.ts';
import { fuzzOperation } from './fuzz-operation.ts';
import { hasError, outcomeOf, plainestOf, type OperationRun } from './judge-case.ts';
import type { ApiRecord, OperationRecord, RunContext } from './records.ts';
import { tidy } from './resources/clean-up.ts';
import { recordSequence } from './record-sequence.ts';
import { operationStatistics } from './operation-statistics.ts';
import type { Assignment } from './options.ts';
import type { Planned, Schedule } from './schedule.ts';
import { TargetSession } from './session.ts';
import { unsentBecause } from './unsent.ts';
import { unusableResponses } from './unusable-responses.ts';

/** How many operations wait for a thing that later operations may make: their plans take memory. */
const mostPostponed = 50;

/** After so many milliseconds of planning, signals are heard. */
const longestStep = 50;

/** Sends and judges the scheduled cases of one API. Throws only a `UserError`. */
export async function runApi(
  assignment: Assignment,
  schedule: Schedule,
  context: RunContext,
): Promise<ApiRecord> {
  await using session = new TargetSession(
    assignment,
    context.checks,
    { ...context.options, deadline: context.deadline, hooks: context.hooks },
    context.redact,
  );
  const records = await recordAll(schedule, session, assignment, context);
  const leftBehind = await session.end(context.options);
  // whatever the order in which they were sent, a report has that of the description
  const position = new Map(assignment.contract.operations.map(({ id }, index) => [id, index]));
  const inOrder = records.toSorted((one, other) => position.get(one.id)! - position.get(other.id)!);
  const unplanned = Math.max(0, schedule.operations - records.filter(({ run }) => run).length);
  return recordOf(inOrder, session, assignment, { ...context, leftBehind, unplanned });
}

/**
 * Runs the operations in the order of their schedule. Those that are about a thing that nothing makes
 * yet wait until the first deletion. The sequences about things come before what is written for the
 * whole server, those about settings at the end.
 */
async function recordAll(
  schedule: Schedule,
  session: TargetSession,
  assignment: Assignment,
  context: RunContext,
): Promise<readonly OperationRecord[]> {
  const records: OperationRecord[] = [];
  const postponed: Planned[] = [];
  const stages = [...laterStages];
  let heard = performance.now();
  const record = async (planned: Planned) => {
    records.push(await recordOperation(planned, session, assignment, context));
    await session.restore();
  };
  const enter = async (stage: Stage) => {
    const before = stages.splice(0, stages.indexOf(stage) + 1);
    if (before.includes('delete')) {
      session.resources?.provider.retry();
      await takeAgain(records, session);
      for (const planned of postponed.splice(0)) await record(planned);
    }
    if (before.includes('whole server')) {
      if (schedule.sequences.length > 0 && !context.options.keep) await tidyAt(session);
      await sequences(false);
    }
  };
  const sequences = async (areSingle: boolean) => {
    for (const sequence of schedule.sequences.filter((one) => isSingle(one) === areSingle))
      await recordSequence(sequence, { session, records, assignment, context });
  };
  for (const planned of schedule.planned()) {
    if (planned) {
      await enter(session.stageOf(planned.operation));
      const mayWait = stages.includes('delete') && postponed.length < mostPostponed;
      if (mayWait && (await session.lacksThing(planned.operation))) postponed.push(planned);
      else await record(planned);
    } else if (performance.now() - heard < longestStep) continue;
    // signals are heard only between tasks, and nothing is planned for a run that has ended
    await setImmediate();
    heard = performance.now();
    if (schedule.cases === undefined && session.isStopped()) break;
  }
  await enter('whole server');
  await sequences(true);
  await takeAgain(records, session);
  return records;
}

/** Makes the lists of a target short again before the sequences read them. */
async function tidyAt(session: TargetSession): Promise<void> {
  if (!session.resources) return;
  const { model, things, provider } = session.resources;
  await tidy({
    ...{ model, things },
    ask: (testCase) => session.prepare(testCase),
    settle: (thing) => provider.settle(thing),
    ended: () => (session.isStopped() ? 'the run has ended' : undefined),
  });
}

/** The record of an API from those of its operations. */
function recordOf(
  records: readonly OperationRecord[],
  session: TargetSession,
  assignment: Assignment,
  context: Ended,
): ApiRecord {
  const { redact, leftBehind } = context;
  const { contract, target, shown = target, isMock } = assignment;
  const operations = records.flatMap(({ run }) => run?.statistics.report() ?? []);
  const outcomes = records.flatMap((record) => record.outcomes);
  const error =
    endOf(session, outcomes, context) ??
    records.find(({ mistake }) => mistake !== undefined)?.mistake;
  const told = (remarks: typeof contract.notes) =>
    remarks.map(({ source, reason }) => `${contract.at(source)}: ${reason}`);
  const notes = [...told([...contract.notes, ...unjudgedAnswers(contract)]), ...session.notes];
  const capped = records.reduce((sum, one) => sum + (one.capped ?? 0), 0);
  const { preparations } = session;
  const api = {
    name: contract.api,
    target: shown,
    ...(isMock ? { isMock } : {}),
    operations: operations.map(({ id }) => id),
    ...(error === undefined ? {} : redact({ error })),
    unsupported: [
      ...told(contract.unsupported),
      ...records.flatMap(({ unusable }) => unusable ?? []),
    ],
    ...(notes.length > 0 ? { notes } : {}),
    ...choicesOf(assignment),
    discarded: records.flatMap(({ discarded }) => discarded ?? []),
    leftOut: records.reduce((sum, { leftOut = 0 }) => sum + leftOut, 0),
    ...(capped > 0 ? { capped } : {}),
    ...(preparations > 0 ? { preparations } : {}),
    ...(session.isServed ? { isServed: true as const } : {}),
    ...(leftBehind.length > 0 ? { leftBehind } : {}),
  };
  return { api, operations, outcomes };
}

type Ended = RunContext & {
  readonly leftBehind: readonly LeftBehind[];
  /** How many operations were not planned when the run ended. */
  readonly unplanned: number;
};

/** Why the run ended before its time; where its time was over, what was not sent. */
function endOf(
  { fatal }: TargetSession,
  outcomes: readonly CaseOutcome[],
  { deadline, unplanned }: Ended,
): string | undefined {
  const isLate = fatal !== undefined && deadline?.signal.reason === fatal;
  return isLate ? unsentBecause(fatal, outcomes, unplanned) : fatal;
}

/** What the user left out, and credentials that operations without `security` could have got. */
function choicesOf({
  contract,
  credentials,
  excluded = new Map<string, string>(),
}: Assignment): Pick<ApiReport, 'excluded' | 'credentials'> {
  const isEverywhere = contract.operations.some(({ offered }) => offered !== undefined);
  const left = [...excluded].map(([operation, reason]) => ({ operation, reason }));
  return {
    ...(left.length > 0 ? { excluded: left } : {}),
    ...(isEverywhere || credentials.size === 0 ? {} : { credentials: [...credentials.keys()] }),
  };
}

type Usable = Extract<Planned, { readonly plan: unknown }>;

/** Runs one operation; a mistake in this program ends only this operation. */
async function recordOperation(
  planned: Planned,
  session: TargetSession,
  assignment: Assignment,
  context: RunContext,
): Promise<OperationRecord> {
  const { id } = planned.operation;
  if ('unusable' in planned) return { id, ...withoutCases(planned, context) };
  const unusable = unusableResponses(planned.operation);
  if (unusable) return { id, ...withoutCases(unusable, context) };
  session.probeWith(planned.plan.cases[0]);
  const { discarded, leftOut, capped } = planned.plan;
  const kept = { id, outcomes: [] as CaseOutcome[], discarded, leftOut, capped };
  const proceed = async (run: OperationRun, cases: readonly Case[]): Promise<OperationRecord> => {
    const { rest, mistake } = await runOperation({ ...planned, cases }, run, kept.outcomes, {
      assignment,
      context,
    });
    if (rest.length > 0) {
      const again = () => guarded(kept, () => proceed(run, rest));
      return { ...kept, run, mistake, aside: { operation: planned.operation, proceed: again } };
    }
    if (session.fatal === undefined)
      context.options.progress?.end?.({
        api: assignment.contract.api,
        operation: id,
        cases: planned.cases.length,
      });
    // its plan may be large, and nothing asks for it any more
    const { plan: _, ...others } = run;
    return { ...kept, run: { ...others, plan: [] }, mistake };
  };
  return guarded(kept, async () => {
    const run = openOperation(planned, session, assignment, context);
    kept.outcomes.push(...skippedOf(planned, context));
    return proceed(run, planned.cases);
  });
}

/** The record of an operation; where something throws, what is kept of it. */
async function guarded(
  kept: OperationRecord,
  work: () => Promise<OperationRecord>,
): Promise<OperationRecord> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof UserError) throw thrown;
    return { ...kept, mistake: `${kept.id}: ${reasonOf('checking it', thrown)}` };
  }
}

function withoutCases(
  { unusable, isOurs }: Unusable,
  { redact }: RunContext,
): Omit<OperationRecord, 'id'> {
  const shown = redact({ unusable });
  return { outcomes: [], ...shown, ...(isOurs ? { mistake: shown.unusable } : {}) };
}

function openOperation(
  { operation, plan }: Usable,
  session: TargetSession,
  assignment: Assignment,
  { redact, options }: RunContext,
): OperationRun {
  const { contract, secrets = new Map() } = assignment;
  const { timeout, fuzz } = options;
  return {
    session,
    statistics: operationStatistics(contract, operation, plan.schemaLocations),
    reporting: {
      ...assignment,
      credentials: credentialsOf(assignment, operation),
      ...{ secrets, timeout, redact, fuzz },
    },
    plan: plan.cases,
    plainest: plainestOf(plan.cases),
  };
}

/**
 * Runs the plan, then random requests; adds to `outcomes`. Returns what was put aside, and a mistake in
 * this program.
 */
async function runOperation(
  { operation, cases }: Usable,
  run: OperationRun,
  outcomes: CaseOutcome[],
  { assignment, context }: { readonly assignment: Assignment; readonly context: RunContext },
): Promise<{ readonly rest: readonly Case[]; readonly mistake?: string | undefined }> {
  const { fuzz, progress, concurrency = 1 } = context.options;
  const { session } = run;
  const at = { api: assignment.contract.api, operation: operation.id };
  progress?.send?.();
  const executed = await execute(cases, run, {
    concurrency,
    onCase: ({ id }, of) => progress?.advance?.({ ...at, case: id, fails: of.some(hasError) }),
  });
  outcomes.push(...executed.outcomes);
  if (executed.rest.length > 0) return executed;
  let mistake: string | undefined;
  if (fuzz && session.fatal === undefined) {
    const values = knownOf(assignment.values, operation);
    const fuzzed = await fuzzOperation(operation, run, { ...fuzz, values, planned: outcomes });
    outcomes.push(...fuzzed.outcomes);
    mistake = fuzzed.mistake;
  }
  return { rest: [], mistake };
}

/** The cases that the plan skips; only the first shard reports them. */
function skippedOf({ plan }: Usable, { redact, options }: RunContext): CaseOutcome[] {
  if ((options.shard?.index ?? 1) !== 1) return [];
  const reason = 'it needs another value where the configuration gives a known one';
  return plan.skipped.map((testCase) => outcomeOf(testCase, redact, { kind: 'skip', reason }));
}
