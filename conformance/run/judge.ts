import type { Check, Observation } from '../checks/check.ts';
import type { Exchange } from '../checks/exchange.ts';
import type { Case } from '../generators/case.ts';
import { reasonOf } from '../core/program-error.ts';

/** What one check saw in one exchange. */
export type JudgedObservation = Observation & {
  readonly check: string;
  readonly quotesAnswers?: true;
};

/**
 * What the checks made of one exchange: those that it concerns, and all that they saw; and, for each check that threw,
 * why it did not judge. A reason is not redacted.
 */
export type Judgement = {
  readonly applied: readonly string[];
  readonly observations: readonly JudgedObservation[];
  readonly failures: readonly string[];
};

/** Asks every check that an exchange concerns. None hides another, also where one throws. */
export const judge = (exchange: Exchange, checks: readonly Check[]): Judgement =>
  askAll(
    checks,
    (check) => check.concerns(exchange),
    (check) => check.judge(exchange),
  );

/**
 * Judges silence: a hang or a cut connection. For a target that answered before; one that never did may as well be
 * out of reach, and is accused of nothing.
 */
export const judgeSilence = (testCase: Case, reason: string, checks: readonly Check[]): Judgement =>
  askAll(
    checks,
    (check) => check.judgeSilence !== undefined,
    (check) => check.judgeSilence!(testCase, reason),
  );

function askAll(
  checks: readonly Check[],
  isConcerned: (check: Check) => boolean,
  ask: (check: Check) => Iterable<Observation>,
): Judgement {
  const applied: string[] = [];
  const observations: JudgedObservation[] = [];
  const failures: string[] = [];
  for (const check of checks) {
    try {
      if (!isConcerned(check)) continue;
      applied.push(check.id);
      // one by one: what a check saw before it threw is kept
      for (const observation of ask(check)) observations.push(named(check, observation));
    } catch (error) {
      failures.push(reasonOf(`the check ${check.id}`, error));
    }
  }
  return { applied, observations, failures };
}

const named = ({ id, quotesAnswers }: Check, observation: Observation): JudgedObservation => ({
  ...observation,
  check: id,
  ...(quotesAnswers ? { quotesAnswers } : {}),
});
