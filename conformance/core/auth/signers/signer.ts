import type { KeyObject } from 'node:crypto';
import type { Json } from '../../json.ts';

/** What a signature covers: the request below the API's base URL. */
export type Signed = { readonly method: string; readonly path: string; readonly body: Uint8Array };

/**
 * A way to make a well-formed credential that is not valid, and why it must be rejected, as a
 * clause after "because".
 */
export type Forgery = { readonly use: `forged-${string}`; readonly reason: string };

/** Signs each request when it is sent, for a security scheme that no fixed value can satisfy. */
export type Signer = {
  readonly id: string;
  readonly summary: string;
  /** The security scheme that it signs for. */
  readonly api: string;
  readonly scheme: string;
  /** The members of its credential, as the configuration and the environment name them. */
  readonly members: readonly string[];
  /** The ways in which its sessions can forge a credential. */
  readonly forgeries: readonly Forgery[];
  /** Opens a session from those members. Throws a `UserError` that says which one is wrong. */
  readonly open: (members: { readonly [name: string]: string }) => SignedSession;
  /** A session with a new key, for a target that takes the key. */
  readonly ephemeral: () => SignedSession;
  /**
   * The session that an exchange with the API opens, if any: its id, and the public key that
   * verifies its tokens.
   */
  readonly opened: (
    operation: string,
    request: Json,
    reply: Json,
  ) => { readonly id: string; readonly publicKey: KeyObject } | undefined;
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
  /**
   * A credential with the one fault that a forgery of the signer names. Throws an Error for an
   * unknown forgery.
   */
  readonly forge: (use: Forgery['use'], signed: Signed, now: Date) => string;
};
