import type { Rule } from '../difference.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#link-object */
export const linkChanged: Rule = {
  id: 'link-changed',
  summary: 'A response leads to another operation.',
  of: ['link'],
  judge: ({ label, old, aspect }) =>
    old === undefined && aspect === 'presence'
      ? { severity: 'safe', reason: `${label} is new.` }
      : {
          severity: 'dangerous',
          reason: `${label} is another one or gone: clients that follow it may fail.`,
        },
};
