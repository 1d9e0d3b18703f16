import type { Rule } from '../rule.ts';

/** Each operation must be traceable to a document. */
export const operationSource: Rule = {
  id: 'operation-source',
  summary: 'Every operation says which document or page it was taken from.',
  visit: () => ({
    Operation(operation, { report, location }) {
      if (operation['x-source'] !== undefined) return;
      report({
        message:
          'This operation does not name its source. Add `x-source` with `strength` and `document`.',
        location: location.key(),
      });
    },
  }),
};
