import type { Rule } from '../difference.ts';

/** What a response repeats of its request, or of earlier ones. @see ../../../spec/README.md */
export const echoChanged: Rule = {
  id: 'echo-changed',
  summary: 'A response repeats other values of requests (`x-echo`, `x-memory`).',
  of: ['extension'],
  aspects: ['x-echo', 'x-memory'],
  judge: ({ label, aspect, old }) =>
    old === undefined
      ? { severity: 'safe', reason: `${label} promises more about its values (\`${aspect}\`).` }
      : {
          severity: 'dangerous',
          reason: `${label} promises something else about its values (\`${aspect}\`): clients may rely on what was promised.`,
        },
};
