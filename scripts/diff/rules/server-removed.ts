import type { Rule } from '../difference.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#server-object */
export const serverRemoved: Rule = {
  id: 'server-removed',
  summary: 'A server is gone.',
  of: ['server'],
  aspects: ['presence'],
  judge: ({ new: fresh, label }) =>
    fresh === undefined
      ? {
          severity: 'breaking',
          reason: `${label} was removed: clients that send requests to it fail.`,
        }
      : undefined,
};
