import type { Rule } from '../difference.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#rich-text-formatting */
export const annotationChanged: Rule = {
  id: 'annotation-changed',
  summary: 'A description, a title, a tag or the like says something else to readers.',
  of: ['annotation'],
  judge: ({ label, aspect }) => ({
    severity: 'safe',
    reason: `${label} has another \`${aspect}\`, which is for readers.`,
  }),
};
