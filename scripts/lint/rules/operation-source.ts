import type { Rule } from '../rule.ts';

/** An operation nobody can trace to a document is an invention. */
export const operationSource: Rule = {
  id: 'operation-source',
  summary: 'Every operation says which document or page it was taken from.',
  visit: () => ({
    Operation(operation, { report, location }) {
      if (operation['x-source'] !== undefined) return;
      report({
        message:
          'This operation does not say where it was taken from. Add `x-source` with `strength` and `document`.',
        location: location.key(),
      });
    },
  }),
};
