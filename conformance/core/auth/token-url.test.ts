import { expect, test } from 'vitest';
import { contractOf, description } from '../../testing.ts';
import type { Grant } from './recipe.ts';
import { tokenPlaceOf } from './token-url.ts';

const grant: Grant = { flow: 'password', username: 'ada', password: 'p' };
const flow = (tokenUrl: string, refreshUrl?: string) => ({ tokenUrl, refreshUrl, scopes: {} });

/** Where the token of a scheme is, at a target that stands for `https://api.example.com/v1`. */
function placeOf(scheme: object, more: Partial<Grant> = {}, target = 'http://127.0.0.1:8080/base') {
  const get = { security: [{ s: [] }], responses: { 204: { description: 'Done.' } } };
  const contract = contractOf(
    description(
      { '/things': { get } },
      {
        servers: [{ url: 'https://api.example.com/v1' }],
        components: { securitySchemes: { s: scheme } },
      },
    ),
  );
  const own = contract.operations[0]!.security[0]![0]!;
  return tokenPlaceOf(contract, own, { ...grant, ...more }, target);
}
const oauth = (flows: object) => ({ type: 'oauth2', flows });

for (const [why, scheme, more, url] of [
  ['a relative URL is below the target', oauth({ password: flow('token') }), {}, '/base/token'],
  ['one with a slash is at its root', oauth({ password: flow('/token') }), {}, '/token'],
  [
    'a URL at the server of the description is at the target',
    oauth({ password: flow('https://api.example.com/v1/token?a=1') }),
    {},
    '/base/token?a=1',
  ],
  [
    'also where it is above its base path',
    oauth({ password: flow('https://api.example.com/oauth/token') }),
    {},
    '/oauth/token',
  ],
  [
    'another server stays itself',
    oauth({ password: flow('https://login.example.com/token') }),
    {},
    'https://login.example.com/token',
  ],
  [
    'another flow says it too',
    oauth({ authorizationCode: flow('https://login.example.com/code') }),
    {},
    'https://login.example.com/code',
  ],
  [
    'a refresh token has a URL of its own',
    oauth({ password: flow('/token', '/refresh') }),
    { flow: 'refresh' },
    '/refresh',
  ],
  [
    'the configuration goes before the description',
    oauth({ password: flow('/token') }),
    { tokenUrl: '/mine' },
    '/mine',
  ],
] as const)
  test(`the token endpoint: ${why}`, () =>
    expect(placeOf(scheme, more)).toEqual({
      tokenUrl: new URL(url, 'http://127.0.0.1:8080').href,
    }));

test('OpenID Connect says it in a document', () =>
  expect(
    placeOf({ type: 'openIdConnect', openIdConnectUrl: 'https://id.example.com/.well-known/o' }),
  ).toEqual({ discoveryUrl: 'https://id.example.com/.well-known/o' }));

test('a bearer token has none', () =>
  expect(placeOf({ type: 'http', scheme: 'bearer' })).toBeUndefined());
