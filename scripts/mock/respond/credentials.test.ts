import { afterAll, expect, test } from 'vitest';
import {
  withBody,
  withHeaders,
  type Call,
  type OperationId,
} from '../../../conformance/corpus/calls.ts';
import type { Credential } from '../../../conformance/core/auth/credentials.ts';
import { ask, documented, start, startWith } from '../testing.ts';

const mock = await start();
afterAll(() => mock.close());

const accepted: { id: OperationId; why: string; call: Call }[] = [
  ...(Object.keys(documented) as OperationId[]).flatMap((id) => [
    {
      id,
      why: 'an unknown member',
      call: withBody(documented[id], { unknown: [{ deep: null }], constructor: 1 }),
    },
    {
      id,
      why: 'a charset',
      call: withHeaders(documented[id], { 'Content-Type': 'application/json;charset=UTF-8' }),
    },
    {
      id,
      why: 'a media type in capitals',
      call: withHeaders(documented[id], { 'Content-Type': 'APPLICATION/JSON' }),
    },
    {
      id,
      why: 'an undocumented query',
      call: { ...documented[id], path: `${documented[id].path}?v=1&v=2?` },
    },
  ]),
  {
    id: 'registerUser',
    why: 'no Mixin-Device-Id',
    call: withHeaders(documented.registerUser, { 'Mixin-Device-Id': undefined }),
  },
  {
    id: 'registerUser',
    why: 'a token without meaning',
    call: withHeaders(documented.registerUser, { Authorization: 'Bearer null' }),
  },
  {
    id: 'registerUser',
    why: 'no notification_token',
    call: withBody(documented.registerUser, { notification_token: undefined }),
  },
  {
    id: 'registerUser',
    why: 'a build number',
    call: withBody(documented.registerUser, { app_version: '0.2.11(116)' }),
  },
  {
    id: 'registerUser',
    why: 'a session_secret that is not a key',
    call: withBody(documented.registerUser, { session_secret: 'bm8ga2V5' }),
  },
  {
    id: 'updateDeviceInfo',
    why: 'no Mixin-Device-Id',
    call: withHeaders(documented.updateDeviceInfo, { 'Mixin-Device-Id': undefined }),
  },
  {
    id: 'updateDeviceInfo',
    why: 'any token',
    call: withHeaders(documented.updateDeviceInfo, { Authorization: 'Bearer any-token' }),
  },
  {
    id: 'createPin',
    why: 'no old_pin',
    call: withBody(documented.createPin, { old_pin: undefined }),
  },
  {
    id: 'createPin',
    why: 'base64url',
    call: withBody(documented.createPin, { pin: '-mRm5rm9bkQztvpsaTyz1Rib0BEM0S1FKl_oYaMfbUI' }),
  },
  {
    id: 'registerSession',
    why: 'X-API-KEY in capitals',
    call: withHeaders(documented.registerSession, { 'x-api-key': undefined, 'X-API-KEY': 'k' }),
  },
  {
    id: 'registerSession',
    why: 'X-Api-Key',
    call: withHeaders(documented.registerSession, { 'x-api-key': undefined, 'X-Api-Key': 'k' }),
  },
  {
    id: 'registerSession',
    why: 'a key with spaces in it',
    call: withHeaders(documented.registerSession, { 'x-api-key': '<x-api-key> 1' }),
  },
  {
    id: 'registerSession',
    why: 'only what is required',
    call: { ...documented.registerSession, body: '{"userId": "u", "deviceId": "d"}' },
  },
  {
    id: 'registerSession',
    why: '50 characters outside the basic plane',
    call: withBody(documented.registerSession, { userId: '😀'.repeat(50) }),
  },
  {
    id: 'refreshPushToken',
    why: 'a scheme in lower case',
    call: withHeaders(documented.refreshPushToken, { Authorization: 'bearer any-token' }),
  },
  {
    id: 'refreshPushToken',
    why: 'every character of a token',
    call: withHeaders(documented.refreshPushToken, { Authorization: 'Bearer aZ0-._~+/==' }),
  },
  {
    id: 'refreshPushToken',
    why: 'a fingerprint in capitals',
    call: withHeaders(documented.refreshPushToken, {
      'x-fingerprint-id': undefined,
      'X-FINGERPRINT-ID': 'f',
    }),
  },
];
for (const { id, why, call } of accepted) {
  test(`${id} accepts ${why}`, async () => {
    const { status, headers } = await ask(mock.url, call);
    expect({ status, violation: headers['x-contract-violation'] }).toEqual({ status: 200 });
  });
}

