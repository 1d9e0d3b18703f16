import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { fieldsIn, flatThing, flatThingIn } from './fields.ts';

const article = { type: 'articles', id: '1', attributes: { title: 'A' }, relationships: {} };

test.each<readonly [string, Json, string, Json]>([
  ['a plain thing', { title: 'A' }, '', { title: 'A' }],
  ['a wrapped one', { article: { title: 'A' } }, '/article', { title: 'A' }],
  [
    'a resource object',
    { data: article },
    '/data/attributes',
    { title: 'A', type: 'articles', id: '1', attributes: undefined, relationships: {} } as never,
  ],
  [
    'a new one without an id',
    { data: { type: 'a', attributes: {} } },
    '/data/attributes',
    { type: 'a' },
  ],
  [
    'a thing with attributes of its own',
    { name: 'Shirt', attributes: { color: 'red' } },
    '',
    { name: 'Shirt', attributes: { color: 'red' } },
  ],
])('the members of a thing are found: %s', (_, body, pointer, thing) => {
  expect(fieldsIn(body, ['article'])).toBe(pointer);
  expect(flatThingIn(body, ['article'])).toEqual(thing);
});

test('what is no object stays', () => {
  expect(flatThing('a')).toBe('a');
  expect(flatThing(undefined)).toBeUndefined();
});
