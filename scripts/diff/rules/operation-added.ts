import type { Rule } from '../difference.ts';

/** @see https://semver.org/spec/v2.0.0.html#spec-item-7 */
export const operationAdded: Rule = {
  id: 'operation-added',
  summary: 'An operation, a callback or a webhook is new.',
  of: ['operation'],
  aspects: ['presence'],
  judge({ old, label, direction }) {
    if (old !== undefined) return undefined;
    return direction === 'request'
      ? { severity: 'safe', reason: `${label} is new: no client calls it yet.` }
      : {
          severity: 'dangerous',
          reason: `${label} is new: clients may receive a request that they don't know.`,
        };
  },
};
