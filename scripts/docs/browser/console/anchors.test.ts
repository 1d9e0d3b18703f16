import { expect, test } from 'vitest';
import { bodyAnchors, parameterAnchors } from './anchors.ts';

test('a place of a body leads to its field, else to what holds it', () => {
  const body = { users: [{ userId: 1 }], '0': { 'a/b': 1 } };
  expect(bodyAnchors('response-200', '/users/0/userId', body)).toEqual([
    'response-200.users.*.userId',
    'response-200.users.*',
    'response-200.users',
    'response-200',
  ]);
  // a member may have a number as its name
  expect(bodyAnchors('request-body', '/0/a~1b', body)[0]).toBe('request-body.0.a/b');
  expect(bodyAnchors('request-body', '', body)).toEqual(['request-body']);
  expect(bodyAnchors('response-200', '/missing/x', body)[0]).toBe('response-200.missing.x');
});

test('a rule about a parameter leads to it', () => {
  expect(parameterAnchors('/query/ids/1', { query: { ids: ['a', 'b'] } })).toEqual([
    'parameter-query-ids.*',
    'parameter-query-ids',
  ]);
  expect(parameterAnchors('/path', {})).toEqual([]);
});
