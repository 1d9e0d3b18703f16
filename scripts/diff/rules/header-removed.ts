import type { Rule } from '../difference.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#header-object */
export const headerRemoved: Rule = {
  id: 'header-removed',
  summary: 'A response has lost a header field.',
  of: ['header'],
  aspects: ['presence'],
  judge({ new: fresh, label, isRequired, direction }) {
    if (fresh !== undefined) return undefined;
    if (direction === 'request')
      return { severity: 'safe', reason: `${label} was removed: clients need not send it.` };
    return {
      severity: isRequired ? 'breaking' : 'dangerous',
      reason: `${label} was removed: clients that read it find nothing.`,
    };
  },
};
