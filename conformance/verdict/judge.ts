import type { Check, Observation } from '../checks/check.ts';
import type { Case, Exchange } from '../model.ts';

/** What one check saw in one exchange. */
export type Judged = Observation & { readonly check: string; readonly quotesAnswers?: true };

/** What the checks made of one exchange: those that it concerns, and all that they saw. */
export type Judgement = { readonly asked: readonly string[]; readonly observations: readonly Judged[] };

/** Asks every check that an exchange concerns. None hides another. */
export function judge(exchange: Exchange, checks: readonly Check[]): Judgement {
  const concerned = checks.filter((check) => check.concerns(exchange));
  return { asked: concerned.map(({ id }) => id), observations: concerned.flatMap((check) => named(check, check.judge(exchange))) };
}

/**
 * Judges silence: a hang or a cut connection. For a target that answered before; one that never did may as well be
 * out of reach, and is accused of nothing.
 */
export function judgeSilence(testCase: Case, reason: string, checks: readonly Check[]): Judgement {
  const concerned = checks.filter(({ judgeSilence: speaks }) => speaks);
  return { asked: concerned.map(({ id }) => id), observations: concerned.flatMap((check) => named(check, check.judgeSilence!(testCase, reason))) };
}

const named = ({ id, quotesAnswers }: Check, observations: Iterable<Observation>): Judged[] =>
  [...observations].map((observation) => ({ ...observation, check: id, ...(quotesAnswers ? { quotesAnswers } : {}) }));
