import type { Rule } from '../difference.ts';

/** @see https://semver.org/spec/v2.0.0.html#spec-item-8 */
export const operationRemoved: Rule = {
  id: 'operation-removed',
  summary: 'An operation is gone.',
  of: ['operation'],
  aspects: ['presence'],
  judge({ new: fresh, label, direction, movedTo }) {
    if (fresh !== undefined) return undefined;
    return {
      severity: 'breaking',
      reason:
        direction === 'request'
          ? `${label} was removed: clients that call it fail${movedTo === undefined ? '' : ` (the operation of its name is ${movedTo})`}.`
          : `${label} was removed: clients that wait for it receive nothing.`,
    };
  },
};
