import type { Rule } from '../difference.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#components-object */
export const componentChanged: Rule = {
  id: 'component-changed',
  summary: 'A component that no operation uses is new, gone, or another one.',
  of: ['component'],
  judge: ({ label, old, new: fresh }) => ({
    severity: 'safe',
    reason: `${label} ${old === undefined ? 'is new' : fresh === undefined ? 'was removed' : 'says something else'}: no operation uses it.`,
  }),
};
