import type { Strength } from '../contract/evidence.ts';
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
export type RequestViolation = Violation & {
  readonly in: RequestPart;
  /** How strong the evidence for the rule is; absent where the description gives none. */
  readonly strength?: Strength;
  /** Whether an RFC lets a server accept the request all the same, as with extensions of JSON. */
  readonly latitude?: true;
};

/** The kinds of `x-refusals` for a request that is wrong in itself, not for its credentials. */
export const contentRefusals = ['invalid', 'malformed'] as const;

/** The kind of `x-refusals` for a broken rule: `malformed` for a body that can't be read. */
export const refusalFor = ({ in: part, keyword }: Rule): (typeof contentRefusals)[number] =>
  keyword === 'malformed' || part === 'media-type' ? 'malformed' : 'invalid';
