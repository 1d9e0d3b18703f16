import { headerOf } from '../../../conformance/core/http/read-request.ts';
import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import type { WireRequest } from '../../../conformance/core/http/messages.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import { randomBodies } from '../random-bodies.ts';
import type { Wanted } from './select-response.ts';

/** The outcome for what is wanted of an operation. Its `Accept` counts where there is a choice. */
export type Outcomes = (operation: Operation, wanted: Wanted, request: WireRequest) => Outcome;

/** How many outcomes of one operation are kept: all that are documented, but not all that clients can think of. */
const kept = 500;

/** Negotiates each outcome of an API once, when it is first asked for. `seed` is where data begins that is made anew. */
export function loadOutcomes(contract: Contract, seed: number): Outcomes {
  const known = new Map<Operation, Map<string, Outcome>>();
  return (operation, wanted, request) => {
    const ofOperation = known.get(operation) ?? new Map<string, Outcome>();
    known.set(operation, ofOperation);
    const { status, example, isDynamic, says } = wanted;
    const taken = hasChoice(operation) ? headerOf(request, 'accept') : undefined;
    const key = `${status} ${example} ${isDynamic} ${says ? 'says' : ''} ${taken}`;
    const found = ofOperation.get(key);
    if (found) return found;
    const made = outcomeOf(contract, operation, {
      ...wanted,
      accept: taken,
      ...(isDynamic
        ? { bodies: (schema) => randomBodies(schema, `${seed} ${operation.id} ${status}`) }
        : {}),
    });
    if (ofOperation.size >= kept) ofOperation.clear();
    ofOperation.set(key, made);
    return made;
  };
}

const hasChoice = ({ responses }: Operation): boolean =>
  responses.some(({ content }) => content.length > 1);
