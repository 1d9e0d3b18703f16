import { isObject } from '../pointer.ts';
import { jsonIn } from './answer-text.ts';

/**
 * For how many seconds a token is good, if it is a JWT that says so. What it says is not verified.
 * @see https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4
 */
export function lifetimeOfToken(token: string, now = Date.now()): number | undefined {
  const [, payload] = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(token) ?? [];
  const claims = payload === undefined ? undefined : jsonIn(Buffer.from(payload, 'base64url'));
  if (!isObject(claims) || typeof claims.exp !== 'number') return undefined;
  // the clocks of two machines differ, so the server's own is better
  const from = typeof claims.iat === 'number' ? claims.iat : now / 1000;
  return Math.max(0, claims.exp - from);
}

/**
 * For how many seconds a cookie is good, from the attributes behind its value.
 * @see https://www.rfc-editor.org/rfc/rfc6265#section-5.2
 */
export function lifetimeOfCookie(
  attributes: readonly string[],
  now = Date.now(),
): number | undefined {
  const attribute = (name: string) =>
    attributes.find((one) => one.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
  const age = attribute('max-age');
  if (age !== undefined && /^-?\d+$/.test(age)) return Math.max(0, Number(age));
  const until = Date.parse(attribute('expires') ?? '');
  return Number.isNaN(until) ? undefined : Math.max(0, (until - now) / 1000);
}
