import type { IncomingHttpHeaders } from 'node:http';
import {
  bearerToken,
  isSecret,
  isSignedBy,
  type MixinSession,
} from '../implementation/credentials.ts';
import type { Request } from '../implementation/http.ts';
import type { OperationSpec, SchemeSpec } from './description.ts';
import { pairsOf } from './styles.ts';

/**
 * The good credential of each security scheme: a value (`user:password` for Basic), or a session
 * that signs requests.
 */
export type Keys = ReadonlyMap<string, string | MixinSession>;

/** Whether a request satisfies one of the security requirements of an operation. */
export const isAuthorized = ({ security }: OperationSpec, keys: Keys, request: Request): boolean =>
  security.length === 0 ||
  security.some((needed) => needed.every((scheme) => isGood(scheme, keys.get(scheme.id), request)));

function isGood(
  scheme: SchemeSpec,
  key: string | MixinSession | undefined,
  request: Request,
): boolean {
  if (key === undefined) return false;
  if (typeof key !== 'string') return isSignedBy(key, request);
  return isSecret(credentialIn(scheme, request), key);
}

/** The credential that a request has for a scheme. */
export function credentialIn(scheme: SchemeSpec, request: Request): string | undefined {
  if (scheme.type === 'apiKey') {
    if (scheme.in === 'header') return request.headers.get(scheme.name.toLowerCase());
    const pairs =
      scheme.in === 'query'
        ? pairsOf(request.target.split('?').slice(1).join('?'), '&')
        : pairsOf(request.headers.get('cookie') ?? '', /;[\t ]*/);
    const text = pairs.find(([name]) => decodeURIComponent(name) === scheme.name)?.[1];
    return text === undefined ? undefined : decodeURIComponent(text);
  }
  if (scheme.scheme !== 'basic') return bearerToken(request);
  const encoded = /^Basic +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString();
}

/** The credentials of a refused request: none, a wrong one, or one of another scheme. */
export function presented(
  { security }: OperationSpec,
  request: Request,
): 'none' | 'wrong' | 'other-scheme' {
  if (security.flat().some((scheme) => credentialIn(scheme, request) !== undefined)) return 'wrong';
  return request.headers.has('authorization' satisfies keyof IncomingHttpHeaders)
    ? 'other-scheme'
    : 'none';
}
