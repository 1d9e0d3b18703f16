import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  authorized,
  calls,
  send,
  session,
  signatureOf,
  signed,
  start,
  withBody,
  withHeaders,
} from './calls.ts';
import type { Call, OperationId } from './calls.ts';
import type { RunningServer } from './server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await start();
});
afterAll(() => server.close());

const operations = Object.keys(calls) as OperationId[]; // the keys of a constant

test('X-Request-Id is repeated', async () => {
  const id = '5b0cb8a2-6f0e-4ab1-9c39-7a0f8e6d1c2b';
  for (const operation of ['registerUser', 'updateDeviceInfo', 'createPin'] as const) {
    const { headers } = await send(
      server.url,
      authorized(operation, withHeaders(calls[operation], { 'X-Request-Id': id })),
    );
    expect(headers.get('x-request-id')).toBe(id);
  }
});

test('the signatures of the tests are the documented ones', () => {
  expect(signatureOf(calls.updateDeviceInfo)).toBe(
    'bd0e44d6ffcc78263effe4994263430d7c6b70b61305c551f917372568b2faed',
  );
  expect(signatureOf(calls.createPin)).toBe(
    'e7d18f02ff0a10c7453288b2c92532dd99fe1f2b75343af45b8b32b96115edd9',
  );
});

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

test('an RSA session signs with RS512, and its tokens are refused by an Ed25519 session', async () => {
  await using own = await start(undefined, rsa);
  expect(await send(own.url, signed(calls.createPin, { key: rsa }))).toMatchObject({ status: 200 });
  expect(await send(own.url, signed(calls.createPin))).toMatchObject({
    status: 202,
    json: { error: { code: 401 } },
  });
  expect(await send(server.url, signed(calls.createPin, { key: rsa }))).toMatchObject({
    status: 202,
    json: { error: { code: 401 } },
  });
});

const refusedTokens: readonly { why: string; call: Call }[] = [
  { why: 'no token', call: calls.updateDeviceInfo },
  {
    why: 'a malformed token',
    call: withHeaders(calls.updateDeviceInfo, { Authorization: 'Bearer null' }),
  },
  {
    why: 'another scheme',
    call: withHeaders(calls.updateDeviceInfo, { Authorization: 'Basic dXNlcjpwYXNz' }),
  },
  {
    why: 'the wrong key',
    call: signed(calls.updateDeviceInfo, { key: generateKeyPairSync('ed25519').privateKey }),
  },
  { why: 'alg none', call: signed(calls.updateDeviceInfo, { header: { alg: 'none' } }) },
  { why: 'the wrong user', call: signed(calls.updateDeviceInfo, { claims: { uid: session.sid } }) },
  {
    why: 'the wrong session',
    call: signed(calls.updateDeviceInfo, { claims: { sid: session.uid } }),
  },
  { why: 'an expired token', call: signed(calls.updateDeviceInfo, { claims: { exp: 1 } }) },
  {
    why: 'a token that never expires',
    call: signed(calls.updateDeviceInfo, { claims: { exp: undefined } }),
  },
  { why: 'a jti that is no UUID', call: signed(calls.updateDeviceInfo, { claims: { jti: '1' } }) },
  {
    why: 'a token for another body',
    call: { ...signed(calls.updateDeviceInfo), body: `${calls.updateDeviceInfo.body} ` },
  },
  {
    why: 'a token for another path',
    call: { ...signed(calls.updateDeviceInfo), path: '/session?a=b' },
  },
];

for (const { why, call } of refusedTokens) {
  test(`Mixin refuses ${why}`, async () => {
    const error = { status: 202, code: 401, description: expect.any(String) };
    expect(await send(server.url, call)).toMatchObject({ status: 202, json: { error } });
  });
}

