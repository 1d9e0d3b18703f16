import { createHash } from 'node:crypto';
import type { OperationSpec } from '../contract-server/description.ts';
import type { Fault, ReceivedRequest } from '../contract-server/fault.ts';
import { bearerToken } from '../implementation/credentials.ts';
import { parseJson } from '../implementation/http.ts';
import { isObject } from '../implementation/rules.ts';

/** The claims of a token, whatever its signature. */
type Claimed = {
  readonly algorithm: string;
  readonly isExpired: boolean;
  readonly isForThis: boolean;
};

/** Servers that skip one step of verifying signed tokens. */
export function* forgeriesAccepted(operation: OperationSpec): Iterable<Fault> {
  const isSigned = operation.security
    .flat()
    .some(({ type, scheme, id }) => type === 'http' && scheme === 'bearer' && id === 'bearer');
  if (!isSigned) return;
  const mutations: readonly {
    readonly what: string;
    readonly mutation: string;
    readonly fits: (claimed: Claimed) => boolean;
  }[] = [
    {
      what: 'expired',
      mutation: 'accepts expired tokens',
      fits: ({ isExpired, isForThis, algorithm }) => isExpired && isForThis && algorithm !== 'none',
    },
    {
      what: 'other-key',
      mutation: 'does not verify the signature',
      fits: ({ isExpired, isForThis, algorithm }) =>
        !isExpired && isForThis && algorithm !== 'none',
    },
    {
      what: 'no-algorithm',
      mutation: 'accepts tokens whose algorithm is none',
      fits: ({ algorithm }) => algorithm === 'none',
    },
    {
      what: 'other-request',
      mutation: 'accepts a token that was signed for another request',
      fits: ({ isExpired, isForThis, algorithm }) =>
        !isExpired && !isForThis && algorithm !== 'none',
    },
  ];
  for (const { what, mutation, fits } of mutations) {
    yield {
      id: `${operation.id}/accepts/credentials/${what}`,
      class: 'accepts',
      operation: operation.id,
      trips: ['credentials-required'],
      reason: `It ${mutation}.`,
      judge: (own, seen) => {
        const claimed = claimedBy(seen);
        return own === 'unauthorized' && claimed !== undefined && fits(claimed) ? 'good' : own;
      },
    };
  }
}

function claimedBy({ request }: ReceivedRequest): Claimed | undefined {
  const [header, claims] = (bearerToken(request)?.split('.') ?? [])
    .slice(0, 2)
    .map((part) => parseJson(Buffer.from(part, 'base64url')));
  if (!isObject(header) || !isObject(claims)) return undefined;
  const sent = createHash('sha256')
    .update(request.method)
    .update(request.target)
    .update(request.body)
    .digest('hex');
  return {
    algorithm: String(header.alg).toLowerCase(),
    isExpired: typeof claims.exp === 'number' && claims.exp <= Date.now() / 1000,
    isForThis: claims.sig === sent,
  };
}
