import { expect, test } from 'vitest';
import { plainRequest, withValue } from '../core/instances/plain-request.ts';
import type { Json } from '../core/json.ts';
import { jsonBody, operationOf } from '../testing.ts';
import { identityOf, partsOf } from './identity.ts';

/** The places of a body that name the thing that `POST path` makes. */
function namesIn(body: Json, path: string, identifiers: readonly string[] = []) {
  const operation = operationOf(
    {
      requestBody: { required: true, ...jsonBody({}) },
      parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
        ...{ name, in: 'path', required: true, schema: { type: 'string' } },
      })),
    },
    {},
    path,
  );
  const request = withValue(plainRequest(operation), '$request.body', body);
  return identityOf(operation, request, identifiers).map((place) =>
    place.replace('$request.body#', ''),
  );
}

const reference = { data: { type: 'people', id: '9', name: 'Ada' } };

test.each<[what: string, path: string, body: Json, places: readonly string[]]>([
  ['of a plain body', '/users', { name: 'a', email: 'b', note: 'c' }, ['/name', '/email']],
  ['named after the thing', '/tag-types', { tagTypeKey: 'a', userKey: 'b' }, ['/tagTypeKey']],
  ['in Conduit', '/users', { user: { email: 'a', bio: 'b' } }, ['/user/email']],
  ['of one of many', '/policies', { policy: { name: 'a' } }, ['/policy/name']],
  ['in Rails, beside objects', '/users', { user: { email: 'a' }, meta: {} }, ['/user/email']],
  ['beside what is no name', '/users', { user: { email: 'a' }, locale: 'de' }, ['/user/email']],
  ['in `data`', '/articles', { data: { title: 'a', rank: 1 } }, ['/data/title']],
  [
    'in JSON:API',
    '/users',
    {
      data: {
        ...{ type: 'users', id: '1', attributes: { title: 'a', email: 'b', bio: 'c' } },
        relationships: { employer: reference },
      },
      included: [{ type: 'people', id: '9', attributes: { name: 'Ada' } }],
    },
    ['/data/id', '/data/attributes/title', '/data/attributes/email'],
  ],
  ['of a token', '/api-tokens', { name: 'a' }, ['/name']],
  ['whose use is checked', '/users/validate', { name: 'a' }, ['/name']],
  [
    'in JSON:API, beside a member',
    '/users',
    { data: { type: 'users', attributes: { email: 'a' } }, more: 'b' },
    ['/data/attributes/email'],
  ],
  ['in two wrappers', '/users', { data: { user: { login: 'a' } } }, ['/data/user/login']],
])('names %s', (_, path, body, places) => expect(namesIn(body, path)).toEqual(places));

test.each<[what: string, path: string, body: Json]>([
  ['who logs in', '/login', { email: 'a', password: 'b' }],
  ['who logs in, wrapped', '/users/sign_in', { user: { email: 'a', password: 'b' } }],
  ['who wants a token', '/oauth/token', { username: 'a', password: 'b' }],
  ['what is looked for', '/users/search', { name: 'a' }],
  ['another thing', '/orders', { customer: { id: '1', name: 'Ada' } }],
  ['a thing of this kind that exists', '/projects/{id}/members', { member: { id: 'u1' } }],
  [
    'such a thing beside a value',
    '/projects/{id}/members',
    { member: { id: 'a', name: 'b' }, role: 'c' },
  ],
  [
    'a relationship of JSON:API',
    '/articles/{id}/relationships/tags',
    { data: { type: 'tags', id: '2' } },
  ],
  ['free data', '/events', { kind: 'a', data: { name: 'b', email: 'c' } }],
  ['attributes of something', '/shirts', { size: 'a', attributes: { name: 'colour' } }],
  ['what is too deep', '/users', { user: { profile: { company: { name: 'a' } } } }],
  ['a list', '/users', [{ name: 'a' }]],
])('no names: %s', (_, path, body) => expect(namesIn(body, path)).toEqual([]));

test('a name at the top is the name, and what lies deeper may be another thing', () => {
  const body = { name: 'a', category: { name: 'above it' } };
  expect(namesIn(body, '/categories')).toEqual(['/name']);
});

test('the name of the thing may come from the parameter that other operations ask for', () => {
  const body = { person: { name: 'a' } };
  expect(namesIn(body, '/people', ['personId'])).toEqual(['/person/name']);
  expect(namesIn({ data: { personId: 'a', bossId: 'b' } }, '/people', ['personId'])).toEqual([
    '/data/personId',
  ]);
});

test('the parts of a body begin with the body itself', () => {
  const operation = operationOf({}, {}, '/users');
  expect(partsOf(operation, { data: { type: 'users', attributes: {} } })).toEqual([
    { pointer: '', members: { data: { type: 'users', attributes: {} } } },
    { pointer: '/data', members: { type: 'users', attributes: {} } },
    { pointer: '/data/attributes', members: {} },
  ]);
  expect(partsOf(operation, 'text')).toEqual([]);
  expect(partsOf(operation, undefined)).toEqual([]);
});

test('a request that makes nothing names nothing', () => {
  const request = withValue(
    plainRequest(operationOf({ requestBody: jsonBody({}) })),
    '$request.body',
    {
      ...{ name: 'a' },
    },
  );
  const change = { ...operationOf({}), method: 'PATCH' };
  expect(identityOf(change, request)).toEqual([]);
});
