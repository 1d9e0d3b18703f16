import { effectOf, shown, verdictOf } from '../effect.ts';
import type { Rule } from '../difference.ts';

/** @see https://json-schema.org/draft/2020-12/json-schema-validation#section-8 */
export const contentChanged: Rule = {
  id: 'content-changed',
  summary: 'A text holds something else, or is encoded in another way.',
  of: ['schema'],
  aspects: ['contentEncoding', 'contentMediaType'],
  judge(difference) {
    const { aspect, old, new: fresh } = difference;
    const what = `has \`${aspect}\` ${shown(fresh)} in place of ${shown(old)}`;
    return verdictOf(effectOf(old, fresh), difference, what);
  },
};
