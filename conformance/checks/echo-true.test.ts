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
    202: jsonBody({}, { 'x-echo': { '/id': '$request.body#/id' } }),
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
