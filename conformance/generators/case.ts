import type { Operation } from '../core/contract/model.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import type { RequestViolation, Rule } from '../core/http/request-part.ts';

/**
 * What a case explores that no single rule of the contract covers: which optional parts are
 * present, or how large or deeply nested a body may be.
 */
export type Topic = 'presence' | 'size';

/** A planned request, what the contract demands of the response, and why the case exists. */
export type Case = {
  readonly id: string;
  /** The id of its generator, for display; decide by `documented`, `origin` and `topic`. */
  readonly generator: string;
  /** Whether its generator sends documented examples. */
  readonly documented?: true;
  /** `combined`: a case with components. `fuzz`: a random request. `recorded`: an exchange. */
  readonly origin: 'plan' | 'fuzz' | 'combined' | 'recorded';
  readonly topic?: Topic;
  readonly operation: Operation;
  /**
   * Whether the contract demands that the implementation accepts the request or refuses it. If it
   * is `unspecified`, every documented response is right.
   */
  readonly intent: 'valid' | 'invalid' | 'unspecified';
  /** The location and the keyword that it explores. */
  readonly rule: Rule;
  /** The one rule that an invalid case breaks, as verified on its wire form. */
  readonly broken?: RequestViolation;
  /** Only an RFC obliges the implementation, not the description: a departure is a warning. */
  readonly basis?: 'rfc';
  /**
   * What is special about this request among those that explore the same rule, as a short name such
   * as `null` or `trailing-comma`. It is part of the ids of findings, so it never changes.
   */
  readonly variation?: string;
  /** Why this request exists, as a clause after "because". */
  readonly reason: string;
  readonly request: PlannedRequest;
  /** Sent once by default; else twice in a row, or each of these requests at the same time. */
  readonly repeat?: 'in-turn' | readonly PlannedRequest[];
  /** The cases that it combines. If it fails, each is sent alone, to find the one to blame. */
  readonly components?: readonly Case[];
};

/** A change of a request that can be combined with changes of other locations. */
export type Change = {
  /** The location that it changes; it excludes changes of the same location or of one inside it. */
  readonly touches: string;
  readonly apply: (request: PlannedRequest) => PlannedRequest;
};
