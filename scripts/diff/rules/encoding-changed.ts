import type { Rule } from '../difference.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#encoding-object */
export const encodingChanged: Rule = {
  id: 'encoding-changed',
  summary: 'The parts of a form are written in another way.',
  of: ['media type'],
  aspects: ['encoding'],
  judge: ({ label }) => ({
    severity: 'dangerous',
    reason: `${label} writes the members of a form in another way (\`encoding\`): the other side may misread them.`,
  }),
};
