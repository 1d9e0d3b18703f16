import type { PlannedRequest } from '../core/http/planned-request.ts';

/**
 * A change of a request that is independent of others, so that several can be combined in one
 * request.
 */
export type Change = {
  /**
   * The location that it changes. Changes of the same location, or of a location inside another,
   * exclude each other.
   */
  readonly touches: string;
  readonly apply: (request: PlannedRequest) => PlannedRequest;
};
