import { createHash, timingSafeEqual, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { parseJson } from './http.ts';
import type { Request } from './http.ts';
import { isObject, isUuid } from './rules.ts';

export type MixinSession = {
  readonly uid: string;
  readonly sid: string;
  readonly publicKey: KeyObject;
};

/** The token of an `Authorization: Bearer` header field. */
export function bearerToken({ headers }: Request): string | undefined {
  return /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
}

/** Compares in constant time. */
export function isSecret(given: string | undefined, secret: string): boolean {
  return given !== undefined && timingSafeEqual(sha256(given).digest(), sha256(secret).digest());
}

/** Whether a request has a token of the session, signed for this method, path and body. */
export function isSignedBy({ uid, sid, publicKey }: MixinSession, request: Request): boolean {
  const parts = bearerToken(request)?.split('.') ?? [];
  const [header, claims] = parts
    .slice(0, 2)
    .map((part) => parseJson(Buffer.from(part, 'base64url')));
  if (parts.length !== 3 || !isObject(header) || !isObject(claims)) return false;
  const signed = sha256(request.method).update(request.target).update(request.body).digest('hex');
  return (
    header.alg === algorithmOf(publicKey) &&
    isSigned(parts, publicKey) &&
    claims.uid === uid &&
    claims.sid === sid &&
    typeof claims.exp === 'number' &&
    claims.exp > Date.now() / 1000 &&
    typeof claims.jti === 'string' &&
    isUuid(claims.jti) &&
    claims.sig === signed
  );
}

/** The claims of the token of a request, not verified. */
export function claimsIn(request: Request): { readonly [name: string]: unknown } | undefined {
  const claims = parseJson(Buffer.from(bearerToken(request)?.split('.')[1] ?? '', 'base64url'));
  return isObject(claims) ? claims : undefined;
}

/** The key decides the algorithm, so a token cannot choose another one, such as `none`. */
function algorithmOf(key: KeyObject): string | undefined {
  return new Map([
    ['rsa', 'RS512'],
    ['ed25519', 'EdDSA'],
  ]).get(key.asymmetricKeyType ?? '');
}

function isSigned([header, claims, signature]: readonly string[], key: KeyObject): boolean {
  const digest = key.asymmetricKeyType === 'rsa' ? 'sha512' : null;
  return verify(
    digest,
    Buffer.from(`${header}.${claims}`),
    key,
    Buffer.from(signature ?? '', 'base64url'),
  );
}

function sha256(text: string) {
  return createHash('sha256').update(text);
}