for (const authorization of [
  'Bearer',
  'Bearer ',
  'Bearer a b',
  'Bearer ä',
  'any-token',
  'Basic any-token',
]) {
  test(`a malformed token is rejected: "${authorization}"`, async () => {
    expect(
      await ask(
        mock.url,
        withHeaders(documented.refreshPushToken, { Authorization: authorization }),
      ),
    ).toMatchObject({ status: 401 });
  });
}

test('with credentials the mock accepts only these', async () => {
  const value = (secret: string): Credential => ({ kind: 'value', value: secret });
  await using own = await start({
    credentials: new Map([['amity', new Map([['apiKey', value('right')]])]]),
  });
  const right = await ask(
    own.url,
    withHeaders(documented.registerSession, { 'x-api-key': 'right' }),
  );
  const other = await ask(
    own.url,
    withHeaders(documented.registerSession, { 'x-api-key': 'other' }),
  );
  expect([right.status, other.status]).toEqual([200, 401]);
  expect(other.headers['x-contract-violation']).toBe('the credentials for apiKey are wrong');
  expect((await ask(own.url, documented.refreshPushToken)).status).toBe(200);
});

const schemes = {
  header: { type: 'apiKey', in: 'header', name: 'X-Key' },
  query: { type: 'apiKey', in: 'query', name: 'key' },
  cookie: { type: 'apiKey', in: 'cookie', name: 'key' },
  basic: { type: 'http', scheme: 'Basic' },
  oauth: { type: 'oauth2', flows: {} },
};
const alternatives: {
  why: string;
  security: object[];
  path?: string;
  headers?: Call['headers'];
  status: number;
}[] = [
  {
    why: 'a key in the query',
    security: [{ query: [] }],
    path: '/things?a=b?c&key=k',
    status: 200,
  },
  { why: 'no key in the query', security: [{ query: [] }], path: '/things?yek=k', status: 401 },
  {
    why: 'a wrong key in the query',
    security: [{ query: [] }],
    path: '/things?key=wrong-credential',
    status: 401,
  },
  {
    why: 'a key in a cookie',
    security: [{ cookie: [] }],
    headers: { Cookie: 'a=b; key=k' },
    status: 200,
  },
  {
    why: 'no key in a cookie',
    security: [{ cookie: [] }],
    headers: { Cookie: 'a=b' },
    status: 401,
  },
  {
    why: 'a user and a password',
    security: [{ basic: [] }],
    headers: { Authorization: 'Basic dXNlcjpwYXNz' },
    status: 200,
  },
  {
    why: 'a token in place of a user and a password',
    security: [{ basic: [] }],
    headers: { Authorization: 'Bearer dXNlcjpwYXNz' },
    status: 401,
  },
  {
    why: 'a token of OAuth 2',
    security: [{ oauth: [] }],
    headers: { Authorization: 'Bearer t' },
    status: 200,
  },
  {
    why: 'one of two alternatives',
    security: [{ header: [] }, { basic: [] }],
    headers: { Authorization: 'Basic dXNlcjpwYXNz' },
    status: 200,
  },
  {
    why: 'one of two required together',
    security: [{ header: [], basic: [] }],
    headers: { Authorization: 'Basic dXNlcjpwYXNz' },
    status: 401,
  },
  {
    why: 'both of two required together',
    security: [{ header: [], basic: [] }],
    headers: { Authorization: 'Basic dXNlcjpwYXNz', 'X-KEY': 'k' },
    status: 200,
  },
  {
    why: 'the one credential that the Authorization field can hold',
    security: [{ oauth: [], basic: [] }],
    headers: { Authorization: 'Basic dXNlcjpwYXNz' },
    status: 200,
  },
  {
    why: 'no credential of two that share the Authorization field',
    security: [{ oauth: [], basic: [] }],
    status: 401,
  },
  { why: 'no credentials if they are optional', security: [{ header: [] }, {}], status: 200 },
  { why: 'no credentials if none are required', security: [], status: 200 },
];
for (const { why, security, path = '/things', headers = {}, status } of alternatives) {
  test(`security schemes: ${why}`, async () => {
    const ok = { description: '', content: { 'application/json': { example: 1 } } };
    await using other = await startWith(
      { things: { '/things': { get: { responses: { 200: ok } } } } },
      {},
      { components: { securitySchemes: schemes }, security },
    );
    expect((await ask(other.url, { path, headers }, 'GET')).status).toBe(status);
  });
}

