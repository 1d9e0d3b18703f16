import { forgeriesOf } from '../core/auth/find-signer.ts';
import type { Operation } from '../core/contract/model.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import { requestOf, withKnownValues, type KnownValues } from '../core/instances/plain-request.ts';
import { foremost, schemaLocationsOf, type SchemaLocation } from './schema-locations.ts';

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
  /** All locations of the base request. */
  readonly allLocations: readonly SchemaLocation[];
  /** The objects and lists that no request can carry, in words. */
  readonly formless: readonly string[];
  /** Those that cases are made for: the foremost ones, where only so many are wanted. */
  readonly schemaLocations: readonly SchemaLocation[];
  /** The foremost locations of a request that has all parts. */
  readonly fullLocations: () => readonly SchemaLocation[];
  /** Ways to forge the signature of a request, by scheme. */
  readonly forgeries: ReturnType<typeof forgeriesOf>;
};

/**
 * The context of an operation; its requests have the known values.
 * @param locations how many schema locations cases are made for
 */
export function contextOf(
  operation: Operation,
  known: KnownValues,
  locations = Infinity,
): OperationContext {
  const base = withKnownValues(requestOf(operation, 'required', false), known);
  const full = withKnownValues(requestOf(operation, 'all', true), known);
  const formless = new Set<string>();
  const allLocations = schemaLocationsOf(operation, base, (title) => formless.add(title));
  return {
    operation,
    known,
    base,
    minimal: withKnownValues(requestOf(operation, 'required', true), known),
    full,
    allLocations,
    formless: [...formless],
    schemaLocations: foremost(allLocations, locations),
    fullLocations: () => foremost(schemaLocationsOf(operation, full), locations),
    forgeries: forgeriesOf(operation),
  };
}
