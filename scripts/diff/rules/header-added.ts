import type { Rule } from '../difference.ts';

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-5.1 */
export const headerAdded: Rule = {
  id: 'header-added',
  summary: 'A response has one more header field.',
  of: ['header'],
  aspects: ['presence'],
  judge({ old, label, isRequired, direction }) {
    if (old !== undefined) return undefined;
    return direction === 'request' && isRequired
      ? {
          severity: 'breaking',
          reason: `${label} is new and required: responses without it are refused.`,
        }
      : {
          severity: 'safe',
          reason: `${label} is new: clients ignore fields that they don't know.`,
        };
  },
};
