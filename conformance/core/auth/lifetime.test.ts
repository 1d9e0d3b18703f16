import { expect, test } from 'vitest';
import { lifetimeOfCookie, lifetimeOfToken } from './lifetime.ts';

const jwt = (claims: unknown) =>
  `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;

for (const [token, seconds, why] of [
  [jwt({ iat: 100, exp: 160 }), 60, 'by the clock of the server'],
  [jwt({ exp: 1060 }), 60, 'by our clock where it does not say when it begins'],
  [jwt({ exp: 900 }), 0, 'it is over'],
  [jwt({ sub: 'a' }), undefined, 'it does not say'],
  ['a.b.c', undefined, 'it is no JWT'],
  ['opaque', undefined, 'it is one word'],
] as const)
  test(`the lifetime of a token: ${why}`, () =>
    expect(lifetimeOfToken(token, 1_000_000)).toBe(seconds));

for (const [attributes, seconds, why] of [
  [['Path=/', 'Max-Age=60'], 60, 'its age'],
  [['max-age=5', 'Expires=Thu, 01 Jan 1970 00:20:00 GMT'], 5, 'its age goes before its end'],
  [['Expires=Thu, 01 Jan 1970 00:20:00 GMT'], 200, 'its end'],
  [['HttpOnly'], undefined, 'it does not say'],
] as const)
  test(`the lifetime of a cookie: ${why}`, () =>
    expect(lifetimeOfCookie(attributes, 1_000_000)).toBe(seconds));
