import type { KeyObject } from 'node:crypto';
import * as signers from '../../../conformance/core/auth/signers/index.ts';
import type { Json } from '../../../conformance/core/json.ts';

/** The sessions that were opened with one API of the mock, so that their signatures can be verified. */
export type Sessions = {
  readonly publicKeyOf: (id: string) => KeyObject | undefined;
  /** Takes note of the session that an exchange opens, if it does. */
  readonly remember: (
    operation: string,
    request: Json | undefined,
    reply: Json | undefined,
  ) => void;
};

/** Whether tokens can be signed with a key of this kind. */
export const canVerify = ({ asymmetricKeyType }: KeyObject): boolean =>
  asymmetricKeyType === 'rsa' || asymmetricKeyType === 'ed25519';

/** How many sessions are remembered; the oldest are forgotten. */
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
