import { isDeepStrictEqual } from 'node:util';
import type { Operation } from '../core/contract/model.ts';
import { encode } from '../core/http/encode-request.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import { readRequest } from '../core/http/read-request.ts';
import { evaluate } from '../core/http/runtime-expression.ts';
import { withKnownValues, type KnownValues } from '../core/instances/plain-request.ts';

const none: KnownValues = new Map();

/** The known values of an operation, out of those of all by operationId. */
export const knownOf = (
  values: ReadonlyMap<string, KnownValues>,
  { id }: Pick<Operation, 'id'>,
): KnownValues => values.get(id) ?? none;

/** The location of a known value as a runtime expression. */
export const expressionOf = (location: string): string =>
  location.startsWith('$') ? location : `$request.body#${location}`;

/** Whether the wire form of a request has another value where one is known. */
export function needsUnknownValue(
  operation: Operation,
  request: PlannedRequest,
  known: KnownValues,
): boolean {
  if (known.size === 0) return false;
  const read = readRequest(operation, encode(operation, request));
  const wanted = readRequest(operation, encode(operation, withKnownValues(request, known)));
  return [...known.keys()]
    .map(expressionOf)
    .some((location) => !isDeepStrictEqual(evaluate(location, read), evaluate(location, wanted)));
}
