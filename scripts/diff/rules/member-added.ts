import type { Rule } from '../difference.ts';

/** @see https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.2.1 */
export const memberAdded: Rule = {
  id: 'member-added',
  summary: 'An object has one more member.',
  of: ['member'],
  aspects: ['presence'],
  judge({ old, label, isRequired, isClosed, direction }) {
    if (old) return undefined;
    if (direction === 'request')
      return isRequired
        ? {
            severity: 'breaking',
            reason: `${label} is new and required: requests without it are refused.`,
          }
        : { severity: 'safe', reason: `${label} is new: requests without it stay valid.` };
    return isClosed
      ? {
          severity: 'dangerous',
          reason: `${label} is new where no other members were allowed: clients that validate refuse it.`,
        }
      : {
          severity: 'safe',
          reason: `${label} is new: clients ignore members that they don't know.`,
        };
  },
};
