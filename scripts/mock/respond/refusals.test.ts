import { afterAll, expect, test } from 'vitest';
import {
  withBody,
  withHeaders,
  type Call,
  type OperationId,
} from '../../../conformance/corpus/calls.ts';
import { withValueAt } from '../../../conformance/core/pointer.ts';
import { ask, documented, exampleOf, ids, operationNamed, start } from '../testing.ts';

const mock = await start();
afterAll(() => mock.close());

type Kind = 'malformed' | 'invalid' | 'unauthorized';
const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));

const faults: { kind: Kind; why: string; of: (call: Call) => Call; says: RegExp }[] = [
  {
    kind: 'malformed',
    why: 'truncated JSON',
    of: (call) => ({ ...call, body: '{"pin": "' }),
    says: /^body must be application\/json that can be parsed \(malformed, spec\/.+\.yaml:\d+\)$/,
  },
  {
    kind: 'malformed',
    why: 'text that is not JSON',
    of: (call) => ({ ...call, body: 'pin=1' }),
    says: /can be parsed/,
  },
  {
    kind: 'malformed',
    why: 'JSON with something after it',
    of: (call) => ({ ...call, body: `${String(call.body)}}` }),
    says: /can be parsed/,
  },
  {
    kind: 'malformed',
    why: 'a million brackets',
    of: (call) => ({ ...call, body: '['.repeat(1_000_000) }),
    says: /can be parsed/,
  },
  {
    kind: 'malformed',
    why: 'a hundred thousand pairs of brackets',
    of: (call) => ({ ...call, body: `{"pin":${'['.repeat(100_000)}${']'.repeat(100_000)}}` }),
    says: /nested deeper than 1500 levels/,
  },
  {
    kind: 'malformed',
    why: 'bytes that are not UTF-8',
    of: (call) => ({ ...call, body: bytes('{"x": "', [0xff, 0xfe], '"}') }),
    says: /can be parsed/,
  },
  {
    kind: 'malformed',
    why: 'an empty body',
    of: (call) => ({ ...call, body: '' }),
    says: /^body must be present \(required/,
  },
  {
    kind: 'malformed',
    why: 'another media type',
    of: (call) => withHeaders(call, { 'Content-Type': 'text/plain' }),
    says: /^media-type must be application\/json \(content/,
  },
  {
    kind: 'malformed',
    why: 'a body of 20 MiB',
    of: (call) => ({ ...call, body: Buffer.alloc(20 * 1024 * 1024, 'a') }),
    says: /^the body is larger than 16 MiB$/,
  },
  {
    kind: 'invalid',
    why: 'no member',
    of: (call) => ({ ...call, body: '{}' }),
    says: /^body\/\w+ must be present \(required, spec\/.+\.yaml:\d+\)$/,
  },
  {
    kind: 'invalid',
    why: 'an array',
    of: (call) => ({ ...call, body: '[]' }),
    says: /^body must be object \(type/,
  },
  {
    kind: 'invalid',
    why: 'null',
    of: (call) => ({ ...call, body: 'null' }),
    says: /^body must be object \(type/,
  },
  {
    kind: 'unauthorized',
    why: 'no credentials',
    of: (call) => withHeaders(call, { Authorization: undefined, 'x-api-key': undefined }),
    says: /^there are no credentials for \w+$/,
  },
  {
    kind: 'unauthorized',
    why: 'empty credentials',
    of: (call) => withHeaders(call, { Authorization: 'Bearer ', 'x-api-key': '' }),
    says: /^there are no credentials/,
  },
  {
    kind: 'unauthorized',
    why: 'credentials of another scheme',
    of: (call) => withHeaders(call, { Authorization: 'Basic bm9ib2R5', 'x-api-key': undefined }),
    says: /^there are no credentials/,
  },
  {
    kind: 'unauthorized',
    why: 'wrong-credential',
    of: (call) =>
      withHeaders(call, {
        Authorization: 'Bearer wrong-credential',
        'x-api-key': 'wrong-credential',
      }),
    says: /^"wrong-credential" is always rejected$/,
  },
  {
    kind: 'unauthorized',
    why: 'no credentials and a broken body',
    of: (call) => ({
      ...withHeaders(call, { Authorization: undefined, 'x-api-key': undefined }),
      body: '{',
    }),
    says: /^there are no credentials/,
  },
];

for (const id of ids) {
  const operation = operationNamed(id);
  for (const { kind, why, of, says } of faults) {
    if (kind === 'unauthorized' && operation.security.length === 0) continue;
    test(`${id} refuses ${why} with its ${kind} refusal`, async () => {
      const { status, headers, json } = await ask(mock.urlOf(operation.api), of(documented[id]));
      const refusal = operation.refusals.get(kind)!;
      expect({ status, type: headers['content-type'] }).toEqual({
        status: refusal.status,
        type: 'application/json',
      });
      const said = [...(refusal.says?.keys() ?? [])].reduce(
        (body, place) => withValueAt(body, place, expect.any(String) as unknown as string),
        exampleOf(operation, refusal.response.status, refusal.example),
      );
      expect(json).toEqual(said);
      expect(headers['x-contract-violation']).toMatch(says);
    });
  }
}

const invalid: { id: OperationId; why: string; call: Call; says: RegExp }[] = [
  {
    id: 'registerUser',
    why: 'an id that is not a UUID',
    call: { ...documented.registerUser, path: '/verifications/1' },
    says: /^path\/id must match format "uuid"/,
  },
  {
    id: 'registerUser',
    why: 'an id with an encoded slash',
    call: {
      ...documented.registerUser,
      path: '/verifications/2f5ec512-2131-4535-abb5%2F0defba14480b',
    },
    says: /^path\/id must match format "uuid"/,
  },
  {
    id: 'registerUser',
    why: 'an unknown platform',
    call: withBody(documented.registerUser, { platform: 'Andoird' }),
    says: /^body\/platform must be one of "iOS", "Android"/,
  },
  {
    id: 'registerUser',
    why: 'a number as text',
    call: withBody(documented.registerUser, { registration_id: '3702' }),
    says: /^body\/registration_id must be integer/,
  },
  {
    id: 'updateDeviceInfo',
    why: 'null for no notification token',
    call: withBody(documented.updateDeviceInfo, { notification_token: null }),
    says: /^body\/notification_token must be string/,
  },
  {
    id: 'createPin',
    why: 'a number as PIN',
    call: withBody(documented.createPin, { pin: 1234 }),
    says: /^body\/pin must be string/,
  },
  {
    id: 'registerSession',
    why: '51 characters',
    call: withBody(documented.registerSession, { userId: 'é'.repeat(51) }),
    says: /^body\/userId must have at most 50 characters/,
  },
  {
    id: 'registerSession',
    why: 'null in place of a string',
    call: withBody(documented.registerSession, { displayName: null }),
    says: /^body\/displayName must be string/,
  },
  {
    id: 'refreshPushToken',
    why: 'no fingerprint',
    call: withHeaders(documented.refreshPushToken, { 'x-fingerprint-id': undefined }),
    says: /^header\/x-fingerprint-id must be present/,
  },
];
for (const { id, why, call, says } of invalid) {
  test(`${id} refuses ${why} and names the violation`, async () => {
    const { status, headers } = await ask(mock.url, call);
    expect(status).toBe(operationNamed(id).refusals.get('invalid')!.status);
    expect(headers['x-contract-violation']).toMatch(says);
  });
}

const open: { id: OperationId; why: string; call: Call }[] = [
  {
    id: 'registerUser',
    why: 'another purpose',
    call: withBody(documented.registerUser, { purpose: 'PHONE' }),
  },
  {
    id: 'updateDeviceInfo',
    why: 'no notification token',
    call: withBody(documented.updateDeviceInfo, { notification_token: undefined }),
  },
  {
    id: 'updateDeviceInfo',
    why: 'a device id that is not a UUID',
    call: withHeaders(documented.updateDeviceInfo, { 'Mixin-Device-Id': 'mine' }),
  },
  {
    id: 'createPin',
    why: 'an empty PIN',
    call: withBody(documented.createPin, { pin: '' }),
  },
  {
    id: 'registerSession',
    why: 'a device of another kind',
    call: withBody(documented.registerSession, { deviceInfo: { kind: 'javascript' } }),
  },
  {
    id: 'refreshPushToken',
    why: 'a body without a Content-Type',
    call: withHeaders(documented.refreshPushToken, { 'Content-Type': undefined }),
  },
];
for (const { id, why, call } of open) {
  test(`${id} accepts ${why}, which a server may refuse`, async () => {
    const { status, headers } = await ask(mock.url, call);
    expect(status).toBe(200);
    expect(headers).not.toHaveProperty('x-contract-violation');
  });
}
