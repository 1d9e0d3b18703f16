import type { Rule } from '../difference.ts';

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-15.5.16 */
export const mediaTypeRemoved: Rule = {
  id: 'media-type-removed',
  summary: 'A body has one media type less.',
  of: ['media type'],
  aspects: ['presence'],
  judge({ new: fresh, label, direction }) {
    if (fresh !== undefined) return undefined;
    return {
      severity: 'breaking',
      reason: `${label} was removed: clients that ${direction === 'request' ? 'send it are refused' : 'ask for it get another body or none'}.`,
    };
  },
};
