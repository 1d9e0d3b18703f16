import { verdictOf } from '../effect.ts';
import type { Rule } from '../difference.ts';

/** @see https://json-schema.org/draft/2020-12/json-schema-core#section-10.2.1.3 */
export const branchRemoved: Rule = {
  id: 'branch-removed',
  summary: 'A choice (`oneOf`, `anyOf`) has one branch less.',
  of: ['branch'],
  judge: (difference) =>
    difference.new === undefined
      ? verdictOf('narrowed', difference, 'is not possible any more')
      : undefined,
};
