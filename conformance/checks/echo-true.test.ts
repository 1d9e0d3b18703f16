import { expect, test } from 'vitest';
import type { Json } from '../core/json.ts';
import { jsonBody, operationOf } from '../testing.ts';
import { exchangeOf as readBack } from './exchange.ts';
import { echoTrue } from './index.ts';
import {
  exchangeOf,
  failedChecks,
  good,
  invalidBody,
  json,
  testFindings,
  type Row,
  type Sketch,
} from './testing.ts';

const echoing = operationOf({
  requestBody: jsonBody({}),
  responses: {
    200: jsonBody(
      {
        properties: {
          id: { type: 'string' },
          users: { items: { properties: { id: { type: 'string' } } } },
        },
      },
      {
        'x-echo': {
          '/id': '$request.body#/id',
          '/users/*/id': '$request.body#/id',
          '/users/*/name': '$request.body#/name',
          '$response.header.X-Id': '$request.header.X-Id',
        },
      },
    ),
    202: jsonBody(
      {},
      {
        'x-echo': {
          '/id': '$request.body#/id',
          '$response.header.X-Id': '$request.header.X-Id',
        },
      },
    ),
  },
  'x-refusals': { invalid: { response: '202', example: 'e' } },
});
const sending = (value: Json, header: { [name: string]: Json } = {}) => ({
  body: { mediaType: json, documented: json, value },
  parameters: { path: {}, query: {}, header, cookie: {} },
});
const rows: readonly (readonly [string, Omit<Sketch, 'status'>, ...string[]])[] = [
  [
    'one element repeats both values',
    {
      sent: sending({ id: 'a', name: 'n' }),
      body: {
        id: 'a',
        users: [
          { id: 'b', name: 'm' },
          { id: 'a', name: 'n' },
        ],
      },
    },
  ],
  [
    'two elements that repeat one value each',
    {
      sent: sending({ id: 'a', name: 'n' }),
      body: {
        id: 'a',
        users: [
          { id: 'a', name: 'm' },
          { id: 'b', name: 'n' },
        ],
      },
    },
    'echo-true: /users/*/name',
  ],
  [
    'another value',
    { sent: sending({ id: 'a', name: 'n' }), body: { id: 'b', users: [{ id: 'a', name: 'n' }] } },
    'echo-true: /id',
  ],
  [
    'an empty array',
    { sent: sending({ id: 'a', name: 'n' }), body: { id: 'a', users: [] } },
    'echo-true: /users/*/id',
    'echo-true: /users/*/name',
  ],
  [
    'a member that was not sent needs no echo',
    { sent: sending({ id: 'a' }), body: { id: 'a', users: [{ id: 'a', name: 'whatever' }] } },
  ],
  [
    'a missing member',
    { sent: sending({ id: 'a' }), body: { users: [{ id: 'a' }] } },
    'echo-true: /id',
  ],
  [
    'a wrong type is reported once',
    { sent: sending({ id: 'a' }), body: { id: 7, users: [{ id: 'a' }] } },
    'body-matches-schema: 200 /id type',
  ],
  [
    'a wrong type in an element is reported once',
    { sent: sending({ id: 'a' }), body: { id: 'a', users: [{ id: 7 }] } },
    'body-matches-schema: 200 /users/*/id type',
  ],
  ['null is repeated', { sent: sending({ name: null }), body: { users: [{ name: null }] } }],
  [
    'the order of members is irrelevant',
    { sent: sending({ name: { b: 1, a: [2] } }), body: { users: [{ name: { a: [2], b: 1 } }] } },
  ],
  [
    'an empty string is not null',
    { sent: sending({ name: '' }), body: { users: [{ name: null }] } },
    'echo-true: /users/*/name',
  ],
  [
    'an equal header field',
    { sent: sending({}, { 'X-Id': 'r' }), body: {}, headers: { 'x-id': 'r' } },
  ],
  [
    'an equal number in a header field',
    { sent: sending({}, { 'X-Id': 7 }), body: {}, headers: { 'x-id': '7' } },
  ],
  [
    'a different header field',
    { sent: sending({}, { 'X-Id': 'r' }), body: {}, headers: { 'x-id': 'R' } },
    'echo-true: $response.header.X-Id',
  ],
  [
    'a header field that recipients read as Latin-1, as UTF-8, or not at all',
    {
      sent: sending({}, { 'X-Id': 'caf\u00e9' }),
      body: {},
      headers: { 'x-id': 'caf\u00c3\u00a9' },
    },
  ],
  [
    'a missing header field',
    { sent: sending({}, { 'X-Id': 'r' }), body: {} },
    'echo-true: $response.header.X-Id',
  ],
  [
    'a header field whose parameter was not sent',
    { sent: sending({}), body: {}, headers: { 'x-id': 'own' } },
  ],
  [
    'the response to an invalid request needs no echo',
    { sent: sending({ id: 'a' }), broken: invalidBody, body: { id: 'b' } },
    'invalid-refused: body/a type',
  ],
  ['a request without a body', { body: {} }],
  [
    'an accepted request in doubt has its values repeated too',
    {
      sent: sending({ id: 'a' }),
      unspecified: { in: 'query', pointer: '/q', keyword: 'type' },
      body: { id: 'b', users: [{ id: 'a' }] },
    },
    'echo-true: /id',
  ],
];
testFindings(
  'echo-true',
  rows.map(
    ([title, sketch, ...findings]): Row => [
      title,
      { operation: echoing, status: 200, type: json, ...sketch },
      ...findings,
    ],
  ),
);

