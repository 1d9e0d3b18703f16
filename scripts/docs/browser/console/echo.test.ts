import { expect, test } from 'vitest';
import { unrepeated, type Echo } from './echo.ts';
import type { BrokenInRequest } from './judge-request.ts';

const echo: Echo = {
  '/id': '$request.body#/id',
  '/users/*/name': '$request.query.name',
  '$response.header.X-Id': '$request.header.X-Id',
  '/owner': '$credentials.bearer#/uid',
};
const parameters = { path: {}, query: { name: 'n' }, header: { 'x-id': 7 }, cookie: {} };
const sent = { parameters, body: { id: 'a' }, credentials: { bearer: { uid: 'u' } } };
const body = { id: 'a', users: [{ name: 'other' }, { name: 'n' }], owner: 'u' };
const headers = new Headers({ 'x-id': '7' });
const judged = (changes: object) =>
  unrepeated(echo, { sent, broken: [], headers, body, ...changes })?.map(({ place }) => place);

for (const { what, changes, found } of [
  { what: 'all that was sent', changes: {}, found: [] },
  { what: 'another body', changes: { body: { ...body, id: 'b' } }, found: ['/id'] },
  { what: 'nothing', changes: { body: {} }, found: ['/id', '/owner', '/users/*/name'] },
  {
    what: 'another element',
    changes: { body: { ...body, users: [{ name: 'x' }] } },
    found: ['/users/*/name'],
  },
  {
    what: 'another field',
    changes: { headers: new Headers({ 'x-id': '8' }) },
    found: ['$response.header.X-Id'],
  },
  // a server tells a page only some fields
  { what: 'no field', changes: { headers: new Headers() }, found: [] },
  { what: 'another owner', changes: { body: { ...body, owner: 'v' } }, found: ['/owner'] },
  { what: 'no JSON', changes: { body: undefined }, found: [] },
])
  test(`an answer that repeats ${what}`, () => {
    expect(judged(changes)).toEqual(found);
  });

test('what was not sent, and what was sent wrong, need not be repeated', () => {
  const wrong = { in: 'body', pointer: '/id' } as BrokenInRequest;
  const field = { in: 'header', name: 'X-Id', pointer: '' } as BrokenInRequest;
  expect(judged({ broken: [wrong], body: { ...body, id: 'b' } })).toEqual([]);
  expect(judged({ broken: [field], headers: new Headers({ 'x-id': '8' }) })).toEqual([]);
  const none = { parameters: { path: {}, query: {}, header: {}, cookie: {} } };
  expect(judged({ sent: none, body: {} })).toBeUndefined();
});