/** The refusals of each operation. */
const refusals: Record<OperationId, { malformed: object; invalid: object }> = {
  registerUser: { malformed: mixinRefusal(400), invalid: mixinRefusal(10002) },
  updateDeviceInfo: { malformed: mixinRefusal(400), invalid: mixinRefusal(10002) },
  createPin: { malformed: mixinRefusal(400), invalid: mixinRefusal(10002) },
  registerSession: {
    malformed: {
      status: 400,
      json: { status: 'error', code: 400000, message: expect.any(String) },
    },
    invalid: {
      status: 422,
      json: {
        status: 'error',
        code: 500000,
        message: expect.any(String),
        data: { detail: expect.any(Array) },
      },
    },
  },
  refreshPushToken: {
    malformed: {
      status: 400,
      json: { message: expect.any(String), error: 'Bad Request', statusCode: 400 },
    },
    invalid: {
      status: 400,
      json: {
        message: expect.stringMatching(/^Invalid param: \[.*\]$/),
        error: 'Bad Request',
        statusCode: 400,
      },
    },
  },
};

function mixinRefusal(code: number): object {
  return { status: 202, json: { error: { status: 202, code, description: expect.any(String) } } };
}

for (const operation of operations) {
  const call = calls[operation];
  const malformed: readonly { why: string; call: Call }[] = [
    { why: 'truncated JSON', call: { ...call, body: call.body.slice(0, -1) } },
    { why: 'a trailing comma', call: { ...call, body: call.body.replace(/}$/, ',}') } },
    { why: 'an empty body', call: { ...call, body: '' } },
    { why: 'a byte-order mark', call: { ...call, body: `\u{feff}${call.body}` } },
    {
      why: 'bytes that are not UTF-8',
      call: { ...call, body: Buffer.from(call.body.replace('{"', '{"é":1,"'), 'latin1') },
    },
    { why: 'another media type', call: withHeaders(call, { 'Content-Type': 'text/plain' }) },
    { why: 'no media type', call: withHeaders(call, { 'Content-Type': undefined }) },
    { why: 'more than 2 MiB', call: withBody(call, { filler: 'x'.repeat(2 * 1024 * 1024) }) },
  ];
  for (const { why, call: bad } of malformed) {
    test(`${operation} refuses ${why}`, async () => {
      expect(await send(server.url, authorized(operation, bad))).toMatchObject(
        refusals[operation].malformed,
      );
    });
  }
  for (const root of ['null', '[]', '"text"', '1', 'true']) {
    test(`${operation} refuses ${root} as a body`, async () => {
      expect(await send(server.url, authorized(operation, { ...call, body: root }))).toMatchObject(
        refusals[operation].invalid,
      );
    });
  }
  test(`${operation} refuses null for every documented member`, async () => {
    for (const name of Object.keys(JSON.parse(call.body))) {
      expect(
        await send(server.url, authorized(operation, withBody(call, { [name]: null }))),
      ).toMatchObject(refusals[operation].invalid);
    }
  });
}

const invalid: readonly { operation: OperationId; changes: object }[] = [
  ...[
    'code',
    'session_secret',
    'platform',
    'platform_version',
    'app_version',
    'purpose',
    'registration_id',
  ].map((name) => ({ operation: 'registerUser' as const, changes: { [name]: undefined } })),
  ...['platform', 'platform_version', 'app_version', 'notification_token'].map((name) => ({
    operation: 'updateDeviceInfo' as const,
    changes: { [name]: undefined },
  })),
  { operation: 'registerUser', changes: { code: '' } },
  { operation: 'registerUser', changes: { platform: 'ios' } },
  { operation: 'registerUser', changes: { purpose: 'PHONE' } },
  { operation: 'registerUser', changes: { registration_id: '3702' } },
  { operation: 'registerUser', changes: { registration_id: 1.5 } },
  { operation: 'createPin', changes: { pin: undefined } },
  { operation: 'createPin', changes: { pin: '' } },
  { operation: 'createPin', changes: { old_pin: 1 } },
  ...['userId', 'deviceId'].map((name) => ({
    operation: 'registerSession' as const,
    changes: { [name]: undefined },
  })),
  ...['userId', 'deviceId', 'authToken'].map((name) => ({
    operation: 'registerSession' as const,
    changes: { [name]: '' },
  })),
  { operation: 'registerSession', changes: { userId: '😀'.repeat(51) } },
  { operation: 'registerSession', changes: { deviceId: 'x'.repeat(151) } },
  { operation: 'registerSession', changes: { displayName: 'x'.repeat(101) } },
  { operation: 'registerSession', changes: { authToken: 'x'.repeat(101) } },
  { operation: 'registerSession', changes: { deviceInfo: [] } },
  { operation: 'registerSession', changes: { deviceInfo: { kind: 'IOS' } } },
  { operation: 'registerSession', changes: { deviceInfo: { model: 1 } } },
  { operation: 'registerSession', changes: { deviceInfo: { sdkVersion: null } } },
  ...['deviceId', 'pushToken'].flatMap((name) =>
    [undefined, '', 7].map((value) => ({
      operation: 'refreshPushToken' as const,
      changes: { [name]: value },
    })),
  ),
];

