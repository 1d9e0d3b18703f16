import type { Violation } from '../schema/model.ts';

/** Where something stands in a request. `media-type`, `credentials` and `method` concern the request as a whole. */
export type RequestPart =
  | 'path'
  | 'query'
  | 'header'
  | 'cookie'
  | 'body'
  | 'media-type'
  | 'credentials'
  | 'method';

/** One rule of the contract, as far as a request or an answer can break it: where, and which keyword. */
export type Rule = { readonly in: RequestPart; readonly pointer: string; readonly keyword: string };

/** A broken rule of a request. */
export type RequestViolation = Violation & { readonly in: RequestPart };