const manySchemes = {
  certificate: { type: 'mutualTLS' },
  digest: { type: 'http', scheme: 'Digest' },
  negotiate: { type: 'http', scheme: 'negotiate' },
  login: { type: 'openIdConnect', openIdConnectUrl: 'https://example.com' },
  oauth: { type: 'oauth2', flows: {} },
  agent: { type: 'apiKey', in: 'header', name: 'User-Agent' },
};
const securedBy = (...alternatives: string[][]) => ({
  get: {
    security: alternatives.map((names) => Object.fromEntries(names.map((name) => [name, []]))),
    responses: { 200: { description: 'Done.' } },
  },
});
const ofKinds = await startWith(
  {
    kinds: {
      '/certificate': securedBy(['certificate']),
      '/certificate-and-digest': securedBy(['certificate', 'digest']),
      '/certificate-or-digest': securedBy(['certificate'], ['digest']),
      '/digest': securedBy(['digest']),
      '/negotiate': securedBy(['negotiate']),
      '/login': securedBy(['login']),
      '/oauth': securedBy(['oauth']),
      '/agent': securedBy(['agent']),
    },
  },
  {},
  { components: { securitySchemes: manySchemes } },
);
afterAll(() => ofKinds.close());

const digest = 'Digest username="a b", realm="x", nonce="1", uri="/", response="2"';
const kinds: readonly {
  path: string;
  headers?: { readonly [name: string]: string };
  status: number;
}[] = [
  { path: '/certificate', status: 200 },
  { path: '/certificate-or-digest', status: 200 },
  { path: '/certificate-and-digest', status: 401 },
  { path: '/certificate-and-digest', headers: { Authorization: digest }, status: 200 },
  { path: '/digest', headers: { Authorization: digest }, status: 200 },
  { path: '/digest', headers: { Authorization: 'digest token' }, status: 200 },
  { path: '/digest', headers: { Authorization: 'Digest' }, status: 401 },
  { path: '/digest', headers: { Authorization: 'Bearer token' }, status: 401 },
  { path: '/digest', headers: { Authorization: 'Digest wrong-credential' }, status: 401 },
  { path: '/negotiate', headers: { Authorization: 'Negotiate YII=' }, status: 200 },
  { path: '/login', headers: { Authorization: 'Bearer any' }, status: 200 },
  { path: '/oauth', headers: { Authorization: 'bearer any' }, status: 200 },
  { path: '/oauth', headers: { Authorization: 'Bearer a b' }, status: 401 },
  { path: '/agent', headers: { 'User-Agent': 'my-app' }, status: 200 },
  { path: '/agent', status: 401 },
];
test.for(kinds)('any credential of each kind: $path $headers gets $status', async (row) => {
  const { path, headers, status } = row;
  const got = await ask(ofKinds.url, { path, ...(headers && { headers }) }, 'GET');
  expect(got.status).toBe(status);
});

test('a challenge names the scheme, and has what its clients need', async () => {
  expect((await ask(ofKinds.url, { path: '/digest' }, 'GET')).headers['www-authenticate']).toBe(
    'Digest realm="kinds", nonce="any", qop="auth"',
  );
});