for (const { operation, changes } of invalid) {
  const shown = [
    ...JSON.stringify(changes, (_, value: unknown) => (value === undefined ? 'missing' : value)),
  ]
    .slice(0, 60)
    .join('');
  test(`${operation} refuses ${shown}`, async () => {
    expect(
      await send(server.url, authorized(operation, withBody(calls[operation], changes))),
    ).toMatchObject(refusals[operation].invalid);
  });
}

test('invalid header fields and path parameters are refused', async () => {
  for (const name of ['Mixin-Device-Id', 'X-Request-Id']) {
    const bad = withHeaders(calls.createPin, { [name]: '00a5a4ae-dcdc-48db-ab8e-a7eef69b441' });
    expect(await send(server.url, authorized('createPin', bad))).toMatchObject(
      refusals.createPin.invalid,
    );
  }
  expect(await send(server.url, { ...calls.registerUser, path: '/verifications/1' })).toMatchObject(
    refusals.registerUser.invalid,
  );
  expect(
    await send(server.url, { ...calls.registerUser, path: '/verifications/%ff' }),
  ).toMatchObject(refusals.registerUser.invalid);
  const noFingerprint = withHeaders(calls.refreshPushToken, { 'x-fingerprint-id': undefined });
  expect(await send(server.url, noFingerprint)).toMatchObject({
    status: 400,
    json: { message: 'Invalid param: [x-fingerprint-id]' },
  });
});

test('Amity and Notifications refuse bad credentials with 401', async () => {
  for (const key of [undefined, '', 'another-key']) {
    const answer = await send(server.url, withHeaders(calls.registerSession, { 'x-api-key': key }));
    expect(answer).toMatchObject({
      status: 401,
      json: { status: 'error', code: 400100, message: expect.any(String) },
    });
  }
  for (const Authorization of [
    undefined,
    'Bearer another-token',
    'Bearer',
    'Basic the-token',
    'the-token',
  ]) {
    const answer = await send(server.url, withHeaders(calls.refreshPushToken, { Authorization }));
    expect(answer).toMatchObject({
      status: 401,
      json: { message: 'Unauthorized', error: 'Unauthorized', statusCode: 401 },
    });
  }
});

test('every API refuses unknown paths and methods in its own way', async () => {
  const at = async (path: string, method: string) =>
    send(server.url, { path, headers: {}, body: '' }, method);
  expect(await at('/nowhere', 'POST')).toMatchObject({
    status: 202,
    json: { error: { status: 202, code: 404 } },
  });
  expect(await at('/session', 'GET')).toMatchObject({
    status: 202,
    json: { error: { status: 202, code: 404 } },
  });
  expect(await at('/api/v3/nowhere', 'POST')).toMatchObject({
    status: 404,
    json: { status: 'error' },
  });
  expect(await at('/api/v3/sessions', 'PUT')).toMatchObject({
    status: 405,
    json: { status: 'error' },
  });
  expect(await at('/notifications/nowhere', 'GET')).toMatchObject({
    status: 404,
    json: { error: 'Not Found', statusCode: 404 },
  });
  expect(await at('/notifications/devices/refresh-token', 'DELETE')).toMatchObject({
    status: 405,
    json: { statusCode: 405 },
  });
});
