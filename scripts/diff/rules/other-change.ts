import type { Rule } from '../difference.ts';

/** Judges what no other rule knows, so that no difference goes unsaid. */
export const otherChange: Rule = {
  id: 'other-change',
  summary: 'Something else that may matter says something else.',
  of: [
    ...([
      'description',
      'header',
      'link',
      'media type',
      'member',
      'operation',
      'parameter',
    ] as const),
    ...(['request body', 'response', 'schema', 'security', 'security scheme', 'server'] as const),
  ],
  judge: ({ label, aspect }) => ({
    severity: 'dangerous',
    reason: `${label} has another \`${aspect}\`: what that means for clients is not known.`,
  }),
};
