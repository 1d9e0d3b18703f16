import type { Rule } from '../difference.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#operation-object */
export const deprecationChanged: Rule = {
  id: 'deprecation-changed',
  summary: 'Something is deprecated, or is no longer.',
  of: ['operation', 'parameter', 'header', 'schema', 'security scheme'],
  aspects: ['deprecated'],
  judge: ({ label, new: fresh }) => ({
    severity: 'safe',
    reason: fresh
      ? `${label} is deprecated: it works as before, and clients should stop using it.`
      : `${label} is no longer deprecated.`,
  }),
};
