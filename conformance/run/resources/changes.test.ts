import { expect, test } from 'vitest';
import { requestOf } from '../../core/instances/plain-request.ts';
import { jsonBody, operationOf } from '../../testing.ts';
import { isMoving, likeThing } from './changes.ts';

test.each([
  ...['updatedAt', 'last_modified', 'version', 'resourceVersion', 'viewCount', 'views', 'hits'],
  ...['lastSeen', 'etag', 'changes', 'lastLogin'],
])('a server moves %s by itself', (name) => {
  expect(isMoving(`/meta/${name}`)).toBe(true);
});

test.each([
  ...['country', 'account', 'accountId', 'discount', 'lastName', 'last_name', 'accessLevel'],
  ...['exchange', 'title', 'review'],
])('a server keeps %s', (name) => {
  expect(isMoving(`/${name}`)).toBe(false);
});

test('a request repeats of a thing only what it may give', () => {
  const text = { type: 'string' };
  const link = { type: 'object', properties: { access: text } };
  const labels = { type: 'object', additionalProperties: text };
  const marks = { type: 'object', properties: { a: text }, patternProperties: { '^x-': text } };
  const links = { type: 'array', items: link };
  const byName = { type: 'object', additionalProperties: link };
  const properties = { title: text, link, labels, any: {}, marks, links, byName };
  const operation = operationOf({ requestBody: jsonBody({ type: 'object', properties }) });
  const thing = {
    ...{ id: 1, title: 'Milk', labels: { color: 'red' }, any: { more: { of: 'it' } } },
    // the address is the server's
    ...{ link: { access: 'open', address: '/l/1' }, marks: { 'x-b': 'c', other: 'd' } },
    links: [{ access: 'open', address: '/l/1' }],
    byName: { one: { access: 'open', address: '/l/1' } },
  };
  const request = likeThing(operation, requestOf(operation, 'all', true), { thing, names: [] });
  const { id: _, ...given } = thing;
  const own = { access: 'open' };
  expect(request.body?.value).toEqual({
    ...{ ...given, link: own, links: [own], byName: { one: own }, marks: { 'x-b': 'c' } },
  });
});
