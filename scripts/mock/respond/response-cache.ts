import { LRUCache } from 'lru-cache';
import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import type { WireRequest } from '../../../conformance/core/http/messages.ts';
import { headerOf } from '../../../conformance/core/http/read-request.ts';
import { UserError } from '../../../conformance/core/user-error.ts';
import { UnmadeBody } from '../http/unmade-body.ts';
import { prepareResponse, type BodyOptions, type PreparedResponse } from './prepared-response.ts';
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
const capacity = 100;

/** Prepares each response of an API at its first use. */
export function createResponseCache(contract: Contract, options: BodyOptions): ResponseCache {
  // refusals that differ only in their texts have a cache each
  const caches = new Map<Operation | Selection['says'], LRUCache<string, PreparedResponse>>();
  return (operation, selection, request) => {
    const { status, example, isDynamic, says } = selection;
    const cache = caches.get(says ?? operation) ?? new LRUCache({ max: capacity });
    caches.set(says ?? operation, cache);
    const accept = hasChoice(operation) ? headerOf(request, 'accept') : undefined;
    const key = `${status} ${example} ${isDynamic} ${accept}`;
    const cached = cache.get(key);
    if (cached) return cached;
    const prepared = orUnmade(operation, () =>
      prepareResponse(contract, operation, { ...selection, ...options, accept }),
    );
    cache.set(key, prepared);
    return prepared;
  };
}

/** A response whose body would be too large says so each time, and is tried once. */
function orUnmade({ id }: Operation, prepare: () => PreparedResponse): PreparedResponse {
  try {
    return prepare();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const unmade = new UnmadeBody(`a response of ${id}`, error.message);
    const respond = () => {
      throw unmade;
    };
    const unknown = { example: undefined, mediaType: undefined, status: 500 };
    return { ...unknown, fieldsFor: () => ({}), respond };
  }
}

const hasChoice = ({ responses }: Operation): boolean =>
  responses.some(({ content }) => content.length > 1);
