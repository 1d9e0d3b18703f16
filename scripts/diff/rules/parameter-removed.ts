import type { Rule } from '../difference.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#parameter-object */
export const parameterRemoved: Rule = {
  id: 'parameter-removed',
  summary: 'A parameter is gone.',
  of: ['parameter'],
  aspects: ['presence'],
  judge({ new: fresh, label, isRequired, direction }) {
    if (fresh !== undefined) return undefined;
    if (direction === 'request')
      return {
        severity: 'dangerous',
        reason: `${label} was removed: the API may ignore it or refuse it, so clients that send it may get another result.`,
      };
    return {
      severity: isRequired ? 'breaking' : 'dangerous',
      reason: `${label} was removed: clients that read it find nothing.`,
    };
  },
};
