import * as checks from '../checks/index.ts';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { authorized, calls, send, start, withBody, withHeaders } from './calls.ts';
import type { Answer, Call, OperationId } from './calls.ts';
import { amity } from './implementation/amity.ts';
import { mixin } from './implementation/mixin.ts';
import { notifications } from './implementation/notifications.ts';
import { mutants } from './mutants.ts';
import type { RunningServer } from './server.ts';

let conforming: RunningServer;
beforeAll(async () => {
  conforming = await start();
});
afterAll(() => conforming.close());

const publicKey = createPublicKey(generateKeyPairSync('ed25519').privateKey);
const apis = [mixin({ uid: '', sid: '', publicKey }), amity('key'), notifications('token')];
test('every mutant has an id of its own', () => {
  expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
});

test('every check has a mutant that trips it', () => {
  const ids = Object.values(checks).map(({ id }) => id);
  expect([...new Set(mutants.flatMap(({ trips }) => trips))].sort()).toEqual(ids.sort());
});

for (const {
  id,
  api,
  operation,
  reason,
  trips,
  without = [],
  instead = {},
  also,
  parse,
  reply,
  otherMethod,
} of mutants) {
  test(`${id} changes something that is there, and says so in a sentence`, () => {
    const mutated = apis
      .find((candidate) => candidate.id === api)
      ?.operations.find((candidate) => candidate.id === operation);
    const rules = mutated?.rules.map((rule) => rule.id) ?? [];
    expect(rules).toEqual(expect.arrayContaining([...without, ...Object.keys(instead)]));
    expect(
      without.length +
        Object.keys(instead).length +
        [also, parse, reply, otherMethod].filter((change) => change !== undefined).length,
    ).toBeGreaterThan(0);
    expect(reason).toMatch(/^It .*\.$/);
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
    expect(trips).not.toEqual([]);
  });
}

const unauthorized = { json: { error: { code: 401 } } };
const invalid = { status: 202, json: { error: { code: 10002 } } };

/**
 * What tells a mutant: the call, and what the conforming implementation and the mutant answer to
 * it.
 */
const tells: readonly {
  mutant: string;
  operation: OperationId;
  call: Call;
  right: object;
  wrong: object;
}[] = [
  tell('takes-an-empty-code', 'registerUser', withBody(calls.registerUser, { code: '' }), [
    invalid,
    {
      status: 200,
    },
  ]),
  tell(
    'takes-numbers-in-quotes',
    'registerUser',
    withBody(calls.registerUser, { registration_id: '1' }),
    [invalid, { status: 200 }],
  ),
  tell(
    'ignores-the-case-of-platforms',
    'registerUser',
    withBody(calls.registerUser, { platform: 'ios' }),
    [invalid, { status: 200 }],
  ),
  tell(
    'takes-any-verification-id',
    'registerUser',
    { ...calls.registerUser, path: '/verifications/1' },
    [invalid, { status: 200 }],
  ),
  tell('crashes-on-unparsable-json', 'registerUser', { ...calls.registerUser, body: '{' }, [
    { status: 202 },
    { status: 500, json: { error: { status: 500, code: 500 } } },
  ]),
  tell('refuses-with-http-400', 'registerUser', withBody(calls.registerUser, { code: 1 }), [
    invalid,
    { status: 400, json: { error: { code: 10002 } } },
  ]),
  tell('verifies-only-tokens-that-are-there', 'updateDeviceInfo', calls.updateDeviceInfo, [
    unauthorized,
    { status: 200 },
    'as they are',
  ]),
  tell(
    'lets-other-schemes-through',
    'updateDeviceInfo',
    withHeaders(calls.updateDeviceInfo, { Authorization: 'Basic YTpi' }),
    [unauthorized, { status: 200 }, 'as they are'],
  ),
  tell(
    'flattens-the-error',
    'updateDeviceInfo',
    withBody(calls.updateDeviceInfo, { platform: '' }),
    [invalid, { status: 202, json: { code: 10002 } }],
  ),
  tell(
    'takes-any-bearer',
    'createPin',
    withHeaders(calls.createPin, { Authorization: 'Bearer x' }),
    [unauthorized, { status: 200 }, 'as they are'],
  ),
  tell(
    'refuses-a-charset',
    'createPin',
    withHeaders(calls.createPin, { 'Content-Type': 'application/json; charset=utf-8' }),
    [{ status: 200 }, { status: 202, json: { error: { code: 400 } } }],
  ),
  tell('takes-an-array-as-body', 'createPin', { ...calls.createPin, body: '[]' }, [
    invalid,
    {
      status: 200,
    },
  ]),
  tell('answers-malformed-with-a-page', 'createPin', { ...calls.createPin, body: '' }, [
    { status: 202, json: {} },
    { status: 202, json: undefined },
  ]),
  tell(
    'counts-to-fifty-one',
    'registerSession',
    withBody(calls.registerSession, { userId: 'x'.repeat(51) }),
    [{ status: 422 }, { status: 200 }],
  ),
  tell(
    'counts-to-forty-nine',
    'registerSession',
    withBody(calls.registerSession, { userId: 'x'.repeat(50) }),
    [{ status: 200 }, { status: 422 }],
  ),
  tell(
    'counts-utf-16-units',
    'registerSession',
    withBody(calls.registerSession, { displayName: '😀'.repeat(100) }),
    [{ status: 200 }, { status: 422 }],
  ),
  tell(
    'takes-a-trailing-comma',
    'registerSession',
    { ...calls.registerSession, body: calls.registerSession.body.replace(/}$/, ',}') },
    [{ status: 400 }, { status: 200 }],
  ),
  tell(
    'crashes-on-a-null-device',
    'registerSession',
    withBody(calls.registerSession, { deviceInfo: null }),
    [{ status: 422 }, { status: 500, json: { status: 'error', code: 500000 } }],
  ),
  tell(
    'takes-a-body-without-media-type',
    'registerSession',
    withHeaders(calls.registerSession, { 'Content-Type': undefined }),
    [{ status: 400 }, { status: 200 }],
  ),
  tell(
    'answers-with-the-name-before',
    'registerSession',
    withBody(calls.registerSession, { displayName: 'Ada' }),
    [
      { json: { users: [{ displayName: 'Ada' }] } },
      { json: { users: [{ displayName: '<string>' }] } },
    ],
  ),
  tell(
    'guesses-the-device',
    'refreshPushToken',
    withBody(calls.refreshPushToken, { deviceId: undefined }),
    [
      { status: 400 },
      { status: 200, json: { data: { device: { deviceId: 'device-of-session' } } } },
    ],
  ),
  tell(
    'mends-broken-utf-8',
    'refreshPushToken',
    {
      ...calls.refreshPushToken,
      body: Buffer.from(calls.refreshPushToken.body.replace('device-a81f92', 'é'), 'latin1'),
    },
    [{ status: 400 }, { status: 200 }],
  ),
  tell(
    'refuses-without-error',
    'refreshPushToken',
    withBody(calls.refreshPushToken, { deviceId: '' }),
    [
      { status: 400, json: { error: 'Bad Request' } },
      { status: 400, json: expect.not.objectContaining({ error: expect.anything() }) },
    ],
  ),
];

