import type { Rule } from '../difference.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#server-object */
export const serverAdded: Rule = {
  id: 'server-added',
  summary: 'There is one more server.',
  of: ['server'],
  aspects: ['presence'],
  judge: ({ old, label }) =>
    old === undefined
      ? { severity: 'safe', reason: `${label} is new: clients may stay at the others.` }
      : undefined,
};
