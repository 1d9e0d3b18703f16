import { verdictOf } from '../effect.ts';
import type { Rule } from '../difference.ts';

/** @see https://json-schema.org/draft/2020-12/json-schema-core#section-10.2.1.3 */
export const branchAdded: Rule = {
  id: 'branch-added',
  summary: 'A choice (`oneOf`, `anyOf`) has one more branch.',
  of: ['branch'],
  judge: (difference) =>
    difference.old === undefined
      ? verdictOf('widened', difference, 'is possible now', 'dangerous')
      : undefined,
};
