import { shown, verdictOf } from '../effect.ts';
import type { Rule } from '../difference.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#style-values */
export const serializationChanged: Rule = {
  id: 'serialization-changed',
  summary: 'A parameter or a header field is written in another way.',
  of: ['parameter', 'header'],
  aspects: ['style', 'explode', 'allowReserved', 'allowEmptyValue'],
  judge(difference) {
    const { aspect, old, new: fresh } = difference;
    const what = `has \`${aspect}\` ${shown(fresh)} in place of ${shown(old)}`;
    if (aspect === 'style' || aspect === 'explode') return verdictOf('changed', difference, what);
    return verdictOf(fresh === true ? 'widened' : 'narrowed', difference, what);
  },
};
