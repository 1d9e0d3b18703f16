import { effectOf, listed, verdictOf } from '../effect.ts';
import type { Rule } from '../difference.ts';

/**
 * Which of two patterns allows more can't be known, so another pattern is dangerous.
 * @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.3.3
 */
export const patternChanged: Rule = {
  id: 'pattern-changed',
  summary: 'A text must match another pattern.',
  of: ['schema'],
  aspects: ['pattern'],
  judge(difference) {
    const { old, new: fresh } = difference as { old?: string[]; new?: string[] };
    const effect = effectOf(old, fresh);
    if (effect === 'changed')
      return {
        severity: 'dangerous',
        reason: `${difference.label} must match ${listed(fresh!)} in place of ${listed(old!)}: which of the two allows more is not known.`,
      };
    const what = fresh
      ? `must match ${listed(fresh)} now`
      : `need not match ${listed(old!)} any more`;
    return verdictOf(effect, difference, what, 'dangerous');
  },
};
