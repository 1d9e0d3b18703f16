import type { Check, Observation } from '../checks/check.ts';
import type { Case, Exchange, Verdict } from '../model.ts';

/** What one check saw in one exchange. */
export type Judged = Observation & { readonly check: string };

/** Asks every check about an exchange. None hides another. */
export function judge(exchange: Exchange, checks: readonly Check[]): { readonly verdict: Verdict; readonly observations: readonly Judged[] } {
  const observations = checks.flatMap((check) => [...check.judge(exchange)].map((observation) => ({ ...observation, check: check.id })));
  return { observations, verdict: verdictOf(observations) };
}

/**
 * Judges silence: a hang or a cut connection. It accuses the implementation only where it answered before;
 * one that never did may as well be out of reach.
 */
export function judgeSilence({ operation }: Case, reason: string, answeredBefore: boolean): { readonly verdict: Verdict; readonly observations: readonly Judged[] } {
  if (!answeredBefore) return { observations: [], verdict: { kind: 'error', reason } };
  const observations = [{
    check: 'within-time',
    message: `A request got no answer: ${reason}.`,
    expected: 'a complete answer in time',
    actual: reason,
    source: operation.source,
    defect: reason,
  }];
  return { observations, verdict: verdictOf(observations) };
}

const verdictOf = (observations: readonly Judged[]): Verdict =>
  observations.length === 0 ? { kind: 'pass' } : { kind: 'fail', checks: [...new Set(observations.map(({ check }) => check))] };
