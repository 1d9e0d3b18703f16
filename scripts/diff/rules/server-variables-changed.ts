import type { Rule } from '../difference.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#server-variable-object */
export const serverVariablesChanged: Rule = {
  id: 'server-variables-changed',
  summary: 'The variables of a server have other values.',
  of: ['server'],
  aspects: ['variables'],
  judge: ({ label }) => ({
    severity: 'dangerous',
    reason: `${label} has other variables: the URLs that clients make of it may be others.`,
  }),
};
