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
 * What each security scheme takes, by its name: a value (`user:password` for Basic), or a session
 * that signs requests.
 */
export type Keys = ReadonlyMap<string, string | MixinSession>;

/** Whether a request carries what one of the operation's alternatives needs. */
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

/**
 * The credential of a scheme that a request carries, decoded; `undefined` where it carries none.
 */
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

/**
 * What a refused request presents: nothing, a credential of the right scheme, or one of another.
 */
export function presented(
  { security }: OperationSpec,
  request: Request,
): 'none' | 'wrong' | 'other-scheme' {
  if (security.flat().some((scheme) => credentialIn(scheme, request) !== undefined)) return 'wrong';
  return request.headers.has('authorization' satisfies keyof IncomingHttpHeaders)
    ? 'other-scheme'
    : 'none';
}
