import type { Operation } from '../core/contract/model.ts';
import { encode } from '../core/http/encode-request.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import { readRequest } from '../core/http/read-request.ts';
import { evaluate } from '../core/http/runtime-expression.ts';
import { withKnownValues, type KnownValues } from '../core/instances/plain-request.ts';

/** A place of a known value as a runtime expression. */
export const expressionOf = (place: string): string =>
  place.startsWith('$') ? place : `$request.body#${place}`;

/**
 * Whether a request has another value than the known one in some place, as read from its wire form.
 */
export function needsUnknownValue(
  operation: Operation,
  request: PlannedRequest,
  known: KnownValues,
): boolean {
  if (known.size === 0) return false;
  const read = readRequest(operation, encode(operation, request));
  const wanted = readRequest(operation, encode(operation, withKnownValues(request, known)));
  const textAt = (place: string, from: typeof read) =>
    JSON.stringify(evaluate(expressionOf(place), from));
  return [...known.keys()].some((place) => textAt(place, read) !== textAt(place, wanted));
}
