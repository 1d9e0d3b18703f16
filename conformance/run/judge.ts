import type { Check, Observation, Silence } from '../checks/check.ts';
import type { Exchange } from '../checks/exchange.ts';
import type { Case } from '../generators/case.ts';
import { reasonOf } from '../core/program-error.ts';
import { distinctObservations, type CountedObservation } from './distinct-observations.ts';

/** An observation with the id of its check. */
export type JudgedObservation = CountedObservation & {
  readonly check: string;
  readonly quotesResponse?: true;
};

/** The result of all checks for one exchange. */
export type Judgement = {
  readonly applied: readonly string[];
  readonly observations: readonly JudgedObservation[];
  /** The reason of each check that threw, not redacted. */
  readonly failures: readonly string[];
};

/** Judges an exchange by every check that applies; one that throws does not stop the others. */
export const judge = (exchange: Exchange, checks: readonly Check[]): Judgement =>
  applyAll(
    checks,
    (check) => check.appliesTo(exchange),
    (check) => check.judge(exchange),
  );

/**
 * Judges a request without a complete response. Only for a target that answered before: one that
 * never answered may be unreachable, and has no defect.
 */
export const judgeSilence = (
  testCase: Case,
  silence: Silence,
  checks: readonly Check[],
): Judgement =>
  applyAll(
    checks,
    (check) => check.judgeSilence !== undefined,
    (check) => check.judgeSilence!(testCase, silence),
  );

function applyAll(
  checks: readonly Check[],
  applies: (check: Check) => boolean,
  judgeBy: (check: Check) => Iterable<Observation>,
): Judgement {
  const applied: string[] = [];
  const observations: JudgedObservation[] = [];
  const failures: string[] = [];
  for (const check of checks) {
    try {
      if (!applies(check)) continue;
      applied.push(check.id);
      const distinct = distinctObservations(check.id);
      try {
        for (const observation of judgeBy(check)) distinct.add(observation);
      } finally {
        // those before a check throws are kept
        for (const observation of distinct.all()) observations.push(named(check, observation));
      }
    } catch (error) {
      failures.push(reasonOf(`the check ${check.id}`, error));
    }
  }
  return { applied, observations, failures };
}

const named = (
  { id, quotesResponse }: Check,
  observation: CountedObservation,
): JudgedObservation => ({
  ...observation,
  check: id,
  ...(quotesResponse ? { quotesResponse } : {}),
});
