import type { KeyObject } from 'node:crypto';
import type { Json } from '../../json.ts';

/** The part of a request that a signature covers, below the API's base URL. */
export type Signed = { readonly method: string; readonly path: string; readonly body: Uint8Array };

/** A well-formed but invalid credential, and why it is invalid, as a clause after "because". */
export type Forgery = { readonly use: `forged-${string}`; readonly reason: string };

/** Signs each request when it is sent, for a security scheme without a fixed value. */
export type Signer = {
  readonly id: string;
  readonly summary: string;
  readonly api: string;
  readonly scheme: string;
  /** The members of its credential, as the configuration and the environment name them. */
  readonly members: readonly string[];
  readonly forgeries: readonly Forgery[];
  /** Throws a `UserError` that names the wrong member. */
  readonly open: (members: { readonly [name: string]: string }) => SignedSession;
  /** A session with a new key, for a target that takes the key. */
  readonly ephemeral: () => SignedSession;
  /** The session that an exchange opens, if any, with the public key that verifies its tokens. */
  readonly opened: (
    operation: string,
    request: Json,
    reply: Json,
  ) => { readonly id: string; readonly publicKey: KeyObject } | undefined;
  /** What a credential says of its owner, without verifying it; `undefined` if it can't be read. */
  readonly claims: (credential: string) => { readonly [name: string]: Json } | undefined;
  /** Why a credential is not valid for this request; `undefined` if it is valid. */
  readonly refuse: (
    credential: string,
    signed: Signed,
    publicKeyOf: (id: string) => KeyObject | undefined,
    now: Date,
  ) => string | undefined;
};

/** A session whose requests can be signed. */
export type SignedSession = {
  readonly id: string;
  readonly publicKey: KeyObject;
  /** The credential for one request, valid for that request only. */
  readonly sign: (signed: Signed, now: Date) => string;
  /** Throws an Error for an unknown forgery. */
  readonly forge: (use: Forgery['use'], signed: Signed, now: Date) => string;
};
