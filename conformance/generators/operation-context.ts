import type { Operation } from '../core/contract/model.ts';
import type { KnownValues } from '../core/instances/plain-request.ts';
import { requestOf, withKnownValues } from '../core/instances/plain-request.ts';
import type { Forgery, Subject } from './generator.ts';
import { sitesOf } from './schema-locations.ts';

/** The requests that variations start from: documented examples first, known values above all. */
export function subjectOf(
  operation: Operation,
  known: KnownValues,
  forgeries: readonly Forgery[] = [],
): Subject {
  const base = withKnownValues(requestOf(operation, 'required', false), known);
  return {
    operation,
    base,
    minimal: withKnownValues(requestOf(operation, 'required', true), known),
    full: withKnownValues(requestOf(operation, 'all', true), known),
    sites: sitesOf(operation, base),
    forgeries,
  };
}
