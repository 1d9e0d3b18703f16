import { verdictOf } from '../effect.ts';
import type { Rule } from '../difference.ts';

/** @see https://json-schema.org/draft/2020-12/json-schema-core#section-4.3.2 */
export const schemaForbidden: Rule = {
  id: 'schema-forbidden',
  summary: 'No value is allowed, or one is again (the schema `false`).',
  of: ['schema'],
  aspects: ['never'],
  judge: (difference) =>
    difference.new
      ? verdictOf('narrowed', difference, 'is forbidden now')
      : verdictOf('widened', difference, 'is allowed now'),
};
