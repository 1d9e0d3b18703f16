import type { Parameter } from '../contract/model.ts';
import type { Json } from '../json.ts';

/** Which credentials a planned request carries; `forged-…` is a forgery of a signer. */
export type CredentialsUse = 'good' | 'none' | 'wrong' | 'other-scheme' | `forged-${string}`;

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
};
