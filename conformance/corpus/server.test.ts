import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { authorized, calls, send, session, start, withBody, withHeaders } from './calls.ts';
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

test('the documented Amity call registers a session, and a user keeps the name sent last', async () => {
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
    why: 'an invalid token',
    call: withHeaders(calls.registerUser, { Authorization: 'Bearer null' }),
  },
  {
    operation: 'registerUser',
    why: 'any base64 as a secret',
    call: withBody(calls.registerUser, { session_secret: 'AQI=' }),
  },
  {
    operation: 'registerUser',
    why: 'an integer with a decimal point',
    call: { ...calls.registerUser, body: calls.registerUser.body.replace('3702', '3702.0') },
  },
  {
    operation: 'updateDeviceInfo',
    why: 'no Mixin-Device-Id',
    call: withHeaders(calls.updateDeviceInfo, { 'Mixin-Device-Id': undefined }),
  },
  {
    operation: 'updateDeviceInfo',
    why: 'a query, which is signed as well',
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
    why: 'an empty device description',
    call: withBody(calls.registerSession, { deviceInfo: {} }),
  },
  {
    operation: 'registerSession',
    why: 'a long model',
    call: withBody(calls.registerSession, { deviceInfo: { model: 'm'.repeat(10_000) } }),
  },
  {
    operation: 'refreshPushToken',
    why: 'an empty fingerprint',
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

test('deep and large bodies are accepted', async () => {
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
    timeout: 30_000,
  });

test('the command reports a mistake in one line and exits with 2', () => {
  expect(command('--mutant', 'nobody')).toMatchObject({
    status: 2,
    stdout: '',
    stderr: 'error: There is no mutant `nobody`. --list shows all.\n',
  });
  for (const flags of [['--port', 'x'], ['--port', '65536'], ['--unknown'], ['stray']]) {
    const { status, stderr } = command(...flags);
    expect({ status, lines: stderr.trimEnd().split('\n').length }).toEqual({ status: 2, lines: 1 });
  }
});

test('the command shows its help and lists the mutants', () => {
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
