import { attempt, type Attempt, type Means } from './attempt.ts';
import type { KnownValues } from '../core/instances/plain-request.ts';
import type { Check } from '../checks/check.ts';
import { courteous } from './transport/throttle.ts';
import type { Redactor } from '../core/auth/redact.ts';
import { interruption, openSender } from './transport/send.ts';
import { fuzz } from './fuzz.ts';
import type { Operation } from '../core/contract/model.ts';
import type { Case } from '../generators/case.ts';
import type { ApiReport, CaseOutcome, OperationReport, Sighting } from '../report/record.ts';
import type { Plan } from '../plan/plan.ts';
import { reasonOf } from '../core/program-error.ts';
import type { Assignment, RunOptions } from './run.ts';
import type { Schedule } from './schedule.ts';
import { sightingsOf } from './observations.ts';
import { openTally, type Tally } from './operation-statistics.ts';
import { UserError } from '../core/user-error.ts';

/** What a run saw and did of one API. */
export type ApiRecord = {
  readonly api: ApiReport;
  readonly operations: readonly OperationReport[];
  readonly outcomes: readonly CaseOutcome[];
};

/** Sends and judges what is scheduled for one API. */
export async function runApi(
  { contract, target, isMock, credentials, values, secrets = new Map() }: Assignment,
  schedule: Schedule,
  checks: readonly Check[],
  redact: Redactor,
  options: RunOptions,
): Promise<ApiRecord> {
  const { timeout, signal, progress, concurrency = 1 } = options;
  const sender = openSender(target, timeout, signal);
  const deliver = courteous(sender, {
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
  const means: Means = { target, deliver, credentials, checks, limit: timeout, answers };

  /** A shard may begin with a request that hangs: then the first one of the whole plan tells whether anybody is there. */
  async function answers(): Promise<boolean> {
    if (!hasAnswered && firstCase && !sent.has(firstCase.id)) await probe(firstCase);
    return hasAnswered;
  }

  /** Sends a case that another shard judges, only to see whether it is served. */
  async function probe(testCase: Case): Promise<boolean> {
    sent.add(testCase.id);
    const [first] = await attempt(testCase, { ...means, answers: async () => hasAnswered });
    hasAnswered ||= first?.exchange !== undefined;
    return (first?.exchange?.reply.status ?? 500) < 300;
  }

  type Judged = {
    readonly outcome: CaseOutcome;
    readonly sightings: readonly Sighting[];
    readonly hasFailed: boolean;
  };

  async function judgeOne(testCase: Case, tally: Tally): Promise<Judged> {
    sent.add(testCase.id);
    const failures: string[] = [];
    const attempts = await attempt(testCase, means).catch((thrown: unknown): readonly Attempt[] => {
      if (thrown instanceof UserError) throw thrown;
      failures.push(reasonOf('sending it', thrown));
      return [];
    });
    for (const { asked, exchange, fatal, failures: ofChecks } of attempts) {
      hasAnswered ||= exchange !== undefined;
      error ??= fatal;
      failures.push(...ofChecks);
      tried('counting what it covers', () => tally.enter(asked, exchange), failures);
    }
    const sightings = attempts.flatMap(
      (one) =>
        tried(
          'describing what it shows',
          () => sightingsOf(one, { contract, target, timeout, redact, secrets, credentials }),
          failures,
        ) ?? [],
    );
    const milliseconds =
      Math.round(attempts.reduce((sum, one) => sum + one.milliseconds, 0) * 10) / 10;
    const unjudged =
      failures.length > 0
        ? ({ kind: 'error', reason: [...new Set(failures)].join('; ') } as const)
        : unjudgedIn(attempts, sightings);
    return {
      outcome: {
        ...outcomeOf(
          testCase,
          unjudged,
          attempts.flatMap((one) => one.secrets),
        ),
        milliseconds,
        sightings,
      },
      sightings,
      hasFailed: failures.length > 0,
    };
  }

  const outcomeOf = (
    { id, operation, intent, because }: Case,
    unjudged?: CaseOutcome['unjudged'],
    sentSecrets: readonly string[] = [],
  ): CaseOutcome => ({
    id,
    api: contract.api,
    operation: operation.id,
    intent,
    ...redact({ because }),
    ...(unjudged ? { unjudged: redact(unjudged, sentSecrets) } : {}),
    sightings: [],
  });

  /** The outcome of a case and, where it puts several together and fails, those of its parts. */
  async function judgeCase(
    testCase: Case,
    tally: Tally,
    all: readonly Case[],
  ): Promise<readonly CaseOutcome[]> {
    if (signal?.aborted) error ??= interruption;
    if (error !== undefined) return [outcomeOf(testCase, { kind: 'skip', reason: error })];
    const { outcome, sightings } = await judgeOne(testCase, tally);
    if (sightings.length === 0 || !testCase.parts || !(await isServed(tally, all)))
      return [outcome];
    const suspected = new Set(sightings.map(({ check }) => check));
    const parts: CaseOutcome[] = [];
    const blamed = new Set<string>();
    for (const part of testCase.parts) {
      if (error !== undefined) break;
      const judged = await judgeOne(part, tally);
      parts.push(judged.outcome);
      // the checks that a part alone trips need not be told of the whole
      for (const { check } of judged.sightings) if (suspected.has(check)) blamed.add(check);
    }
    const own = sightings.filter(({ check }) => !blamed.has(check));
    const apart = {
      kind: 'skip',
      reason: 'it puts others together, and was taken apart to see which of them is to blame',
    } as const;
    return [
      {
        ...outcome,
        sightings: own,
        ...(own.length === 0 && outcome.unjudged?.kind !== 'error' ? { unjudged: apart } : {}),
      },
      ...parts,
    ];
  }

  /** Whether the operation serves any valid request: where it does not, no part of one is to blame. A request that can't be sent says why in its own turn. */
  async function isServed(tally: Tally, all: readonly Case[]): Promise<boolean> {
    if (tally.hasServed()) return true;
    for (const other of all)
      if (
        other.intent === 'valid' &&
        !other.parts &&
        !sent.has(other.id) &&
        (await probe(other).catch(() => false))
      )
        return true;
    return false;
  }

  async function judgeAll(
    cases: readonly Case[],
    tally: Tally,
    all: readonly Case[],
  ): Promise<readonly CaseOutcome[]> {
    const judged: (readonly CaseOutcome[])[] = [];
    const positions = new Map(all.map(({ id }, position) => [id, position]));
    let next = 0;
    async function work(): Promise<void> {
      for (let index = next; index < cases.length; index = next) {
        next += 1;
        const testCase = cases[index]!;
        const outcomesOfCase = await judgeCase(testCase, tally, all);
        judged[index] = outcomesOfCase.map((outcome) => ({
          ...outcome,
          position: positions.get(testCase.id)!,
        }));
        progress?.advance?.({
          api: contract.api,
          operation: testCase.operation.id,
          case: testCase.id,
          fails: outcomesOfCase.some(({ sightings }) =>
            sightings.some(({ severity }) => severity === 'error'),
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
    tally: Tally,
    { count, seed }: { readonly count: number; readonly seed: number },
  ): Promise<void> {
    const nameOf = ({ check, defect }: Sighting) => `${check} ${defect}`;
    const defects = new Set(
      outcomes
        .filter((outcome) => outcome.operation === operation.id)
        .flatMap(({ sightings }) => sightings.map(nameOf)),
    );
    const trial = async (testCase: Case) => {
      const { outcome, sightings, hasFailed } = await judgeOne(testCase, tally);
      if (hasFailed) mistake ??= `${testCase.id}: ${outcome.unjudged?.reason}`;
      return sightings.filter(({ severity }) => severity !== 'notice').map(nameOf);
    };
    await fuzz(
      operation,
      known,
      count,
      seed,
      defects,
      trial,
      async (testCase) => {
        const { outcome, sightings } = await judgeOne(testCase, tally);
        outcomes.push(outcome);
        for (const sighting of sightings) defects.add(nameOf(sighting));
      },
      () => error !== undefined || signal?.aborted === true,
    );
  }

  async function runOperation(
    operation: Operation,
    plan: Plan,
    cases: readonly Case[],
  ): Promise<void> {
    const tally = openTally(contract, operation, plan.sites);
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
    outcomes.push(...(await judgeAll(cases, tally, plan.cases)));
    if (options.fuzz && error === undefined)
      await fuzzOperation(operation, values.get(operation.id) ?? new Map(), tally, options.fuzz);
    operations.push(tally.report());
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
  sightings: readonly Sighting[],
): CaseOutcome['unjudged'] {
  if (sightings.some(({ severity }) => severity !== 'notice')) return undefined;
  const reasons = attempts.flatMap(({ unjudged }) => unjudged ?? []);
  return reasons.find(({ kind }) => kind === 'error') ?? reasons[0];
}
