import { afterAll, expect, test } from 'vitest';
import {
  withBody,
  withHeaders,
  type Call,
  type OperationId,
} from '../../../conformance/corpus/calls.ts';
import { withValueAt } from '../../../conformance/core/pointer.ts';
import { jsonBody } from '../../../conformance/testing.ts';
import { ask, documented, exampleOf, ids, operationNamed, start, startWith } from '../testing.ts';

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

const body = { requestBody: { required: true, ...jsonBody({ type: 'object', required: ['a'] }) } };
const answer = (value: unknown) => ({ description: '', ...jsonBody({}, { example: value }) });
const bearer = {
  components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  security: [{ token: [] }],
};
const problem = 'application/problem+json';
const authorized = { Authorization: 'Bearer x', 'Content-Type': 'application/json' };
const without: {
  why: string;
  responses: object;
  headers?: Call['headers'];
  sent?: string;
  status: number;
  json: unknown;
  type?: string;
}[] = [
  {
    why: '422 for an invalid request',
    responses: { 200: answer(1), 400: answer(2), 422: answer(3) },
    status: 422,
    json: 3,
  },
  {
    why: '400 for an invalid request',
    responses: { 200: answer(1), 400: answer(2) },
    status: 400,
    json: 2,
  },
  {
    why: '400 for a malformed body',
    responses: { 200: answer(1), 400: answer(2), 422: answer(3) },
    sent: '{',
    status: 400,
    json: 2,
  },
  { why: 'a range', responses: { 200: answer(1), '4XX': answer(4) }, status: 422, json: 4 },
  { why: 'a default', responses: { 200: answer(1), default: answer(5) }, status: 422, json: 5 },
  {
    why: '401 for missing credentials',
    responses: { 200: answer(1), 401: answer(6), 403: answer(7) },
    headers: {},
    status: 401,
    json: 6,
  },
  {
    why: '403 for missing credentials',
    responses: { 200: answer(1), 403: answer(7) },
    headers: {},
    status: 403,
    json: 7,
  },
  {
    why: 'no usual status',
    responses: { 200: answer(1) },
    status: 400,
    json: {
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: expect.stringMatching(
        /^body\/a must be present .*\. doThing documents no refusal of such a request: add one, or x-refusals\.$/,
      ),
    },
    type: problem,
  },
  {
    why: 'no usual status for missing credentials',
    responses: { 200: answer(1) },
    headers: {},
    status: 401,
    json: expect.objectContaining({
      status: 401,
      detail: expect.stringMatching(/^there are no credentials for token\. /),
    }),
    type: problem,
  },
  {
    why: '415 for another media type',
    responses: { 200: answer(1), 400: answer(2), 415: answer(8) },
    headers: { ...authorized, 'Content-Type': 'text/plain' },
    status: 415,
    json: 8,
  },
  {
    why: 'no 404 for a fault of the body',
    responses: { 200: answer(1), 404: answer(9) },
    status: 400,
    json: expect.objectContaining({ status: 400 }),
    type: problem,
  },
];
for (const {
  why,
  responses,
  headers = authorized,
  sent = '{}',
  status,
  json,
  type = 'application/json',
} of without) {
  test(`without x-refusals the mock uses the usual statuses: ${why}`, async () => {
    await using other = await startWith(
      { things: { '/things': { post: { operationId: 'doThing', ...body, responses } } } },
      {},
      bearer,
    );
    const got = await ask(other.url, { path: '/things', headers, body: sent });
    expect({ status: got.status, json: got.json }).toEqual({ status, json });
    expect(got.headers['content-type']).toBe(type);
  });
}

for (const { responses, status } of [
  { responses: { 200: answer(1), 404: answer(2) }, status: 404 },
  { responses: { 200: answer(1), 400: answer(2), 404: answer(3) }, status: 400 },
  { responses: { 200: answer(1), 404: answer(2), 422: answer(3) }, status: 422 },
  { responses: { 200: answer(1) }, status: 400 },
])
  test(`a fault of a path parameter gets ${status} of ${Object.keys(responses).join(', ')}`, async () => {
    const parameters = [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }];
    await using other = await startWith({
      things: { '/things/{id}': { get: { parameters, responses } } },
    });
    expect((await ask(other.url, { path: '/things/one' }, 'GET')).status).toBe(status);
    expect((await ask(other.url, { path: '/things/1' }, 'GET')).status).toBe(200);
  });
