import { verdictOf } from '../effect.ts';
import type { Rule } from '../difference.ts';

/** @see https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.2.3 */
export const otherMembersChanged: Rule = {
  id: 'other-members-changed',
  summary: 'An object may have members that no keyword names, or may not any more.',
  of: ['schema'],
  aspects: ['additionalProperties'],
  judge: (difference) =>
    difference.new
      ? verdictOf('narrowed', difference, 'may have no other members now')
      : verdictOf('widened', difference, 'may have other members now', 'dangerous'),
};
