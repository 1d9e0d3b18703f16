import type { Rule } from '../difference.ts';

/** @see https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.2.1 */
export const memberRemoved: Rule = {
  id: 'member-removed',
  summary: 'An object has lost a member.',
  of: ['member'],
  aspects: ['presence'],
  judge({ new: fresh, label, isRequired, isClosed, direction }) {
    if (fresh) return undefined;
    if (direction === 'request')
      return isClosed
        ? {
            severity: 'breaking',
            reason: `${label} was removed where no other members are allowed: requests with it are refused.`,
          }
        : {
            severity: 'dangerous',
            reason: `${label} was removed: the API may ignore it or refuse it.`,
          };
    return isRequired
      ? {
          severity: 'breaking',
          reason: `${label} was removed, and was always there: clients that read it find nothing.`,
        }
      : {
          severity: 'dangerous',
          reason: `${label} was removed: clients that read it find nothing.`,
        };
  },
};
