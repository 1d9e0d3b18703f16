import { mockedOperations } from '../../../conformance/core/contract/mocked-operations.ts';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import { documentsSuccess } from '../../../conformance/core/contract/responses.ts';
import { tellInTurns, type Telling } from '../../../conformance/core/tell-in-turns.ts';
import { UserError } from '../../../conformance/core/user-error.ts';
import { UnmadeBody } from '../http/unmade-body.ts';
import { prepareResponse } from './prepared-response.ts';

/** The request that says nothing. */
const request = { parameters: { path: {}, query: {}, header: {}, cookie: {} } };

/**
 * Why no valid body can be made for the success of an operation, for each such operation. Looks for the
 * next one when it is asked for it.
 */
function* unmadeBodies(contract: Contract): Generator<string | undefined> {
  for (const operation of mockedOperations(contract).filter(documentsSuccess)) {
    try {
      const how = { seed: 1, strictExamples: false, accept: undefined };
      prepareResponse(contract, operation, how).respond({ request });
      yield undefined;
    } catch (error) {
      // what else is wrong is told where it is needed
      yield error instanceof UnmadeBody || error instanceof UserError ? error.message : undefined;
    }
  }
}

/**
 * Reports the operations that can't be answered with a success, because a schema contradicts itself;
 * other work goes on in between.
 */
export const tellUnmadeBodies = (contracts: readonly Contract[], telling: Telling) =>
  tellInTurns(contracts.map(unmadeBodies), telling);
