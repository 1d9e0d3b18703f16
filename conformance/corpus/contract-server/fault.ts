import type { Reply, Request, Silence } from '../implementation/http.ts';
import type { OperationSpec } from './description.ts';

/** What an implementation makes of a request; the last two are no conforming one's. */
export type Verdict = 'good' | 'unauthorized' | 'malformed' | 'invalid' | 'crash' | 'teapot';

/** A request as an operation sees it. */
export type Seen = {
  readonly request: Request;
  readonly operation: OperationSpec;
  /** Decoded parameters, by place and name; those that are not there are absent. */
  readonly parameters: { readonly [place: string]: { readonly [name: string]: unknown } };
  /** The decoded body; `undefined` where there is none or it can't be read. */
  readonly body: unknown;
  /** Why it can't be read, where it can't. */
  readonly fault?: 'malformed' | 'invalid';
  /** What a conforming implementation makes of it. */
  readonly truth: Verdict;
  /**
   * How many good requests came before it, how often exactly this one did, and how many others are
   * open while it is answered.
   */
  readonly before: { readonly good: number; readonly same: number };
  readonly together: number;
  /** The good request before it, and one that is open at the same time. */
  readonly previous?: Seen;
  readonly neighbour?: Seen;
};

/** What may be wrong with a contract server. */
export type Misbehaviour = {
  /** It implements another description of the operation than the one it should. */
  readonly edit?: (operation: OperationSpec) => OperationSpec;
  /** It takes these methods too. */
  readonly methods?: readonly string[];
  /** It goes wrong only where requests come together, so that each waits a little for others. */
  readonly isAboutTogether?: boolean;
  /** It comes to another verdict. */
  readonly judge?: (own: Verdict, seen: Seen) => Verdict;
  /**
   * Its echoes repeat another request than the one it answers; none at all where there is none to
   * repeat.
   */
  readonly echoes?: (seen: Seen) => Seen | undefined;
  /** It corrupts what it would have answered. */
  readonly reply?: (reply: Reply, seen: Seen, verdict: Verdict) => Reply | Silence;
};

/** The classes of faults: what the server does that it should not. */
export const classes = ['accepts', 'refuses', 'answers', 'crashes'] as const;

/** A contract server with one thing wrong, and the checks that must notice. */
export type Fault = Misbehaviour & {
  /** Unique; `operation/class/place/what`. */
  readonly id: string;
  readonly class: (typeof classes)[number];
  readonly operation: string;
  /** The fault, as a sentence. */
  readonly reason: string;
  /** The ids of the checks that report it. */
  readonly trips: readonly string[];
};
