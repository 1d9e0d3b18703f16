import type { Reply, WireRequest } from '../core/http/messages.ts';
import type { Case } from '../generators/case.ts';

/** A case and what came back. */
export type Exchange = {
  readonly case: Case;
  /** As sent, but for the credentials, which nobody downstream may see. */
  readonly request: WireRequest;
  readonly reply: Reply;
  readonly milliseconds: number;
  /** How long it may take, in milliseconds. */
  readonly limit: number;
};