test('a refusal of a valid request repeats what its own x-echo says', () => {
  const failedFor = (id: string) =>
    failedChecks({
      operation: echoing,
      sent: sending({ id: 'a' }),
      status: 202,
      type: json,
      body: { id },
    });
  expect(failedFor('a')).toEqual(['valid-accepted']);
  expect(failedFor('b')).toEqual(['echo-true', 'valid-accepted']);
});

test('an echo is compared with the request as sent, also where its body is raw bytes', () => {
  const planned = exchangeOf({ operation: echoing, ...good, body: { id: 'b' } });
  const body = Buffer.from('{"id":"a"}');
  const exchange = readBack({
    ...planned,
    request: { ...planned.request, headers: [['Content-Type', json]], body },
  });
  expect(exchange.case.request.body).toBeUndefined();
  const wrong = [...echoTrue.judge(exchange)].find(({ defect }) => defect === '/id');
  expect(wrong).toMatchObject({ expected: '"a"', actual: '"b"' });
});

test('a refusal repeats what its x-echo says, but for the value that is refused', () => {
  const failedFor = (pointer: string, inside: 'body' | 'header', headers = {}) =>
    failedChecks({
      operation: echoing,
      broken: { in: inside, pointer, keyword: 'type' },
      sent: sending({ id: 'a' }, { 'X-Id': 'r' }),
      status: 202,
      type: json,
      headers,
      body: { id: 'a' },
    });
  expect(failedFor('/other', 'body', { 'x-id': 'r' })).toEqual([]);
  expect(failedFor('/other', 'body')).toEqual(['echo-true']);
});

const judged = (change: object, sketch: Sketch) => {
  const exchange = exchangeOf({ operation: echoing, type: json, ...sketch });
  return [...echoTrue.judge({ ...exchange, sent: { ...exchange.sent, ...change } })];
};

test('no response has to repeat a value that breaks a rule', () => {
  const rule = { keyword: 'pattern', message: 'must be', reading: 'loose', source: {} } as const;
  const source = { file: 'a.yaml', pointer: '/a' };
  const sketch = { sent: sending({ id: 'a' }, { 'X-Id': 'r' }), status: 202, body: { id: 'a' } };
  for (const pointer of ['/x-id', '/X-Id'])
    expect(judged({ violations: [{ ...rule, source, in: 'header', pointer }] }, sketch)).toEqual(
      [],
    );
  expect(judged({ violations: [{ ...rule, source, in: 'body', pointer: '' }] }, sketch)).toEqual([
    expect.objectContaining({ defect: '$response.header.X-Id' }),
  ]);
});

test('a refusal need not repeat the value that it may be about', () => {
  const doubt = { in: 'header', pointer: '/X-Id', keyword: 'format' };
  const sketch = { sent: sending({ id: 'a' }, { 'X-Id': 'r' }), status: 202, body: { id: 'a' } };
  expect(judged({ doubts: [doubt] }, sketch)).toEqual([]);
  expect(judged({ doubts: [{ ...doubt, pointer: '/X-Other' }] }, sketch)).toHaveLength(1);
});

test('readers may disagree about a value in doubt: a warning', () => {
  const doubt = { in: 'body', pointer: '/id', keyword: 'interoperable' };
  const sketch = {
    sent: sending({ id: 'a' }),
    status: 200,
    body: { id: 'b', users: [{ id: 'a' }] },
  };
  expect(judged({ doubts: [doubt] }, sketch)).toMatchObject([{ severity: 'warning' }]);
  expect(judged({ doubts: [{ ...doubt, pointer: '/other' }] }, sketch)[0]).not.toHaveProperty(
    'severity',
  );
});

test('a value that the response may not have is not demanded of it', () => {
  const sent = sending({ id: 7 });
  const body = { id: 'b', users: [{ id: 'b' }] };
  expect(judged({}, { sent, status: 200, body })).toEqual([]);
});

test('a body that names a member twice says nothing certain', () => {
  const exchange = readBack({
    ...exchangeOf({ operation: echoing, ...good, body: { id: 'b', users: [] } }),
    request: {
      method: 'POST',
      path: '/things',
      headers: [['Content-Type', json]],
      body: Buffer.from('{"id":"b","id":"a"}'),
    },
  });
  expect([...echoTrue.judge(exchange)]).toEqual([]);
});

const owned = operationOf({
  responses: {
    200: jsonBody({}, { 'x-echo': { '/data/user': '$credentials.bearer#/uid' } }),
  },
});
const answering = (user: string, credentials: object) => {
  const exchange = exchangeOf({
    operation: owned,
    status: 200,
    type: json,
    body: { data: { user } },
  });
  const sent = { ...exchange.sent, credentials: credentials as { [scheme: string]: Json } };
  return { ...exchange, sent };
};

test('a response is about the owner of the credentials, and no message shows their claims', () => {
  const own = { bearer: { uid: 'ada-of-the-secrets' } };
  expect([...echoTrue.judge(answering('ada-of-the-secrets', own))]).toEqual([]);
  const [other, ...more] = [...echoTrue.judge(answering('bob', own))];
  expect(more).toEqual([]);
  expect(other).toMatchObject({
    message:
      'The response is not about the owner of the credentials: `data.user` must be what the credentials say, the value of $credentials.bearer#/uid.',
    actual: '"bob"',
    defect: '/data/user',
  });
  expect(JSON.stringify(other)).not.toContain('ada');
  expect(other).not.toHaveProperty('reproduction');
});

test('a credential that says nothing demands nothing', () => {
  expect(echoTrue.appliesTo(answering('bob', {}))).toBe(false);
  expect([...echoTrue.judge(answering('bob', { bearer: { sid: 's' } }))]).toEqual([]);
});
