import { setImmediate } from 'node:timers/promises';
import type { Check } from '../checks/check.ts';
import { unjudgedAnswers } from '../checks/unjudged-answers.ts';
import type { Redactor } from '../core/auth/redact.ts';
import { reasonOf } from '../core/program-error.ts';
import { UserError } from '../core/user-error.ts';
import type { Unusable } from '../plan/plan.ts';
import type { ApiReport, CaseOutcome, OperationReport } from '../report/record.ts';
import { credentialsOf } from './credentials-of.ts';
import { execute } from './execute.ts';
import { fuzzOperation } from './fuzz-operation.ts';
import { outcomeOf, plainestOf, type OperationRun } from './judge-case.ts';
import { operationStatistics } from './operation-statistics.ts';
import type { Assignment, RunOptions } from './options.ts';
import type { Planned, Schedule } from './schedule.ts';
import { TargetSession } from './session.ts';
import { unusableResponses } from './unusable-responses.ts';

export type ApiRecord = {
  readonly api: ApiReport;
  readonly operations: readonly OperationReport[];
  readonly outcomes: readonly CaseOutcome[];
};

/** What the APIs of a run share. */
export type RunContext = {
  readonly checks: readonly Check[];
  readonly redact: Redactor;
  readonly options: RunOptions;
};

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
    context.options,
    context.redact,
  );
  const records: OperationRecord[] = [];
  let heard = performance.now();
  for (const planned of schedule.planned()) {
    if (planned) records.push(await recordOperation(planned, session, assignment, context));
    else if (performance.now() - heard < longestStep) continue;
    // signals are heard only between tasks, and nothing is planned for a run that has ended
    await setImmediate();
    heard = performance.now();
    if (schedule.cases === undefined && session.isStopped()) break;
  }
  const operations = records.flatMap(({ report }) => report ?? []);
  const error = session.fatal ?? records.find(({ mistake }) => mistake !== undefined)?.mistake;
  const { contract, target, shown = target, isMock } = assignment;
  const told = (remarks: typeof contract.notes) =>
    remarks.map(({ source, reason }) => `${contract.at(source)}: ${reason}`);
  const notes = told([...contract.notes, ...unjudgedAnswers(contract)]);
  const capped = records.reduce((sum, one) => sum + (one.capped ?? 0), 0);
  const api = {
    name: contract.api,
    target: shown,
    ...(isMock ? { isMock } : {}),
    operations: operations.map(({ id }) => id),
    ...(error === undefined ? {} : context.redact({ error })),
    unsupported: [
      ...told(contract.unsupported),
      ...records.flatMap(({ unusable }) => unusable ?? []),
    ],
    ...(notes.length > 0 ? { notes } : {}),
    ...excludedOf(assignment),
    ...unsentCredentials(assignment),
    discarded: records.flatMap(({ discarded }) => discarded ?? []),
    leftOut: records.reduce((sum, { leftOut = 0 }) => sum + leftOut, 0),
    ...(capped > 0 ? { capped } : {}),
  };
  return { api, operations, outcomes: records.flatMap(({ outcomes }) => outcomes) };
}

/** The operations that the user left out; none of another part of the plan. */
function excludedOf({ contract, excluded }: Assignment): Pick<ApiReport, 'excluded'> {
  const left = contract.operations.flatMap(({ id }) => {
    const reason = excluded?.get(id);
    return reason === undefined ? [] : [{ operation: id, reason }];
  });
  return left.length > 0 ? { excluded: left } : {};
}

/** The credentials that an operation without `security` could have got. */
function unsentCredentials({ contract, credentials }: Assignment): Pick<ApiReport, 'credentials'> {
  const isEverywhere = contract.operations.some(({ offered }) => offered !== undefined);
  return isEverywhere || credentials.size === 0 ? {} : { credentials: [...credentials.keys()] };
}

type OperationRecord = {
  readonly outcomes: readonly CaseOutcome[];
  /** Absent where the operation was not run to its end. */
  readonly report?: OperationReport;
  readonly discarded?: ApiReport['discarded'];
  readonly leftOut?: number;
  readonly capped?: number;
  /** Why no cases can be planned. */
  readonly unusable?: string;
  /** A mistake in this program that belongs to no single case: the API counts as not judged. */
  readonly mistake?: string | undefined;
};

type Usable = Extract<Planned, { readonly plan: unknown }>;

/** Runs one operation; a mistake in this program ends only this operation. */
async function recordOperation(
  planned: Planned,
  session: TargetSession,
  assignment: Assignment,
  context: RunContext,
): Promise<OperationRecord> {
  if ('unusable' in planned) return withoutCases(planned, context);
  const unusable = unusableResponses(planned.operation);
  if (unusable) return withoutCases(unusable, context);
  session.probeWith(planned.plan.cases[0]);
  const { discarded, leftOut, capped } = planned.plan;
  const outcomes: CaseOutcome[] = [];
  try {
    const run = openOperation(planned, session, assignment, context);
    outcomes.push(...skippedOf(planned, context));
    const mistake = await runOperation(planned, run, outcomes, { assignment, context });
    return { outcomes, report: run.statistics.report(), discarded, leftOut, capped, mistake };
  } catch (thrown) {
    if (thrown instanceof UserError) throw thrown;
    const mistake = `${planned.operation.id}: ${reasonOf('checking it', thrown)}`;
    return { outcomes, discarded, leftOut, capped, mistake };
  }
}

function withoutCases({ unusable, isOurs }: Unusable, { redact }: RunContext): OperationRecord {
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
