import { mockedOperations } from '../../../conformance/core/contract/mocked-operations.ts';
import type { Operation } from '../../../conformance/core/contract/model.ts';
import { documentsSuccess } from '../../../conformance/core/contract/responses.ts';
import { contractRule } from '../contract-rule.ts';

/** Without a success, a client does not know what it gets. */
export const successDocumented = contractRule(
  'success-documented',
  'Every operation documents a success, which may be a redirect.',
  function* (contract) {
    for (const operation of mockedOperations(contract))
      if (!documentsSuccess(operation) && !changesProtocol(operation))
        yield {
          source: operation.source,
          message:
            'This operation documents no success, so that the mock can only refuse, and no check tells a right answer from a wrong one. ' +
            'Add the response to a good request, such as `200` or `204`.',
          isKey: true,
        };
  },
);

/** The success of an operation that goes on in another protocol, such as WebSocket, is a 101. */
const changesProtocol = ({ responses }: Operation): boolean =>
  responses.some(({ status }) => status.startsWith('1'));
