import type { Rule } from '../difference.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#parameter-object */
export const parameterAdded: Rule = {
  id: 'parameter-added',
  summary: 'A parameter is new.',
  of: ['parameter'],
  aspects: ['presence'],
  judge({ old, label, isRequired, direction }) {
    if (old !== undefined) return undefined;
    return isRequired && direction === 'request'
      ? {
          severity: 'breaking',
          reason: `${label} is new and required: requests without it are refused.`,
        }
      : { severity: 'safe', reason: `${label} is new: requests without it stay valid.` };
  },
};
