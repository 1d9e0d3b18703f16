import { expect, test } from 'vitest';
import { complaintOf } from '../../testing.ts';
import { requireMatch, selectorOf, type Selectable } from './selectors.ts';

const operation = (id: string, method: string, path: string, ...tags: string[]): Selectable => ({
  ...{ id, method, path, tags },
});

const operations = [
  operation('listUsers', 'GET', '/users', 'users'),
  operation('createUser', 'POST', '/users', 'users', 'admin'),
  operation('readUser', 'GET', '/users/{id}', 'users'),
  operation('deleteUser', 'DELETE', '/users/{id}', 'users', 'admin'),
  operation('listPosts', 'GET', '/users/{id}/posts', 'posts'),
  operation('get/v1/', 'GET', '/v1/'),
  operation('restart', 'PUT', '/v1/admin/restart', 'danger zone'),
];
const read = (text: string, of = operations) => selectorOf(text, of, '--exclude');

const selected: readonly { text: string; ids: readonly string[] }[] = [
  { text: 'createUser', ids: ['createUser'] },
  { text: 'list*', ids: ['listUsers', 'listPosts'] },
  { text: '*User', ids: ['createUser', 'readUser', 'deleteUser'] },
  { text: 'user', ids: [] },
  { text: '*', ids: operations.map(({ id }) => id) },
  { text: 'tag:admin', ids: ['createUser', 'deleteUser'] },
  { text: 'tag: danger zone', ids: ['restart'] },
  { text: 'DELETE', ids: ['deleteUser'] },
  { text: 'delete', ids: ['deleteUser'] },
  { text: 'DELETE /users/*', ids: ['deleteUser'] },
  { text: 'GET /users/**', ids: ['listUsers', 'readUser', 'listPosts'] },
  { text: '/users', ids: ['listUsers', 'createUser'] },
  { text: '/users/{id}', ids: ['readUser', 'deleteUser'] },
  { text: '/users/*', ids: ['readUser', 'deleteUser'] },
  { text: '/users/**', ids: ['listUsers', 'createUser', 'readUser', 'deleteUser', 'listPosts'] },
  { text: '/**/posts', ids: ['listPosts'] },
  { text: '/use', ids: [] },
  { text: '/^\\/v1\\//', ids: ['get/v1/', 'restart'] },
  { text: 'PUT /^.v1/', ids: ['restart'] },
  { text: '/^.USERS/', ids: [] },
  { text: '/v1/', ids: ['get/v1/'] },
  { text: 'get/v1/', ids: ['get/v1/'] },
];
for (const { text, ids } of selected)
  test(`${text} selects ${ids.length === 0 ? 'nothing' : ids.join(', ')}`, () => {
    expect(operations.filter(read(text).matches).map(({ id }) => id)).toEqual(ids);
  });

test('an operation that is named like a method is that operation', () => {
  const named = [...operations, operation('GET', 'POST', '/get')];
  expect(named.filter(read('GET', named).matches).map(({ id }) => id)).toEqual(['GET']);
});

test('the narrower selector has the higher rank', () => {
  const ordered = [
    '*',
    'GET',
    'tag:users',
    '/^.users/',
    'read*',
    '/**',
    '/users/**',
    'GET /users/**',
    '/users/*/posts',
    '/users/{id}',
    'GET /users/{id}',
    'readUser',
  ];
  const sorted = ordered.toReversed().toSorted((one, other) => read(one).rank - read(other).rank);
  expect(sorted).toEqual(ordered);
});

const mistakes: readonly { text: string; says: string }[] = [
  {
    text: 'tag:admn',
    says: '--exclude: no operation matches "tag:admn": did you mean "tag:admin"?',
  },
  { text: 'createUsr', says: 'no operation matches "createUsr": did you mean "createUser"?' },
  { text: '/usrs', says: 'no operation matches "/usrs": did you mean "/users"?' },
  { text: 'DELET', says: 'no operation matches "DELET": did you mean "DELETE"?' },
  { text: 'PATCH', says: 'no operation matches "PATCH"' },
  { text: '/(/', says: '--exclude: "/(/" is no regular expression: Unterminated group.' },
];
for (const { text, says } of mistakes)
  test(`a mistake: ${text}`, () => {
    const use = () => requireMatch(read(text), operations, '--exclude');
    expect(complaintOf(use, 'no folder')).toContain(says);
  });
