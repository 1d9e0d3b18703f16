import type { KeyObject } from 'node:crypto';
import * as signers from '../../../conformance/core/auth/signers/index.ts';
import type { Json } from '../../../conformance/core/json.ts';

/** The public keys of the sessions of one API. */
export type Sessions = {
  readonly publicKeyOf: (id: string) => KeyObject | undefined;
  /** Remembers the key if the exchange opens a session. */
  readonly remember: (
    operation: string,
    request: Json | undefined,
    reply: Json | undefined,
  ) => void;
};

/** Whether a key of this type can verify tokens. */
export const canVerify = ({ asymmetricKeyType }: KeyObject): boolean =>
  asymmetricKeyType === 'rsa' || asymmetricKeyType === 'ed25519';

/** The number of remembered sessions; the oldest is forgotten first. */
const maximumSessions = 1000;

export function rememberSessions(api: string): Sessions {
  const keys = new Map<string, KeyObject>();
  const ours = Object.values(signers).filter((signer) => signer.api === api);
  return {
    publicKeyOf: (id) => keys.get(id),
    remember(operation, request, reply) {
      if (request === undefined || reply === undefined) return;
      for (const { id, publicKey } of ours.flatMap(
        (signer) => signer.opened(operation, request, reply) ?? [],
      )) {
        keys.delete(id);
        if (!canVerify(publicKey)) continue;
        keys.set(id, publicKey);
        if (keys.size > maximumSessions) keys.delete(keys.keys().next().value!);
      }
    },
  };
}