function tell(
  mutant: string,
  operation: OperationId,
  call: Call,
  [right, wrong, credentials]: readonly [right: object, wrong: object, credentials?: 'as they are'],
) {
  const sent = credentials === undefined ? authorized(operation, call) : call;
  return { mutant, operation, call: sent, right, wrong };
}

for (const { mutant, operation, call, right, wrong } of tells) {
  test(`${mutant} is told by one call, and answers the documented calls well`, async () => {
    await using server = await start(mutant);
    expect(await send(conforming.url, call)).toMatchObject(right);
    expect(await send(server.url, call)).toMatchObject(wrong);
    expect(await send(server.url, authorized(operation))).toMatchObject({ status: 200 });
  });
}

const corrupted: readonly {
  mutant: string;
  operation: OperationId;
  seen: (answer: Answer) => unknown;
  right: unknown;
  wrong: unknown;
}[] = [
  {
    mutant: 'drops-code-id',
    operation: 'registerUser',
    seen: ({ text }) => text.includes('"code_id"'),
    right: true,
    wrong: false,
  },
  {
    mutant: 'cuts-its-json',
    operation: 'updateDeviceInfo',
    seen: ({ json }) => json === undefined,
    right: false,
    wrong: true,
  },
  {
    mutant: 'calls-json-html',
    operation: 'updateDeviceInfo',
    seen: ({ headers }) => headers.get('content-type'),
    right: 'application/json; charset=utf-8',
    wrong: 'text/html',
  },
  {
    mutant: 'has-nothing-to-say',
    operation: 'createPin',
    seen: ({ status, text }) => [status, text === ''],
    right: [200, false],
    wrong: [204, true],
  },
  {
    mutant: 'says-not-what-it-sends',
    operation: 'registerSession',
    seen: ({ headers }) => headers.has('content-type'),
    right: true,
    wrong: false,
  },
  {
    mutant: 'says-it-twice',
    operation: 'registerSession',
    seen: ({ text }) => text.match(/"accessToken"/g)?.length,
    right: 1,
    wrong: 2,
  },
  {
    mutant: 'updates-yesterday',
    operation: 'registerSession',
    seen: ({ text }) => text.includes('"updatedAt":"yesterday"'),
    right: false,
    wrong: true,
  },
  {
    mutant: 'lowers-push-tokens',
    operation: 'refreshPushToken',
    seen: ({ text }) => text.includes('"pushToken":"eJhb'),
    right: true,
    wrong: false,
  },
  {
    mutant: 'answers-with-broken-utf-8',
    operation: 'refreshPushToken',
    seen: ({ text }) => text.includes('\u{fffd}'),
    right: false,
    wrong: true,
  },
  {
    mutant: 'creates-what-exists',
    operation: 'refreshPushToken',
    seen: ({ status }) => status,
    right: 200,
    wrong: 201,
  },
];

for (const { mutant, operation, seen, right, wrong } of corrupted) {
  test(`${mutant} corrupts the answer to the documented call`, async () => {
    await using server = await start(mutant);
    expect(seen(await send(conforming.url, authorized(operation)))).toEqual(right);
    expect(seen(await send(server.url, authorized(operation)))).toEqual(wrong);
  });
}

test('a hanging and a cutting mutant do not answer, and close at once', async () => {
  const hanging = await start('hangs-without-a-push-token');
  const call = withBody(calls.refreshPushToken, { pushToken: undefined });
  expect(await send(hanging.url, calls.refreshPushToken)).toMatchObject({ status: 200 });
  const silence = expect(send(hanging.url, call)).rejects.toThrow('fetch failed');
  await new Promise((soon) => setTimeout(soon, 100));
  await hanging.close();
  await silence;

  await using cutting = await start('hangs-up-on-malformed');
  await expect(send(cutting.url, { ...calls.refreshPushToken, body: '{' })).rejects.toThrow(
    'fetch failed',
  );
});
