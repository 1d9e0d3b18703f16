import { attempt, type Attempt, type AttemptContext } from './attempt.ts';
import type { KnownValues } from '../core/instances/plain-request.ts';
import type { Check } from '../checks/check.ts';
import { throttled } from './transport/throttle.ts';
import type { Redactor } from '../core/auth/redact.ts';
import { interruption, openSender } from './transport/send.ts';
import { fuzz } from './fuzz.ts';
import type { Operation } from '../core/contract/model.ts';
import type { Case } from '../generators/case.ts';
import type {
  ApiReport,
  CaseOutcome,
  OperationReport,
  RecordedObservation,
} from '../report/record.ts';
import type { Plan } from '../plan/plan.ts';
import { reasonOf } from '../core/program-error.ts';
import type { Assignment, RunOptions } from './run.ts';
import type { Schedule } from './schedule.ts';
import { observationsOf } from './observations.ts';
import { operationStatistics, type OperationStatistics } from './operation-statistics.ts';
import { UserError } from '../core/user-error.ts';

/** What a run saw and did of one API. */
export type ApiRecord = {
  readonly api: ApiReport;
  readonly operations: readonly OperationReport[];
  readonly outcomes: readonly CaseOutcome[];
};

/** Sends and judges what is scheduled for one API. */
export async function runApi(
  { contract, target, isMock, credentials, values, secrets = new Map(), invocation }: Assignment,
  schedule: Schedule,
  checks: readonly Check[],
  redact: Redactor,
  options: RunOptions,
): Promise<ApiRecord> {
  const { timeout, signal, progress, concurrency = 1 } = options;
  const sender = openSender(target, timeout, signal);
  const transport = throttled(sender, {
    ...options,
    onWait: (milliseconds, status) => progress?.wait?.({ target, status, milliseconds }),
  });
  const outcomes: CaseOutcome[] = [];
  const operations: OperationReport[] = [];
  const unusable: string[] = [];
  const discarded: { readonly id: string; readonly reason: string }[] = [];
  const sent = new Set<string>();
  let leftOut = 0;
  /** Why nothing more is sent. */
  let error: string | undefined;
  /** The first mistake in this program that is of no single case: the run goes on, and the API counts as not judged. */
  let mistake: string | undefined;
  let hasAnswered = false;
  let firstCase: Case | undefined;
  const context: AttemptContext = {
    target,
    transport,
    credentials,
    checks,
    limit: timeout,
    answers,
  };

  /** A shard may begin with a request that hangs: then the first one of the whole plan tells whether anybody is there. */
  async function answers(): Promise<boolean> {
    if (!hasAnswered && firstCase && !sent.has(firstCase.id)) await probe(firstCase);
    return hasAnswered;
  }

  /** Sends a case that another shard judges, only to see whether it is served. */
  async function probe(testCase: Case): Promise<boolean> {
    sent.add(testCase.id);
    const [first] = await attempt(testCase, { ...context, answers: async () => hasAnswered });
    hasAnswered ||= first?.exchange !== undefined;
    return (first?.exchange?.reply.status ?? 500) < 300;
  }

  type Judged = {
    readonly outcome: CaseOutcome;
    readonly observations: readonly RecordedObservation[];
    readonly hasFailed: boolean;
  };

  async function judgeOne(testCase: Case, statistics: OperationStatistics): Promise<Judged> {
    sent.add(testCase.id);
    const failures: string[] = [];
    const attempts = await attempt(testCase, context).catch(
      (thrown: unknown): readonly Attempt[] => {
        if (thrown instanceof UserError) throw thrown;
        failures.push(reasonOf('sending it', thrown));
        return [];
      },
    );
    for (const { applied, exchange, fatal, failures: ofChecks } of attempts) {
      hasAnswered ||= exchange !== undefined;
      error ??= fatal;
      failures.push(...ofChecks);
      tried('counting what it covers', () => statistics.enter(applied, exchange), failures);
    }
    const observations = attempts.flatMap(
      (one) =>
        tried(
          'describing what it shows',
          () => observationsOf(one, { contract, target, timeout, redact, secrets, credentials }),
          failures,
        ) ?? [],
    );
    const milliseconds =
      Math.round(attempts.reduce((sum, one) => sum + one.milliseconds, 0) * 10) / 10;
    const unjudged =
      failures.length > 0
        ? ({ kind: 'error', reason: [...new Set(failures)].join('; ') } as const)
        : unjudgedIn(attempts, observations);
    return {
      outcome: {
        ...outcomeOf(
          testCase,
          unjudged,
          attempts.flatMap((one) => one.secrets),
        ),
        milliseconds,
        observations,
      },
      observations,
      hasFailed: failures.length > 0,
    };
  }

  const outcomeOf = (
    { id, operation, intent, reason }: Case,
    unjudged?: CaseOutcome['unjudged'],
    sentSecrets: readonly string[] = [],
  ): CaseOutcome => ({
    id,
    api: contract.api,
    operation: operation.id,
    intent,
    ...redact({ reason }),
    ...(unjudged ? { unjudged: redact(unjudged, sentSecrets) } : {}),
    observations: [],
  });

  /** The outcome of a case and, where it puts several together and fails, those of its parts. */
  async function judgeCase(
    testCase: Case,
    statistics: OperationStatistics,
    all: readonly Case[],
  ): Promise<readonly CaseOutcome[]> {
    if (signal?.aborted) error ??= interruption;
    if (error !== undefined) return [outcomeOf(testCase, { kind: 'skip', reason: error })];
    const { outcome, observations } = await judgeOne(testCase, statistics);
    if (observations.length === 0 || !testCase.components || !(await isServed(statistics, all)))
      return [outcome];
    const suspected = new Set(observations.map(({ check }) => check));
    const parts: CaseOutcome[] = [];
    const blamed = new Set<string>();
    for (const part of testCase.components) {
      if (error !== undefined) break;
      const judged = await judgeOne(part, statistics);
      parts.push(judged.outcome);
      // the checks that a part alone trips need not be told of the whole
      for (const { check } of judged.observations) if (suspected.has(check)) blamed.add(check);
    }
    const own = observations.filter(({ check }) => !blamed.has(check));
    const apart = {
      kind: 'skip',
      reason: 'it puts others together, and was taken apart to see which of them is to blame',
    } as const;
    return [
      {
        ...outcome,
        observations: own,
        ...(own.length === 0 && outcome.unjudged?.kind !== 'error' ? { unjudged: apart } : {}),
      },
      ...parts,
    ];
  }

  /** Whether the operation serves any valid request: where it does not, no part of one is to blame. A request that can't be sent says why in its own turn. */
  async function isServed(statistics: OperationStatistics, all: readonly Case[]): Promise<boolean> {
    if (statistics.hasServed()) return true;
    for (const other of all)
      if (
        other.intent === 'valid' &&
        !other.components &&
        !sent.has(other.id) &&
        (await probe(other).catch(() => false))
      )
        return true;
    return false;
  }

  async function judgeAll(
    cases: readonly Case[],
    statistics: OperationStatistics,
    all: readonly Case[],
  ): Promise<readonly CaseOutcome[]> {
    const judged: (readonly CaseOutcome[])[] = [];
    const positions = new Map(all.map(({ id }, position) => [id, position]));
    let next = 0;
    async function work(): Promise<void> {
      for (let index = next; index < cases.length; index = next) {
        next += 1;
        const testCase = cases[index]!;
        const outcomesOfCase = await judgeCase(testCase, statistics, all);
        judged[index] = outcomesOfCase.map((outcome) => ({
          ...outcome,
          position: positions.get(testCase.id)!,
        }));
        progress?.advance?.({
          api: contract.api,
          operation: testCase.operation.id,
          case: testCase.id,
          fails: outcomesOfCase.some(({ observations }) =>
            observations.some(({ severity }) => severity === 'error'),
          ),
        });
      }
    }
    await Promise.all(Array.from({ length: concurrency }, work));
    return judged.flat();
  }

  async function fuzzOperation(
    operation: Operation,
    known: KnownValues,
    statistics: OperationStatistics,
    { count, seed }: { readonly count: number; readonly seed: number },
  ): Promise<void> {
    const nameOf = ({ check, defect }: RecordedObservation) => `${check} ${defect}`;
    const defects = new Set(
      outcomes
        .filter((outcome) => outcome.operation === operation.id)
        .flatMap(({ observations }) => observations.map(nameOf)),
    );
    const trial = async (testCase: Case) => {
      const { outcome, observations, hasFailed } = await judgeOne(testCase, statistics);
      if (hasFailed) mistake ??= `${testCase.id}: ${outcome.unjudged?.reason}`;
      return observations.filter(({ severity }) => severity !== 'notice').map(nameOf);
    };
    await fuzz(
      operation,
      known,
      count,
      seed,
      defects,
      trial,
      async (testCase) => {
        const { outcome, observations } = await judgeOne(testCase, statistics);
        outcomes.push(outcome);
        for (const observation of observations) defects.add(nameOf(observation));
      },
      () => error !== undefined || signal?.aborted === true,
    );
  }

  async function runOperation(
    operation: Operation,
    plan: Plan,
    cases: readonly Case[],
  ): Promise<void> {
    const statistics = operationStatistics(contract, operation, plan.schemaLocations);
    firstCase ??= plan.cases[0];
    discarded.push(...plan.discarded);
    leftOut += plan.leftOut;
    // each shard leaves out its own, so that together they leave out what the whole does
    const isFirst = (options.shard?.index ?? 1) === 1;
    if (isFirst)
      for (const testCase of plan.skipped)
        outcomes.push(
          outcomeOf(testCase, {
            kind: 'skip',
            reason: 'only one value is known to be accepted in its place',
          }),
        );
    outcomes.push(...(await judgeAll(cases, statistics, plan.cases)));
    if (options.fuzz && error === undefined)
      await fuzzOperation(
        operation,
        values.get(operation.id) ?? new Map(),
        statistics,
        options.fuzz,
      );
    operations.push(statistics.report());
    if (error === undefined)
      progress?.end?.({ api: contract.api, operation: operation.id, cases: cases.length });
  }

  try {
    for (const planned of schedule.planned()) {
      const { operation } = planned;
      if ('unusable' in planned) {
        const { unusable: reason } = redact({ unusable: planned.unusable });
        unusable.push(reason);
        if (planned.isOurs) mistake ??= reason;
        continue;
      }
      try {
        await runOperation(operation, planned.plan, planned.cases);
      } catch (thrown) {
        if (thrown instanceof UserError) throw thrown;
        mistake ??= `${operation.id}: ${reasonOf('checking it', thrown)}`;
      }
    }
  } finally {
    await sender.close();
  }
  const why = error ?? mistake;
  const api = {
    name: contract.api,
    target,
    ...(isMock ? { isMock } : {}),
    operations: operations.map(({ id }) => id),
    ...(why === undefined ? {} : redact({ error: why })),
    unsupported: [
      ...contract.unsupported.map(
        ({ source, reason }) => `${source.file}:${contract.line(source)}: ${reason}`,
      ),
      ...unusable,
    ],
    discarded,
    leftOut,
  };
  return { api, operations, outcomes };
}

/** What an act gives; where it throws, nothing, and the reason is added to `failures`. */
function tried<Given>(what: string, act: () => Given, failures: string[]): Given | undefined {
  try {
    return act();
  } catch (error) {
    failures.push(reasonOf(what, error));
    return undefined;
  }
}

/** Why a case was not judged, of several requests: nothing, where one of them is accused. */
function unjudgedIn(
  attempts: readonly Attempt[],
  observations: readonly RecordedObservation[],
): CaseOutcome['unjudged'] {
  if (observations.some(({ severity }) => severity !== 'notice')) return undefined;
  const reasons = attempts.flatMap(({ unjudged }) => unjudged ?? []);
  return reasons.find(({ kind }) => kind === 'error') ?? reasons[0];
}
