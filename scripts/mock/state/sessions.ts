import type { KeyObject } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import * as signers from '../../../conformance/core/auth/signers/index.ts';
import type { Json } from '../../../conformance/core/json.ts';

/** The public keys of the sessions that clients opened. */
export type Sessions = {
  readonly publicKeyOf: (api: string, id: string) => KeyObject | undefined;
  /** Remembers the key if the exchange, given by its bodies, opens a session. */
  readonly remember: (
    { api, id }: { readonly api: string; readonly id: string },
    request: Json | undefined,
    response: Json | undefined,
  ) => void;
};

/** Whether a key of this type can verify tokens. */
export const canVerify = ({ asymmetricKeyType }: KeyObject): boolean =>
  asymmetricKeyType === 'rsa' || asymmetricKeyType === 'ed25519';

/** Remembers the latest 1,000 sessions. */
export function createSessions(): Sessions {
  const keys = new LRUCache<string, KeyObject>({ max: 1000 });
  return {
    publicKeyOf: (api, id) => keys.get(`${api} ${id}`),
    remember({ api, id: operation }, request, response) {
      if (request === undefined || response === undefined) return;
      for (const signer of Object.values(signers)) {
        const opened = signer.api === api && signer.opened(operation, request, response);
        if (!opened) continue;
        const key = canVerify(opened.publicKey) ? opened.publicKey : undefined;
        keys.set(`${api} ${opened.id}`, key);
      }
    },
  };
}
