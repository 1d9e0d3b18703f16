import type { Parameter } from '../contract/model.ts';
import type { Json } from '../json.ts';

/**
 * Which credentials a planned request carries: `forged-…` is a forgery of a signer, and a spoilt one
 * is the good one with a change.
 */
export type CredentialsUse =
  | 'good'
  | 'none'
  | 'wrong'
  | 'other-scheme'
  | SpoiltUse
  | `forged-${string}`;

/** Ways to spoil a good credential, or the field that carries it. */
export type SpoiltUse =
  | 'empty'
  | 'another-case'
  | 'half'
  | 'changed-end'
  | 'good-under-other-scheme'
  | 'without-scheme';

/** Ways to write the same JSON in other characters. */
export type Spelling = 'blanks' | 'escapes' | 'order';

/** A request before it is encoded. */
export type PlannedRequest = {
  /** A method that differs from the operation's. */
  readonly method?: string;
  readonly parameters: {
    readonly [place in Parameter['in']]: { readonly [name: string]: Json };
  };
  readonly body?: {
    /** The Content-Type to send; absent means that none is sent. */
    readonly mediaType?: string;
    /** The media type of the contract that says how `value` is encoded. */
    readonly documented: string;
    readonly value?: Json;
    /** Bytes to send as they are, instead of `value`. */
    readonly raw?: Uint8Array;
  };
  readonly credentials: CredentialsUse;
  /** The security scheme that `credentials` is about, others get good ones; by default, all. */
  readonly scheme?: string;
  /** How the names of header fields are written; by default, as documented. */
  readonly headerNames?: 'upper';
  /** How the name of the authentication scheme is written; by default, with a capital letter. */
  readonly schemeName?: 'lower';
  /** The Accept field; by default all documented media types, and `null` leaves it out. */
  readonly accept?: string | null;
  /** How the end of the body is told; by default by its length. */
  readonly framing?: 'chunked';
  /** How a JSON body is written; by default as `JSON.stringify` does. */
  readonly spelling?: readonly Spelling[];
};
