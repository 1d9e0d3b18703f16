import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import {
  withBody,
  withHeaders,
  type Call,
  type OperationId,
} from '../../../conformance/corpus/calls.ts';
import { jsonBody } from '../../../conformance/testing.ts';
import { ask, documented, start, startWith } from '../testing.ts';

const mock = await start();
afterAll(() => mock.close());

const worded: { id: OperationId; why: string; call: Call; json: object }[] = [
  {
    id: 'refreshPushToken',
    why: 'a missing member',
    call: { ...documented.refreshPushToken, body: '{"pushToken": "t"}' },
    json: { message: 'Invalid param: [deviceId]' },
  },
  {
    id: 'refreshPushToken',
    why: 'two members and a header field',
    call: {
      ...withHeaders(documented.refreshPushToken, { 'x-fingerprint-id': undefined }),
      body: '{"deviceId": 1}',
    },
    json: { message: 'Invalid param: [x-fingerprint-id, pushToken, deviceId]' },
  },
  {
    id: 'refreshPushToken',
    why: 'the body as a whole, which has no name',
    call: { ...documented.refreshPushToken, body: '[]' },
    json: { message: 'Invalid param: []' },
  },
  {
    id: 'refreshPushToken',
    why: 'a body that cannot be parsed',
    call: { ...documented.refreshPushToken, body: '{' },
    json: { message: 'Invalid param: []' },
  },
  {
    id: 'registerSession',
    why: 'a missing member, with its own text',
    call: withBody(documented.registerSession, { deviceId: undefined }),
    json: { data: { detail: ["The 'deviceId' field is required."] } },
  },
  {
    id: 'registerSession',
    why: 'a member that is too long',
    call: withBody(documented.registerSession, { userId: 'u'.repeat(51) }),
    json: { data: { detail: ["The 'userId' field must have at most 50 characters."] } },
  },
  {
    id: 'registerSession',
    why: 'a nested member',
    call: withBody(documented.registerSession, { deviceInfo: { model: 1 } }),
    json: { data: { detail: ["The 'deviceInfo.model' field must be string."] } },
  },
];
for (const { id, why, call, json } of worded) {
  test(`${id} names the error in the API's words: ${why}`, async () => {
    expect((await ask(mock.url, call)).json).toMatchObject(json);
  });
}

test('a refusal repeats an unknown member name literally, as valid JSON', async () => {
  const schema = { type: 'object', additionalProperties: false };
  const refusal = {
    description: '',
    ...jsonBody(
      { type: 'object', properties: { message: { type: 'string' } } },
      { examples: { no: { value: { message: 'no' } } } },
    ),
  };
  const operation = {
    requestBody: jsonBody(schema),
    responses: { 200: { description: '' }, 400: refusal },
    'x-refusals': {
      invalid: { response: '400', example: 'no', says: { '/message': '{names} {name} {problem}' } },
    },
  };
  await using other = await startWith({ things: { '/things': { post: operation } } });
  const { json } = await ask(other.url, {
    path: '/things',
    headers: { 'Content-Type': 'application/json' },
    body: '{"\\"{name}$&": 1}',
  });
  expect(json).toEqual({ message: expect.stringMatching(/^"\{name\}\$& "\{name\}\$& /) });
});

test('refusals with the same example have their own texts', async () => {
  const says = (text: string) => ({ response: '400', example: 'no', says: { '/a': text } });
  const refusal = jsonBody({}, { examples: { no: { value: { a: '' } } } });
  const operation = {
    requestBody: jsonBody({ type: 'object' }),
    responses: { 200: { description: '' }, 400: { description: '', ...refusal } },
    'x-refusals': { malformed: says('malformed'), invalid: says('invalid') },
  };
  await using other = await startWith({ things: { '/things': { post: operation } } });
  const headers = { 'Content-Type': 'application/json' };
  expect(await ask(other.url, { path: '/things', headers, body: '{' })).toMatchObject({
    json: { a: 'malformed' },
  });
  expect(await ask(other.url, { path: '/things', headers, body: '[]' })).toMatchObject({
    json: { a: 'invalid' },
  });
});

test('the README shows an X-Contract-Violation of the mock', async () => {
  const { headers } = await ask(mock.url, { ...documented.refreshPushToken, body: '{}' });
  expect(readFileSync('scripts/mock/README.md', 'utf8')).toContain(
    `\`${headers['x-contract-violation']}\``,
  );
});

test('a refusal does not repeat an invalid header field', async () => {
  const field = { schema: { type: 'string', format: 'uuid' } };
  const repeated = { '$response.header.X-Mark': '$request.header.X-Mark' };
  const answer = {
    description: '',
    headers: { 'X-Mark': field },
    ...jsonBody({}, { example: {}, 'x-echo': repeated }),
  };
  await using other = await startWith({
    things: {
      '/things': {
        get: {
          parameters: [{ name: 'X-Mark', in: 'header', ...field }],
          responses: { 200: answer, 400: answer },
        },
      },
    },
  });
  const asked = { path: '/things', headers: { 'X-Mark': 'no-uuid' } };
  const { status, headers } = await ask(other.url, asked, 'GET');
  expect(status).toBe(400);
  expect(headers).not.toHaveProperty('x-mark');
});

test('a header field is repeated where only usage says what it may be', async () => {
  const call = withHeaders(documented.createPin, { 'X-Request-Id': 'no-uuid' });
  expect(await ask(mock.url, call)).toMatchObject({
    status: 200,
    headers: { 'x-request-id': 'no-uuid' },
  });
});

test('a violation with characters that no header field can carry is sent without them', async () => {
  const text = jsonBody({ type: 'object', properties: { a: { type: 'string', pattern: '^…$' } } });
  await using other = await startWith({
    things: {
      '/things': {
        post: {
          requestBody: { required: true, ...text },
          responses: { 400: { description: '', ...jsonBody({}, { example: {} }) } },
        },
      },
    },
  });
  const { status, headers } = await ask(other.url, {
    path: '/things',
    headers: { 'Content-Type': 'application/json' },
    body: '{"a": "b"}',
  });
  expect(status).toBe(400);
  expect(headers['x-contract-violation']).toContain('body/a must match pattern "^?$"');
});
