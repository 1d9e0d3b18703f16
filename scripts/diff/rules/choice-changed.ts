import { dangerousAtMost, shown, verdictOf } from '../effect.ts';
import type { Rule } from '../difference.ts';

/** `anyOf` allows all that `oneOf` allows. @see https://json-schema.org/draft/2020-12/json-schema-core#section-10.2.1 */
export const choiceChanged: Rule = {
  id: 'choice-changed',
  summary: 'A schema has a choice of branches, has none any more, or chooses in another way.',
  of: ['schema'],
  aspects: ['choice'],
  judge(difference) {
    const { old, new: fresh } = difference;
    const what = `has ${shown(fresh)} in place of ${shown(old)}`;
    const isWider = fresh === undefined || (old === 'oneOf' && fresh === 'anyOf');
    // what the branches say beside the rest is not known
    return dangerousAtMost(verdictOf(isWider ? 'widened' : 'narrowed', difference, what));
  },
};
