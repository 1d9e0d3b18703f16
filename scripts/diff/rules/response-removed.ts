import type { Rule } from '../difference.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#responses-object */
export const responseRemoved: Rule = {
  id: 'response-removed',
  summary: 'A response is no longer documented.',
  of: ['response'],
  aspects: ['presence'],
  judge({ new: fresh, label, where, direction }) {
    if (fresh !== undefined) return undefined;
    if (direction === 'request')
      return {
        severity: 'breaking',
        reason: `${label} was removed: clients that send it are refused.`,
      };
    return /^response [45d]/.test(where.at(-1) ?? '')
      ? {
          severity: 'dangerous',
          reason: `${label} was removed: clients that handle it may receive another one in its place.`,
        }
      : {
          severity: 'breaking',
          reason: `${label} was removed: clients that wait for it receive another one.`,
        };
  },
};
