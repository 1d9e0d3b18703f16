import { setImmediate } from 'node:timers/promises';
import { unjudgedAnswers } from '../checks/unjudged-answers.ts';
import { reasonOf } from '../core/program-error.ts';
import { UserError } from '../core/user-error.ts';
import type { Unusable } from '../plan/plan.ts';
import type { ApiReport, CaseOutcome, LeftBehind } from '../report/record.ts';
import { credentialsOf } from './credentials-of.ts';
import { execute } from './execute.ts';
import { fuzzOperation } from './fuzz-operation.ts';
import { outcomeOf, plainestOf, type OperationRun } from './judge-case.ts';
import type { ApiRecord, OperationRecord, RunContext } from './records.ts';
import { recordSequence } from './record-sequence.ts';
import { operationStatistics } from './operation-statistics.ts';
import type { Assignment, RunOptions } from './options.ts';
import type { Planned, Schedule } from './schedule.ts';
import { TargetSession } from './session.ts';
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
    { ...context.options, hooks: context.hooks },
    context.redact,
  );
  const records = await recordAll(schedule, session, assignment, context);
  const leftBehind = await cleanUpAfter(session, context.options);
  // whatever the order in which they were sent, a report has that of the description
  const position = new Map(assignment.contract.operations.map(({ id }, index) => [id, index]));
  const inOrder = records.toSorted((one, other) => position.get(one.id)! - position.get(other.id)!);
  return recordOf(inOrder, session, assignment, { ...context, leftBehind });
}

/**
 * Runs the operations in the order of their schedule. Those that are about a thing that nothing makes
 * yet wait for the others; before the first deletion come the sequences.
 */
async function recordAll(
  schedule: Schedule,
  session: TargetSession,
  assignment: Assignment,
  context: RunContext,
): Promise<readonly OperationRecord[]> {
  const records: OperationRecord[] = [];
  const postponed: Planned[] = [];
  let isBeforeDeletions = true;
  let heard = performance.now();
  const record = async (planned: Planned) => {
    records.push(await recordOperation(planned, session, assignment, context));
  };
  const recordRest = async () => {
    if (!isBeforeDeletions) return;
    isBeforeDeletions = false;
    session.resources?.provider.retry();
    for (const planned of postponed.splice(0)) await record(planned);
    for (const sequence of schedule.sequences)
      await recordSequence(sequence, { session, records, assignment, context });
  };
  for (const planned of schedule.planned()) {
    if (planned) {
      if (session.deletes(planned.operation)) await recordRest();
      const mayWait = isBeforeDeletions && postponed.length < mostPostponed;
      if (mayWait && (await session.lacksThing(planned.operation))) postponed.push(planned);
      else await record(planned);
    } else if (performance.now() - heard < longestStep) continue;
    // signals are heard only between tasks, and nothing is planned for a run that has ended
    await setImmediate();
    heard = performance.now();
    if (schedule.cases === undefined && session.isStopped()) break;
  }
  await recordRest();
  return records;
}

/** The record of an API from those of its operations. */
function recordOf(
  records: readonly OperationRecord[],
  session: TargetSession,
  assignment: Assignment,
  { redact, leftBehind }: RunContext & { readonly leftBehind: readonly LeftBehind[] },
): ApiRecord {
  const { contract, target, shown = target, isMock } = assignment;
  const operations = records.flatMap(({ run }) => run?.statistics.report() ?? []);
  const error = session.fatal ?? records.find(({ mistake }) => mistake !== undefined)?.mistake;
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
    ...(leftBehind.length > 0 ? { leftBehind } : {}),
  };
  return { api, operations, outcomes: records.flatMap(({ outcomes }) => outcomes) };
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

/** Deletes what the run made, unless it is to stay; says what is left. */
async function cleanUpAfter(
  session: TargetSession,
  { keep }: RunOptions,
): Promise<readonly LeftBehind[]> {
  return keep ? [] : session.cleanUp();
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
  const outcomes: CaseOutcome[] = [];
  try {
    const run = openOperation(planned, session, assignment, context);
    outcomes.push(...skippedOf(planned, context));
    const mistake = await runOperation(planned, run, outcomes, { assignment, context });
    // its plan may be large, and nothing asks for it any more
    const { plan: _, ...rest } = run;
    return { id, outcomes, run: { ...rest, plan: [] }, discarded, leftOut, capped, mistake };
  } catch (thrown) {
    if (thrown instanceof UserError) throw thrown;
    const mistake = `${planned.operation.id}: ${reasonOf('checking it', thrown)}`;
    return { id, outcomes, discarded, leftOut, capped, mistake };
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

/** Runs the plan, then random requests; adds to `outcomes`. Returns a mistake in this program. */
async function runOperation(
  { operation, cases }: Usable,
  run: OperationRun,
  outcomes: CaseOutcome[],
  { assignment, context }: { readonly assignment: Assignment; readonly context: RunContext },
): Promise<string | undefined> {
  const { fuzz, progress, concurrency = 1 } = context.options;
  const { session } = run;
  const at = { api: assignment.contract.api, operation: operation.id };
  progress?.send?.();
  const planned = await execute(cases, run, {
    concurrency,
    onCase: ({ id }, of) => progress?.advance?.({ ...at, case: id, fails: of.some(hasError) }),
  });
  outcomes.push(...planned);
  let mistake: string | undefined;
  if (fuzz && session.fatal === undefined) {
    const values = assignment.values.get(operation.id) ?? new Map();
    const fuzzed = await fuzzOperation(operation, run, { ...fuzz, values, planned });
    outcomes.push(...fuzzed.outcomes);
    mistake = fuzzed.mistake;
  }
  if (session.fatal === undefined) progress?.end?.({ ...at, cases: cases.length });
  return mistake;
}

/** The cases that the plan skips; only the first shard reports them. */
function skippedOf({ plan }: Usable, { redact, options }: RunContext): CaseOutcome[] {
  if ((options.shard?.index ?? 1) !== 1) return [];
  const reason = 'it needs another value where the configuration gives a known one';
  return plan.skipped.map((testCase) => outcomeOf(testCase, redact, { kind: 'skip', reason }));
}

const hasError = ({ observations }: CaseOutcome): boolean =>
  observations.some(({ severity }) => severity === 'error');
