import { expect, test } from 'vitest';
import { operationOf } from '../../testing.ts';
import { claimsOf } from './claims.ts';
import { mixinToken } from './signers/mixin-token.ts';

const components = { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } };
const secured = operationOf({ security: [{ bearer: [] }] }, { components });
const mixin = { ...secured, api: 'mixin' };
const sent = (authorization?: string) => ({
  method: 'POST',
  path: '/things',
  headers: authorization === undefined ? [] : [['Authorization', authorization] as const],
});
const session = mixinToken.ephemeral();
const token = session.sign({ method: 'POST', path: '/things', body: Buffer.from('') }, new Date());

test('a signed token says who sends it', () => {
  expect(claimsOf(mixin, sent(`Bearer ${token}`))).toEqual({
    bearer: { uid: expect.stringMatching(/^[0-9a-f-]{36}$/), sid: session.id },
  });
});

for (const [why, operation, authorization] of [
  ['a plain bearer token', secured, `Bearer ${token}`],
  ['another scheme', mixin, 'Basic YTpi'],
  ['no credentials', mixin, undefined],
  ['no JWT', mixin, 'Bearer wrong-credential'],
  ['a JWT that names nobody', mixin, 'Bearer e30.e30.x'],
] as const)
  test(`${why} says nothing`, () => {
    expect(claimsOf(operation, sent(authorization))).toEqual({});
  });
