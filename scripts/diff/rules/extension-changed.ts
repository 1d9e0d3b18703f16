import type { Rule } from '../difference.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#specification-extensions */
export const extensionChanged: Rule = {
  id: 'extension-changed',
  summary:
    'Another extension (`x-…`) says something else: it means nothing to those who do not know it.',
  of: ['extension'],
  judge: ({ label, aspect }) =>
    ['x-refusals', 'x-echo', 'x-memory'].includes(aspect)
      ? undefined
      : {
          severity: 'safe',
          reason: `${label} has another \`${aspect}\`, which OpenAPI gives no meaning.`,
        },
};
