import type { Rule } from '../difference.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#request-body-object */
export const requestBodyRemoved: Rule = {
  id: 'request-body-removed',
  summary: 'An operation takes no body any more.',
  of: ['request body'],
  aspects: ['presence'],
  judge({ new: fresh, label, direction }) {
    if (fresh !== undefined) return undefined;
    return {
      severity: 'breaking',
      reason:
        direction === 'request'
          ? `${label} was removed: what clients send in it is lost.`
          : `${label} was removed: clients that read it find nothing.`,
    };
  },
};
