import * as checks from '../checks/index.ts';
import type { Check } from '../checks/check.ts';
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
test('every mutant has a unique id', () => {
  expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
});

test('every check has a mutant that trips it', () => {
  // the stateful servers have the faults that show only in sequences
  const ids = (Object.values(checks) as Check[])
    .filter(({ needs }) => needs !== 'sequence')
    .map(({ id }) => id);
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
  test(`${id} changes an existing rule or response, and its reason is a sentence`, () => {
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

const operationOf = (id: string): OperationId =>
  mutants.find((mutant) => mutant.id === id)!.operation;

const body = (changes: object) => (call: Call) => withBody(call, changes);
const bodyText = (change: (text: string) => Call['body']) => (call: Call) => ({
  ...call,
  body: change(String(call.body)),
});
const headers = (changes: Parameters<typeof withHeaders>[1]) => (call: Call) =>
  withHeaders(call, changes);

const accepted = { status: 200 };
const unauthorized = { json: { error: { code: 401 } } };
const invalid = { status: 202, json: { error: { code: 10002 } } };

/** The documented call with one change, and the responses of the right server and the mutant. */
const distinguishing: readonly (readonly [
  mutant: string,
  change: (call: Call) => Call,
  right: object,
  wrong: object,
])[] = [
  ['takes-any-text-as-secret', body({ session_secret: '?' }), invalid, accepted],
  ['takes-numbers-in-quotes', body({ registration_id: '1' }), invalid, accepted],
  ['ignores-the-case-of-platforms', body({ platform: 'ios' }), invalid, accepted],
  [
    'takes-any-verification-id',
    (call) => ({ ...call, path: '/verifications/1' }),
    invalid,
    accepted,
  ],
  [
    'crashes-on-unparsable-json',
    bodyText(() => '{'),
    { status: 202 },
    { status: 500, json: { error: { status: 500, code: 500 } } },
  ],
  [
    'refuses-with-http-400',
    body({ code: 1 }),
    invalid,
    { status: 400, json: { error: { code: 10002 } } },
  ],
  ['verifies-only-tokens-that-are-there', (call) => call, unauthorized, accepted],
  ['lets-other-schemes-through', headers({ Authorization: 'Basic YTpi' }), unauthorized, accepted],
  ['flattens-the-error', body({ platform: '' }), invalid, { status: 202, json: { code: 10002 } }],
  ['takes-any-bearer', headers({ Authorization: 'Bearer x' }), unauthorized, accepted],
  [
    'refuses-a-charset',
    headers({ 'Content-Type': 'application/json; charset=utf-8' }),
    accepted,
    { status: 202, json: { error: { code: 400 } } },
  ],
  ['takes-an-array-as-body', bodyText(() => '[]'), invalid, accepted],
  [
    'answers-malformed-with-a-page',
    bodyText(() => ''),
    { status: 202, json: {} },
    { status: 202, json: undefined },
  ],
  ['counts-to-fifty-one', body({ userId: 'x'.repeat(51) }), { status: 422 }, accepted],
  ['counts-to-forty-nine', body({ userId: 'x'.repeat(50) }), accepted, { status: 422 }],
  ['counts-utf-16-units', body({ displayName: '😀'.repeat(100) }), accepted, { status: 422 }],
  [
    'takes-a-trailing-comma',
    bodyText((text) => text.replace(/}$/, ',}')),
    { status: 400 },
    accepted,
  ],
  [
    'crashes-on-a-null-device',
    body({ deviceInfo: null }),
    { status: 422 },
    { status: 500, json: { status: 'error', code: 500000 } },
  ],
  [
    'answers-with-the-name-before',
    body({ displayName: 'Ada' }),
    { json: { users: [{ displayName: 'Ada' }] } },
    { json: { users: [{ displayName: '<string>' }] } },
  ],
  [
    'guesses-the-device',
    body({ deviceId: undefined }),
    { status: 400 },
    { status: 200, json: { data: { device: { deviceId: 'device-of-session' } } } },
  ],
  [
    'mends-broken-utf-8',
    bodyText((text) => Buffer.from(text.replace('device-a81f92', 'é'), 'latin1')),
    { status: 400 },
    accepted,
  ],
  [
    'refuses-without-error',
    body({ deviceId: '' }),
    { status: 400, json: { error: 'Bad Request' } },
    { status: 400, json: expect.not.objectContaining({ error: expect.anything() }) },
  ],
];

test.for(distinguishing)(
  '%s differs in one call, but not in the documented one',
  async ([mutant, change, right, wrong]) => {
    await using server = await start(mutant);
    const operation = operationOf(mutant);
    const changed = change(calls[operation]);
    const call = right === unauthorized ? changed : authorized(operation, changed);
    expect(await send(conforming.url, call)).toMatchObject(right);
    expect(await send(server.url, call)).toMatchObject(wrong);
    expect(await send(server.url, authorized(operation))).toMatchObject(accepted);
  },
);

const corrupted: readonly (readonly [
  mutant: string,
  property: (answer: Answer) => unknown,
  right: unknown,
  wrong: unknown,
])[] = [
  ['drops-code-id', ({ text }) => text.includes('"code_id"'), true, false],
  ['cuts-its-json', ({ json }) => json === undefined, false, true],
  [
    'calls-json-html',
    ({ headers }) => headers.get('content-type'),
    'application/json; charset=utf-8',
    'text/html',
  ],
  ['has-nothing-to-say', ({ status, text }) => [status, text === ''], [200, false], [204, true]],
  ['says-not-what-it-sends', ({ headers }) => headers.has('content-type'), true, false],
  ['says-it-twice', ({ text }) => text.match(/"accessToken"/g)?.length, 1, 2],
  ['updates-yesterday', ({ text }) => text.includes('"updatedAt":"yesterday"'), false, true],
  ['lowers-push-tokens', ({ text }) => text.includes('"pushToken":"eJhb'), true, false],
  ['answers-with-broken-utf-8', ({ text }) => text.includes('\u{fffd}'), false, true],
  ['creates-what-exists', ({ status }) => status, 200, 201],
];

test.for(corrupted)(
  '%s corrupts the response to the documented call',
  async ([mutant, property, right, wrong]) => {
    await using server = await start(mutant);
    const operation = operationOf(mutant);
    expect(property(await send(conforming.url, authorized(operation)))).toEqual(right);
    expect(property(await send(server.url, authorized(operation)))).toEqual(wrong);
  },
);

test('mutants that hang or close the connection can be stopped at once', async () => {
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
