import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import type { Reply, WireRequest } from '../../../conformance/core/http/messages.ts';

/** A departure from the contract, as the runner reports it. */
export type Finding = {
  readonly id: string;
  readonly severity: 'error' | 'warning' | 'notice';
  readonly check: string;
  readonly message: string;
  /** `file:line` of the broken rule. */
  readonly source: string;
};

/** What the checks say of an answer. */
export type Judged = {
  readonly findings: readonly Finding[];
  /** What of the answer was not judged, and why, as a sentence without its period. */
  readonly unjudged?: string | undefined;
};

/** An answer of a real server. Its body is `undefined` where it is not known. */
export type PassedReply = Omit<Reply, 'body'> & { readonly body?: Uint8Array };

/** A request that the mock sent on, and the answer to it. */
export type PassedExchange = {
  readonly contract: Contract;
  readonly operation: Operation;
  /** With its path below the base path. */
  readonly request: WireRequest;
  /** Whether its body is known, unless it has none. */
  readonly isWhole: boolean;
  readonly reply: PassedReply;
};

/** Judges an answer. The checks of the runner do: the mock itself knows none. */
export type Judge = (exchange: PassedExchange) => Judged;
