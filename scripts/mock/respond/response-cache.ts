import { LRUCache } from 'lru-cache';
import { headerOf } from '../../../conformance/core/http/read-request.ts';
import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import type { WireRequest } from '../../../conformance/core/http/messages.ts';
import { randomBodies } from './random-bodies.ts';
import { prepareResponse, type PreparedResponse } from './prepared-response.ts';
import type { Selection } from './select-response.ts';

/**
 * The prepared response for a selection. The `Accept` field of the request counts if there is a
 * choice.
 */
export type ResponseCache = (
  operation: Operation,
  selection: Selection,
  request: WireRequest,
) => PreparedResponse;

/** The largest number of prepared responses of one operation; clients choose the keys. */
const capacity = 200;

/**
 * Prepares each response of an API at its first use. `seed` starts the values of generated bodies.
 */
export function createResponseCache(contract: Contract, seed: number): ResponseCache {
  const caches = new Map<Operation, LRUCache<string, PreparedResponse>>();
  return (operation, selection, request) => {
    const cache = caches.get(operation) ?? new LRUCache({ max: capacity });
    caches.set(operation, cache);
    const { status, example, isDynamic, says } = selection;
    const accept = hasChoice(operation) ? headerOf(request, 'accept') : undefined;
    const key = `${status} ${example} ${isDynamic} ${says ? 'says' : ''} ${accept}`;
    const cached = cache.get(key);
    if (cached) return cached;
    const prepared = prepareResponse(contract, operation, {
      ...selection,
      accept,
      ...(isDynamic
        ? { bodies: (schema) => randomBodies(schema, `${seed} ${operation.id} ${status}`) }
        : {}),
    });
    cache.set(key, prepared);
    return prepared;
  };
}

const hasChoice = ({ responses }: Operation): boolean =>
  responses.some(({ content }) => content.length > 1);
