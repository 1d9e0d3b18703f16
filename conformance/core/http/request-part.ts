import type { Violation } from '../schema/model.ts';

/**
 * A part of a request. `media-type`, `credentials` and `method` are about the request as a whole.
 */
export type RequestPart =
  | 'path'
  | 'query'
  | 'header'
  | 'cookie'
  | 'body'
  | 'media-type'
  | 'credentials'
  | 'method';

/** One rule of the contract for requests or responses: the part, the pointer and the keyword. */
export type Rule = { readonly in: RequestPart; readonly pointer: string; readonly keyword: string };

/** A rule that a request breaks. */
export type RequestViolation = Violation & { readonly in: RequestPart };
