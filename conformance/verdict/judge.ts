import type { Check, Observation } from '../checks/check.ts';
import type { Case, Exchange, Verdict } from '../model.ts';

/** What one check saw in one exchange. */
export type Judged = Observation & { readonly check: string };

/** Asks every check about an exchange. None hides another. */
export const judge = (exchange: Exchange, checks: readonly Check[]): readonly Judged[] =>
  checks.flatMap((check) => [...check.judge(exchange)].map((observation) => ({ ...observation, check: check.id })));

/**
 * Judges silence: a hang or a cut connection. For a target that answered before; one that never did may as well be
 * out of reach, and is accused of nothing.
 */
export const judgeSilence = (testCase: Case, reason: string, checks: readonly Check[]): readonly Judged[] =>
  checks.flatMap((check) => [...(check.judgeSilence?.(testCase, reason) ?? [])].map((observation) => ({ ...observation, check: check.id })));

/** The verdict that observations come to. A notice makes nothing fail. */
export function verdictOf(observations: readonly Judged[]): Verdict {
  const faults = observations.filter(({ severity }) => severity !== 'notice');
  return faults.length === 0 ? { kind: 'pass' } : { kind: 'fail', checks: [...new Set(faults.map(({ check }) => check))] };
}
