import type { Operation } from '../core/contract/model.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import type { RequestViolation, Rule } from '../core/http/request-part.ts';

/**
 * What a case explores that no single rule of the contract covers: which optional parts are
 * present,
 * or how large or deeply nested a body may be.
 */
export type Topic = 'presence' | 'size';

/**
 * A request we plan, with what the contract obliges the implementation to do with it, and why it
 * exists.
 */
export type Case = {
  readonly id: string;
  /** The id of its generator, for display; decide by `documented`, `origin` and `topic`. */
  readonly generator: string;
  /** Whether its generator sends documented examples. */
  readonly documented?: true;
  /**
   * From the plan, from random requests, from components of the plan, or from a recorded exchange.
   */
  readonly origin: 'plan' | 'fuzz' | 'combined' | 'recorded';
  readonly topic?: Topic;
  readonly operation: Operation;
  /**
   * Whether the contract obliges the implementation to accept it, to refuse it, or leaves that
   * `unspecified`: then any documented response is right.
   */
  readonly intent: 'valid' | 'invalid' | 'unspecified';
  /** What it explores: a place and a keyword. */
  readonly rule: Rule;
  /** The one rule that an invalid case breaks, as proved on its wire form. */
  readonly broken?: RequestViolation;
  /** Why this request exists, as a clause after "because". */
  readonly reason: string;
  readonly request: PlannedRequest;
  /** Sent once where nothing is said; else twice in a row, or each of these at the same time. */
  readonly repeat?: 'in-turn' | readonly PlannedRequest[];
  /**
   * What the case puts together; tried one by one where it fails, to tell which of them is to
   * blame.
   */
  readonly components?: readonly Case[];
};
