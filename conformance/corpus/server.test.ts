import { spawnSync } from 'node:child_process';
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
const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const dateTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/);

test('the documented Mixin call registers a user', async () => {
  const { status, headers, json } = await send(server.url, calls.registerUser);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(json).toEqual({
    data: {
      type: 'user',
      user_id: uuid,
      session_id: uuid,
      code_id: uuid,
      identity_number: expect.stringMatching(/^\d+$/),
      full_name: expect.any(String),
      avatar_url: '',
      invitation_code: '',
      pin_token: expect.any(String),
      phone: expect.any(String),
      relationship: 'ME',
      mute_until: '0001-01-01T00:00:00Z',
      created_at: dateTime,
      is_verified: false,
      has_pin: false,
      code_url: expect.stringMatching(/^https:\/\/mixin\.one\/codes\//),
      receive_message_source: 'EVERYBODY',
    },
  });
});

test('the documented Mixin calls update a device and create a PIN, which the account then has', async () => {
  await using own = await start();
  const before = await send(own.url, authorized('updateDeviceInfo'));
  expect(before).toMatchObject({
    status: 200,
    json: { data: { user_id: session.uid, session_id: session.sid, has_pin: false } },
  });
  expect(await send(own.url, authorized('createPin'))).toMatchObject({
    status: 200,
    json: { data: { has_pin: true } },
  });
  expect(await send(own.url, authorized('updateDeviceInfo'))).toMatchObject({
    status: 200,
    json: { data: { has_pin: true } },
  });
});

test('the documented Amity call registers a session, and a user keeps the name given last', async () => {
  const { status, json } = await send(server.url, calls.registerSession);
  expect(status).toBe(200);
  expect(json).toMatchObject({
    accessToken: uuid,
    refreshToken: uuid,
    issuedAt: dateTime,
    expiresAt: dateTime,
    users: [
      { userId: '<string>', displayName: '<string>', createdAt: dateTime, updatedAt: dateTime },
    ],
    roles: [{ roleId: 'member' }],
    files: [{ type: 'image' }],
  });
  for (const [displayName, answered] of [
    ['Ada', 'Ada'],
    [undefined, 'Ada'],
    ['', ''],
    [undefined, ''],
  ]) {
    const answer = await send(server.url, withBody(calls.registerSession, { displayName }));
    expect(answer.json).toMatchObject({ users: [{ userId: '<string>', displayName: answered }] });
  }
});

test('the documented Notifications call refreshes a push token', async () => {
  const { status, json } = await send(server.url, calls.refreshPushToken);
  expect(status).toBe(200);
  expect(json).toMatchObject({
    statusCode: 200,
    data: {
      device: {
        deviceId: 'device-a81f92',
        pushToken: 'eJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.newmocktoken123',
        platform: 'android',
        status: 'active',
        createdAt: dateTime,
        updatedAt: dateTime,
        lastUsedAt: dateTime,
        lastSeenAt: dateTime,
      },
    },
  });
});

const accepted: readonly { operation: OperationId; why: string; call: Call }[] = [
  ...operations.flatMap((operation) => [
    {
      operation,
      why: 'a charset',
      call: withHeaders(calls[operation], { 'Content-Type': 'application/json; charset=utf-8' }),
    },
    {
      operation,
      why: 'a media type in another letter case',
      call: withHeaders(calls[operation], { 'Content-Type': 'Application/JSON' }),
    },
    {
      operation,
      why: 'an unknown member',
      call: withBody(calls[operation], { unknown: [{ deep: null }] }),
    },
  ]),
  {
    operation: 'registerUser',
    why: 'only required members',
    call: withBody(calls.registerUser, { notification_token: undefined }),
  },
  {
    operation: 'registerUser',
    why: 'a build number',
    call: withBody(calls.registerUser, { app_version: '0.2.11(116)' }),
  },
  {
    operation: 'registerUser',
    why: 'a junk token',
    call: withHeaders(calls.registerUser, { Authorization: 'Bearer null' }),
  },
  {
    operation: 'registerUser',
    why: 'any base64 for a secret',
    call: withBody(calls.registerUser, { session_secret: 'AQI=' }),
  },
  {
    operation: 'registerUser',
    why: 'an integer with a point',
    call: { ...calls.registerUser, body: calls.registerUser.body.replace('3702', '3702.0') },
  },
  {
    operation: 'updateDeviceInfo',
    why: 'no Mixin-Device-Id',
    call: withHeaders(calls.updateDeviceInfo, { 'Mixin-Device-Id': undefined }),
  },
  {
    operation: 'updateDeviceInfo',
    why: 'a query, which is signed too',
    call: { ...calls.updateDeviceInfo, path: '/session?a=b' },
  },
  {
    operation: 'createPin',
    why: 'no old PIN',
    call: withBody(calls.createPin, { old_pin: undefined }),
  },
  {
    operation: 'registerSession',
    why: '50 astral characters',
    call: withBody(calls.registerSession, { userId: '😀'.repeat(50) }),
  },
  {
    operation: 'registerSession',
    why: 'an empty description',
    call: withBody(calls.registerSession, { deviceInfo: {} }),
  },
  {
    operation: 'registerSession',
    why: 'a long model',
    call: withBody(calls.registerSession, { deviceInfo: { model: 'm'.repeat(10_000) } }),
  },
  {
    operation: 'refreshPushToken',
    why: 'a blank fingerprint',
    call: withHeaders(calls.refreshPushToken, { 'x-fingerprint-id': '' }),
  },
  {
    operation: 'refreshPushToken',
    why: 'a scheme in another letter case',
    call: withHeaders(calls.refreshPushToken, { Authorization: 'bearer the-token' }),
  },
];

for (const { operation, why, call } of accepted) {
  test(`${operation} accepts ${why}`, async () => {
    expect(await send(server.url, authorized(operation, call))).toMatchObject({ status: 200 });
  });
}

test('X-Request-Id comes back', async () => {
  const id = '5b0cb8a2-6f0e-4ab1-9c39-7a0f8e6d1c2b';
  for (const operation of ['registerUser', 'updateDeviceInfo', 'createPin'] as const) {
    const { headers } = await send(
      server.url,
      authorized(operation, withHeaders(calls[operation], { 'X-Request-Id': id })),
    );
    expect(headers.get('x-request-id')).toBe(id);
  }
});

test('the tests sign as the documents do', () => {
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
    why: 'a token that is none',
    call: withHeaders(calls.updateDeviceInfo, { Authorization: 'Bearer null' }),
  },
  {
    why: 'another scheme',
    call: withHeaders(calls.updateDeviceInfo, { Authorization: 'Basic dXNlcjpwYXNz' }),
  },
  {
    why: 'another key',
    call: signed(calls.updateDeviceInfo, { key: generateKeyPairSync('ed25519').privateKey }),
  },
  { why: 'alg none', call: signed(calls.updateDeviceInfo, { header: { alg: 'none' } }) },
  { why: 'another user', call: signed(calls.updateDeviceInfo, { claims: { uid: session.sid } }) },
  {
    why: 'another session',
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

/** How each operation refuses what can't be read, and what can be read but is wrong. */
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
    { why: 'JSON that is cut', call: { ...call, body: call.body.slice(0, -1) } },
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
    test(`${operation} can't read ${why}`, async () => {
      expect(await send(server.url, authorized(operation, bad))).toMatchObject(
        refusals[operation].malformed,
      );
    });
  }
  for (const root of ['null', '[]', '"text"', '1', 'true']) {
    test(`${operation} refuses ${root} for a body`, async () => {
      expect(await send(server.url, authorized(operation, { ...call, body: root }))).toMatchObject(
        refusals[operation].invalid,
      );
    });
  }
  test(`${operation} refuses null for every member it knows`, async () => {
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
    ...JSON.stringify(changes, (_, value: unknown) => (value === undefined ? 'left out' : value)),
  ]
    .slice(0, 60)
    .join('');
  test(`${operation} refuses ${shown}`, async () => {
    expect(
      await send(server.url, authorized(operation, withBody(calls[operation], changes))),
    ).toMatchObject(refusals[operation].invalid);
  });
}

test('header and path fields are refused where they break a rule', async () => {
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

test('every API refuses unknown paths and methods in its own envelope', async () => {
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

test('deep and large bodies are read', async () => {
  const deep = withBody(calls.refreshPushToken, {
    deep: JSON.parse('['.repeat(1_000) + ']'.repeat(1_000)),
  });
  expect(await send(server.url, deep)).toMatchObject({ status: 200 });
  expect(
    await send(server.url, withBody(calls.refreshPushToken, { large: 'x'.repeat(1024 * 1024) })),
  ).toMatchObject({ status: 200 });
});

const command = (...flags: string[]) =>
  spawnSync(process.execPath, [`${import.meta.dirname}/cli.ts`, ...flags], {
    encoding: 'utf8',
    timeout: 10_000,
  });

test('the command says in one line what is wrong, and ends with 2', () => {
  expect(command('--mutant', 'nobody')).toMatchObject({
    status: 2,
    stdout: '',
    stderr: 'error: There is no mutant `nobody`; --list shows them all.\n',
  });
  for (const flags of [['--port', 'x'], ['--port', '65536'], ['--unknown'], ['stray']]) {
    const { status, stderr } = command(...flags);
    expect({ status, lines: stderr.trimEnd().split('\n').length }).toEqual({ status: 2, lines: 1 });
  }
});

test('the command shows its help and the mutants', () => {
  expect(command('--help')).toMatchObject({
    status: 0,
    stderr: '',
    stdout: expect.stringContaining('--private-key-file FILE'),
  });
  expect(command('--list')).toMatchObject({
    status: 0,
    stderr: '',
    stdout: expect.stringContaining('drops-code-id  (registerUser)'),
  });
});
