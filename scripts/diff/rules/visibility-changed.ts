import type { Rule } from '../difference.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#schema-object */
export const visibilityChanged: Rule = {
  id: 'visibility-changed',
  summary:
    'A member is only for responses (`readOnly`) or only for requests (`writeOnly`), or is no longer.',
  of: ['member'],
  aspects: ['readOnly', 'writeOnly'],
  judge({ aspect, new: fresh, label, isRequired }) {
    if (aspect === 'readOnly') {
      if (fresh)
        return {
          severity: 'dangerous',
          reason: `${label} is read-only now: the API may ignore it or refuse it in requests.`,
        };
      return isRequired
        ? {
            severity: 'breaking',
            reason: `${label} is not read-only any more, and required: requests without it are refused.`,
          }
        : {
            severity: 'safe',
            reason: `${label} is not read-only any more: requests without it stay valid.`,
          };
    }
    return fresh
      ? {
          severity: 'breaking',
          reason: `${label} is write-only now: clients that read it find nothing.`,
        }
      : {
          severity: 'safe',
          reason: `${label} is not write-only any more: clients ignore members that they don't know.`,
        };
  },
};
