import { UserError } from '../../../conformance/core/user-error.ts';
import { contractOf } from '../contract-rule.ts';
import type { Rule } from '../rule.ts';

/** What can't be read at all has no mock, no checks and no generated code. */
export const readable: Rule = {
  id: 'readable',
  summary: 'The mock, the checks and the generators can read the description.',
  visit: () => ({
    Root(root, { report, location }) {
      const contract = contractOf(root, location.source.absoluteRef);
      if (contract instanceof UserError)
        report({
          message: `No command can read this description. ${contract.message}`,
          location: { pointer: '#/openapi', reportOnKey: true },
        });
    },
  }),
};
