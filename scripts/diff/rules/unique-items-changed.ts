import { verdictOf } from '../effect.ts';
import type { Rule } from '../difference.ts';

/** @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.4.3 */
export const uniqueItemsChanged: Rule = {
  id: 'unique-items-changed',
  summary: 'A list may hold a value twice, or may not any more.',
  of: ['schema'],
  aspects: ['uniqueItems'],
  judge: (difference) =>
    difference.new
      ? verdictOf('narrowed', difference, 'may hold no value twice now')
      : verdictOf('widened', difference, 'may hold a value twice now', 'dangerous'),
};
