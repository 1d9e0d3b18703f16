import type { Parameter } from '../contract/model.ts';
import type { Json } from '../json.ts';

/** How a planned request presents itself; besides these, the ways in which a signed credential can be forged (see `signers/`). */
export type CredentialsUse = 'good' | 'none' | 'wrong' | 'other-scheme' | `forged-${string}`;

/** A request before it has a wire form. */
export type PlannedRequest = {
  /** Another method than the operation's. */
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
    /** Bytes to send as they are, in place of `value`. */
    readonly raw?: Uint8Array;
  };
  readonly credentials: CredentialsUse;
  /** The security scheme that `credentials` speaks of; those beside it are good. All of them where it is not said. */
  readonly scheme?: string;
  /** How the names of header fields are written; as documented where nothing is said. */
  readonly headerNames?: 'upper';
};
