import { brokenExamples } from '../../../conformance/core/contract/broken-examples.ts';
import { mockedOperations } from '../../../conformance/core/contract/mocked-operations.ts';
import { contractRule } from '../contract-rule.ts';

/**
 * The mock answers with examples, and readers copy them.
 * @see https://spec.openapis.org/oas/v3.1.1.html#example-object
 */
export const exampleValid = contractRule(
  'example-valid',
  'Every example of a message, a parameter or a header field keeps its schema.',
  function* (contract) {
    for (const broken of brokenExamples(contract, mockedOperations(contract)))
      if (broken)
        yield { source: broken.source, message: `T${broken.reason.slice(1)}.`, isKey: true };
  },
);
