import type { Operation } from '../core/contract/model.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import type { RequestViolation, Rule } from '../core/http/request-part.ts';
import type { Json } from '../core/json.ts';
import type { Expectation } from './expectation.ts';

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
  /** `combined`: a case with components. `fuzz`: a random request. `recorded`: an exchange. `sequence`: about things of earlier requests. */
  readonly origin: 'plan' | 'fuzz' | 'combined' | 'recorded' | 'sequence';
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
  /** Each of these requests, at the same time, instead of `request`. */
  readonly repeat?: readonly PlannedRequest[];
  /** Requests that are sent one after the other; `request` is the last of them. */
  readonly steps?: readonly Step[];
  /** The step that this case is; its own members are those of the step. */
  readonly step?: { readonly number: number; readonly of: number; readonly purpose: string };
  /** What the response must show of earlier requests, and what it must not. */
  readonly recalls?: readonly Recollection[];
  /** What earlier requests of a sequence mean for the response. */
  readonly expects?: Expectation;
  /** Whether it is about a thing that the run made, and takes away again. */
  readonly isBound?: true;
  /** Whether it is about a thing that the run found: it may be somebody else's. */
  readonly isForeign?: true;
  /** Whether a hook of the user changed its request as it was sent. */
  readonly isHooked?: true;
  /** Whether it carries the credentials of the other user. */
  readonly isByOther?: true;
  /** The cases that it combines. If it fails, each is sent alone, to find the one to blame. */
  readonly components?: readonly Case[];
};

/** A change of a request that can be combined with changes of other locations. */
export type Change = {
  /** The location that it changes; it excludes changes of the same location or of one inside it. */
  readonly touches: string;
  readonly apply: (request: PlannedRequest) => PlannedRequest;
};

/** One request of a sequence. The next one is sent only if the response is what `outcome` says. */
export type Step = {
  readonly request: PlannedRequest;
  /** Its own plain case finds out who accepts what must be refused, so a refusal is unspecified. */
  readonly intent: 'valid' | 'unspecified';
  readonly outcome: 'success' | 'refusal';
  /** What it does, as a clause after "which". */
  readonly purpose: string;
  readonly recalls?: readonly Recollection[];
};

/** A value that an earlier request of a sequence gave, by its name in `x-memory`. */
export type Recollection = {
  readonly name: string;
  readonly value: Json;
  /** `kept` must be shown; what a refused request or one about another thing gave must not be. */
  readonly kind: 'kept' | 'refused' | 'other';
  /** The number of the request that gave it. */
  readonly by: number;
};

/** One step of a case as a case of its own. */
export function caseOfStep({ steps = [], ...testCase }: Case, index: number): Case {
  const { request, intent, purpose, recalls } = steps[index]!;
  return {
    ...testCase,
    request,
    intent,
    step: { number: index + 1, of: steps.length, purpose },
    ...(recalls ? { recalls } : {}),
  };
}
