import type { Reply, Request, Silence } from '../implementation/http.ts';
import type { Keys } from './credentials.ts';
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
  readonly keys: Keys;
  /** The number of earlier good requests, and of those that were equal. */
  readonly before: { readonly good: number; readonly same: number };
  /** The number of concurrent requests. */
  readonly together: number;
  /** The first good request, the last one, and a concurrent one. */
  readonly first?: ReceivedRequest;
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
  /** It decides otherwise what to keep in its memory; by default, what a good request has. */
  readonly keeps?: (seen: ReceivedRequest, isKnown: boolean) => boolean;
  /** It corrupts the right reply. */
  readonly reply?: (reply: Reply, seen: ReceivedRequest, verdict: Judgement) => Reply | Silence;
};

/** The classes of faults. */
export const classes = ['accepts', 'refuses', 'answers', 'crashes'] as const;

/** What careless servers do, one name for each habit. */
export const families = [
  'truncates',
  'trims',
  'changes-case',
  'normalises',
  'rewrites-characters',
  'coerces-falsy',
  'format-with-a-tail',
  'reads-one-json-value',
  'extends-json',
  'ignores-the-scheme',
  'compares-a-part',
  'compares-in-any-case',
  'keeps-the-first-value',
  'repeats-a-cached-answer',
  'answers-another-subject',
  'changes-on-refusal',
  'adds-a-byte-order-mark',
  'writes-nan',
  'writes-latin-1',
  'demands-one-accept',
  'refuses-chunked',
  'refuses-lower-case-scheme',
  'refuses-quoted-charset',
  'refuses-integral-decimals',
  'signs-what-it-serialises',
  'drops-echoed-header',
  'takes-neighbour-media-types',
  'divides-floats',
  'crashes-on-odd-text',
] as const;

/** A fault of a contract server, and the checks that must report it. */
export type Fault = Misbehaviour & {
  /** `operation/class/location/what` */
  readonly id: string;
  readonly class: (typeof classes)[number];
  readonly operation: string;
  /** The habit that it belongs to. */
  readonly family?: (typeof families)[number];
  /** The fault, as a sentence. */
  readonly reason: string;
  /** The ids of the checks that must report it. */
  readonly trips: readonly string[];
  /** Whether every response to a good, an invalid or an unauthorized request shows it. */
  readonly isEverywhere?: true;
  /** The ids of checks that may report it too. */
  readonly mayTrip?: readonly string[];
};
