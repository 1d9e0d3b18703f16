import type { Reply, Request, Silence } from '../implementation/http.ts';
import type { OperationSpec } from './description.ts';

/** How an implementation judges a request; only faulty ones crash or respond with 418. */
export type Judgement = 'good' | 'unauthorized' | 'malformed' | 'invalid' | 'crash' | 'teapot';

/** A request as an operation sees it. */
export type ReceivedRequest = {
  readonly request: Request;
  readonly operation: OperationSpec;
  /** Decoded parameters, by location and name. */
  readonly parameters: { readonly [place: string]: { readonly [name: string]: unknown } };
  /** `undefined` where there is none or it cannot be decoded. */
  readonly body: unknown;
  /** Why it cannot be decoded. */
  readonly fault?: 'malformed' | 'invalid';
  /** The judgement of a conforming implementation. */
  readonly truth: Judgement;
  /** The number of earlier good requests, and of those that were equal. */
  readonly before: { readonly good: number; readonly same: number };
  /** The number of concurrent requests. */
  readonly together: number;
  /** The last good request, and a concurrent one. */
  readonly previous?: ReceivedRequest;
  readonly neighbour?: ReceivedRequest;
};

/** What a contract server may do wrong. */
export type Misbehaviour = {
  /** It implements another operation than the documented one. */
  readonly edit?: (operation: OperationSpec) => OperationSpec;
  /** It also accepts these methods. */
  readonly methods?: readonly string[];
  /** The fault needs concurrent requests, so each request waits a little for others. */
  readonly isConcurrent?: boolean;
  /** It judges otherwise. */
  readonly judge?: (own: Judgement, seen: ReceivedRequest) => Judgement;
  /** It echoes another request; `undefined`: none. */
  readonly echoes?: (seen: ReceivedRequest) => ReceivedRequest | undefined;
  /** It corrupts the right reply. */
  readonly reply?: (reply: Reply, seen: ReceivedRequest, verdict: Judgement) => Reply | Silence;
};

/** The classes of faults. */
export const classes = ['accepts', 'refuses', 'answers', 'crashes'] as const;

/** A fault of a contract server, and the checks that must report it. */
export type Fault = Misbehaviour & {
  /** `operation/class/location/what` */
  readonly id: string;
  readonly class: (typeof classes)[number];
  readonly operation: string;
  /** The fault, as a sentence. */
  readonly reason: string;
  /** The ids of the checks that must report it. */
  readonly trips: readonly string[];
};
