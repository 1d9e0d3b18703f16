import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { echoedHeader, evaluate } from './runtime-expression.ts';

const request = {
  parameters: {
    path: { id: 'a' },
    query: { 'filter.by': 1 },
    header: { 'X-Request-Id': 'r' },
    cookie: { sid: 's' },
  },
  credentials: { bearer: { uid: 'u' } },
  body: { user: { name: 'Ada', 'a/b': 1 }, list: [null, false], '': '' },
};
const values: readonly { expression: string; value: Json | undefined; why: string }[] = [
  { expression: '$request.body', value: request.body, why: 'the whole body' },
  { expression: '$request.body#', value: request.body, why: 'the whole body, as a pointer' },
  { expression: '$request.body#/user/name', value: 'Ada', why: 'a member' },
  { expression: '$request.body#/user/a~1b', value: 1, why: 'an escaped name' },
  { expression: '$request.body#/list/0', value: null, why: 'null is a value that was sent' },
  { expression: '$request.body#/list/1', value: false, why: 'and so is false' },
  { expression: '$request.body#/nothing', value: undefined, why: 'a member that was not sent' },
  { expression: '$request.path.id', value: 'a', why: 'a path parameter' },
  { expression: '$request.query.filter.by', value: 1, why: 'a name with a dot' },
  { expression: '$request.query.Filter.by', value: undefined, why: 'query names have letter case' },
  { expression: '$request.header.x-request-id', value: 'r', why: 'header names have none' },
  { expression: '$request.cookie.sid', value: 's', why: 'a cookie' },
  { expression: '$request.header.toString', value: undefined, why: 'no inherited member' },
  { expression: '$credentials.bearer#/uid', value: 'u', why: 'what the credential says' },
  { expression: '$credentials.bearer#/sid', value: undefined, why: 'it does not say this' },
  { expression: '$credentials.key#/uid', value: undefined, why: 'a key says nothing' },
  { expression: '$credentials.toString#/length', value: undefined, why: 'no inherited scheme' },
  { expression: '$response.body#/user', value: undefined, why: 'a response is no request' },
  { expression: 'user', value: undefined, why: 'no expression at all' },
];
for (const { expression, value, why } of values)
  test(`${expression}: ${why}`, () => expect(evaluate(expression, request)).toEqual(value));

test('a request without a body has no value in it', () => {
  const { body: _, ...bodiless } = request;
  expect(evaluate('$request.body', bodiless)).toBeUndefined();
  expect(evaluate('$request.body#/user', bodiless)).toBeUndefined();
});

test('an entry of x-echo is about a header field or the body', () => {
  expect(echoedHeader('$response.header.X-Request-Id')).toBe('X-Request-Id');
  expect(echoedHeader('/data/id')).toBeUndefined();
});
