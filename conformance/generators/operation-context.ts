import type { Operation } from '../core/contract/model.ts';
import type { KnownValues } from '../core/instances/plain-request.ts';
import { requestOf, withKnownValues } from '../core/instances/plain-request.ts';
import type { Forgery, OperationContext } from './generator.ts';
import { schemaLocationsOf } from './schema-locations.ts';

/** The requests that variations start from: documented examples first, known values above all. */
export function contextOf(
  operation: Operation,
  known: KnownValues,
  forgeries: readonly Forgery[] = [],
): OperationContext {
  const base = withKnownValues(requestOf(operation, 'required', false), known);
  return {
    operation,
    base,
    minimal: withKnownValues(requestOf(operation, 'required', true), known),
    full: withKnownValues(requestOf(operation, 'all', true), known),
    schemaLocations: schemaLocationsOf(operation, base),
    forgeries,
  };
}
