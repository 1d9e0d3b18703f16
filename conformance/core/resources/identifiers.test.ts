import { expect, test } from 'vitest';
import { identifiersIn, thingIn, type Shown } from './identifiers.ts';
import { listIn } from './list-answers.ts';

const book = { path: '/books/{bookId}', parameters: ['bookId'], names: ['book'] };
const named = (name: string) => ({
  path: `/things/{${name}}`,
  parameters: [name],
  names: ['thing'],
});

test.each<[why: string, resource: typeof book, shown: Shown, first: unknown]>([
  ['the member of the same name', book, { representation: { id: 1, bookId: 'b' } }, 'b'],
  ['id', book, { representation: { title: 'A', id: 7 } }, 7],
  [
    'its name and the word of the parameter',
    named('key'),
    { representation: { thingKey: 'k', id: 1 } },
    'k',
  ],
  ['a slug', named('id'), { representation: { slug: 'a-b', title: 'A B' } }, 'a-b'],
  [
    'what a token is called',
    named('token'),
    { representation: { secret: 's', description: 'd' } },
    's',
  ],
  ['Location, before all', book, { representation: { id: 1 }, location: '/books/9' }, '9'],
  [
    'Location with a host and a base path',
    book,
    { location: 'https://a.test/api/v1/books/a%20b' },
    'a b',
  ],
  [
    'JSON:API',
    book,
    { representation: { type: 'books', id: '4', attributes: { title: 'A' } } },
    '4',
  ],
  ['HAL', named('slug'), { representation: { _links: { self: { href: '/things/x' } } } }, 'x'],
  [
    'an address of its own',
    named('slug'),
    { representation: { url: 'https://a.test/things/y' } },
    'y',
  ],
  ['a list of names', named('name'), { representation: 'red' }, 'red'],
  ['the request, where the answer is silent', named('name'), { sent: { name: 'new' } }, 'new'],
])('%s', (_, resource, shown, first) =>
  expect(identifiersIn(resource, resource.parameters[0]!, shown)[0]).toBe(first),
);

test('a Location of something else is no identifier', () =>
  expect(identifiersIn(book, 'bookId', { location: '/somewhere/else' })).toEqual([]));

test('of several parameters, only members of their names count', () => {
  const tag = { path: '/tags/{type}/{value}', parameters: ['type', 'value'], names: ['tag'] };
  expect(identifiersIn(tag, 'value', { representation: { id: 1, type: 'a', value: 'b' } })).toEqual(
    ['b'],
  );
});

test.each([
  ['alone', { id: 1 }, ''],
  ['wrapped in its name', { book: { id: 1 } }, '/book'],
  ['wrapped as data', { data: { id: 1 }, meta: {} }, '/data'],
  ['wrapped in a longer name', { used_book: { id: 1 }, links: {} }, '/used_book'],
  ['that refers to one other', { customer: { id: 1 }, links: {} }, ''],
  ['with an object that is no wrapper', { id: 1, data: { a: 1 } }, ''],
  ['with nothing but an object', { cover: { color: 'red' } }, ''],
  ['with another member beside', { author: { id: 1 }, title: 'It' }, ''],
])('a thing %s', (_, answer, pointer) => expect(thingIn(answer, ['book'])?.pointer).toBe(pointer));

test.each([
  ['an array', [{ id: 1 }], ''],
  ['its name', { books: [{ id: 1 }], tags: [] }, '/books'],
  ['a usual name', { items: [{ id: 1 }], errors: [] }, '/items'],
  ['the only list', { page: 1, whatever: [{ id: 1 }] }, '/whatever'],
  ['the beginning of its name', { boos: [{ id: 1 }], roles: [] }, '/boos'],
  ['HAL', { _embedded: { books: [{ id: 1 }] }, page: {} }, '/_embedded/books'],
  ['data around a page', { data: { items: [{ id: 1 }], total: 1 } }, '/data/items'],
])('a list as %s', (_, answer, pointer) =>
  expect(listIn(answer, ['book'])).toEqual({ pointer, things: [{ id: 1 }] }),
);

test.each([[{ id: 1 }], ['text'], [{ a: [1], b: [2] }], [undefined]])('%j is no list', (answer) =>
  expect(listIn(answer, ['book'])).toBeUndefined(),
);
