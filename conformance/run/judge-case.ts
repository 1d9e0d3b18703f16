import type { Exchange } from '../checks/exchange.ts';
import type { Redactor } from '../core/auth/redact.ts';
import { reasonOf } from '../core/program-error.ts';
import { ruleKey } from '../core/http/rule-key.ts';
import { UserError } from '../core/user-error.ts';
import type { Case } from '../generators/case.ts';
import type { CaseOutcome, RecordedObservation } from '../report/record.ts';
import type { Attempt } from './attempt.ts';
import { observationsOf, type ReportContext } from './observations.ts';
import type { OperationStatistics } from './operation-statistics.ts';
import type { TargetSession } from './session.ts';

/** What the cases of one operation share. */
export type OperationRun = {
  readonly session: TargetSession;
  readonly statistics: OperationStatistics;
  readonly reporting: ReportContext;
  /** The whole plan of the operation, including the cases of other shards. */
  readonly plan: readonly Case[];
  /** The plainest valid request of the plan. */
  readonly plainest?: Case | undefined;
};

/** The outcome of a case, and whether a mistake in this program kept it from being judged. */
export type JudgedCase = {
  readonly outcome: CaseOutcome;
  readonly hasFailed: boolean;
  /** The last exchange, if there was one. */
  readonly exchange?: Exchange | undefined;
  /** Whether the target asks to wait before the case is sent again. */
  readonly isPutAside: boolean;
};

/**
 * Sends one case, judges its responses and counts them. Throws only a `UserError`.
 * @param leaves whether the case may be put aside where the target asks to wait
 */
export async function judgeCase(
  testCase: Case,
  run: OperationRun,
  leaves = false,
): Promise<JudgedCase> {
  const { session, statistics, reporting } = run;
  const failures: string[] = [];
  const attempts = await session
    .send(testCase, leaves)
    .catch((thrown: unknown): readonly Attempt[] => {
      if (thrown instanceof UserError) throw thrown;
      failures.push(reasonOf('sending it', thrown));
      return [];
    });
  const observations: RecordedObservation[] = [];
  for (const one of attempts) {
    failures.push(...one.failures);
    collectFailure(failures, 'counting what it covers', () =>
      statistics.enter(one.applied, one.exchange),
    );
    collectFailure(failures, 'describing what it shows', () => {
      // no spread: there may be more observations than a call can have arguments
      for (const observation of observationsOf(one, reporting, testCase.steps))
        observations.push(observation);
    });
  }
  const unjudged =
    failures.length > 0
      ? ({ kind: 'error', reason: [...new Set(failures)].join('; ') } as const)
      : unjudgedIn(attempts, observations);
  const secrets = attempts.flatMap((one) => one.secrets);
  const answer = attempts.find((one) => one.answer)?.answer;
  const milliseconds = attempts.reduce((sum, one) => sum + one.milliseconds, 0);
  return {
    outcome: {
      ...outcomeOf(testCase, reporting.redact, unjudged, secrets),
      ...(testCase.id === run.plainest?.id ? { isPlain: true } : {}),
      ...(answer ? { answer } : {}),
      milliseconds: Math.round(milliseconds * 10) / 10,
      observations,
    },
    hasFailed: failures.length > 0,
    isPutAside: attempts.some(({ asked }) => asked !== undefined),
    exchange: attempts.findLast((one) => one.exchange)?.exchange,
  };
}

/** Whether a case shows a defect that is an error. */
export const hasError = ({ observations }: CaseOutcome): boolean =>
  observations.some(({ severity }) => severity === 'error');

/** The plainest valid request of a plan: a documented example, if it has one. */
export function plainestOf(plan: readonly Case[]): Case | undefined {
  const plain = plan.filter(
    ({ intent, components, repeat }) => intent === 'valid' && !components && !repeat,
  );
  return plain.find(({ documented }) => documented) ?? plain[0];
}

/** The outcome of a case without observations; `secrets` are redacted besides those of the run. */
export function outcomeOf(
  { id, operation, intent, reason, broken }: Case,
  redact: Redactor,
  unjudged?: CaseOutcome['unjudged'],
  secrets: readonly string[] = [],
): CaseOutcome {
  return {
    id,
    api: operation.api,
    operation: operation.id,
    intent,
    ...(broken ? { breaks: ruleKey(broken) } : {}),
    ...redact({ reason }),
    ...(unjudged ? { unjudged: redact(unjudged, secrets) } : {}),
    observations: [],
  };
}

/** Runs a step; where it throws, adds the reason to `failures`. */
function collectFailure(failures: string[], what: string, step: () => void): void {
  try {
    step();
  } catch (error) {
    failures.push(reasonOf(what, error));
  }
}

/** Why the responses of a case were not judged; `undefined` where one of them shows a defect. */
function unjudgedIn(
  attempts: readonly Attempt[],
  observations: readonly RecordedObservation[],
): CaseOutcome['unjudged'] {
  if (observations.some(({ severity }) => severity !== 'notice')) return undefined;
  const reasons = attempts.flatMap(({ unjudged }) => unjudged ?? []);
  return reasons.find(({ kind }) => kind === 'error') ?? reasons[0];
}
