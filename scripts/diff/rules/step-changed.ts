import { effectOf, listed, verdictOf, type Effect } from '../effect.ts';
import type { Rule } from '../difference.ts';

/** @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.2.1 */
export const stepChanged: Rule = {
  id: 'step-changed',
  summary: 'A number must be a multiple of another one.',
  of: ['schema'],
  aspects: ['multipleOf'],
  judge(difference) {
    const { old, new: fresh } = difference as { old?: number[]; new?: number[] };
    const what = fresh
      ? `must be a multiple of ${listed(fresh)}${old ? ` in place of ${listed(old)}` : ' now'}`
      : `need not be a multiple of ${listed(old!)} any more`;
    return verdictOf(effectOfSteps(old, fresh), difference, what, 'dangerous');
  },
};

function effectOfSteps(
  old: readonly number[] | undefined,
  fresh: readonly number[] | undefined,
): Effect {
  if (!old || !fresh) return effectOf(old, fresh);
  const isMultiple = (of: readonly number[], steps: readonly number[]) =>
    steps.every((step) => of.some((one) => Number.isInteger(one / step)));
  if (isMultiple(fresh, old)) return 'narrowed';
  return isMultiple(old, fresh) ? 'widened' : 'changed';
}
