import { forgeriesOf } from '../core/auth/find-signer.ts';
import type { Operation } from '../core/contract/model.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import { requestOf, withKnownValues, type KnownValues } from '../core/instances/plain-request.ts';
import { schemaLocationsOf, type SchemaLocation } from './schema-locations.ts';

/** What a generator works on: an operation, and requests that the contract allows. */
export type OperationContext = {
  readonly operation: Operation;
  /** Values that the configuration gives: every valid request has them. */
  readonly known: KnownValues;
  /** The documented examples, with which most drafts begin. */
  readonly base: PlannedRequest;
  /** Only required parts. */
  readonly minimal: PlannedRequest;
  /** All documented parts. */
  readonly full: PlannedRequest;
  readonly schemaLocations: readonly SchemaLocation[];
  /** Ways to forge the signature of a request, by scheme. */
  readonly forgeries: ReturnType<typeof forgeriesOf>;
};

/** The context of an operation; its requests have the known values. */
export function contextOf(operation: Operation, known: KnownValues): OperationContext {
  const base = withKnownValues(requestOf(operation, 'required', false), known);
  return {
    operation,
    known,
    base,
    minimal: withKnownValues(requestOf(operation, 'required', true), known),
    full: withKnownValues(requestOf(operation, 'all', true), known),
    schemaLocations: schemaLocationsOf(operation, base),
    forgeries: forgeriesOf(operation),
  };
}
