import { expect, test } from 'vitest';
import { matchOf } from './matching.ts';

const found = (url: string, template: string, others: readonly string[] = [], base?: string) =>
  matchOf(template, others, base)(new URL(url));

test('path parameters are decoded', () => {
  expect(found('https://a.example/v1/pets/a%2Fb', '/pets/{id}')).toEqual({ id: 'a/b' });
  expect(found('https://a.example/pets/%zz', '/pets/{id}')).toEqual({ id: '%zz' });
  expect(found('https://a.example/files/a.json', '/files/{name}.{type}')).toEqual({
    name: 'a',
    type: 'json',
  });
});

test.each([
  ['https://a.example/pets/1/toys', '/pets/{id}', 'a longer path'],
  ['https://a.example/pets/', '/pets/{id}', 'an empty segment'],
  ['https://a.example/xpets', '/pets', 'a segment that ends alike'],
  ['https://a.example/petsXjson', '/pets.json', 'a dot is no pattern'],
])('%s is not %s: %s', (url, template) => expect(found(url, template)).toBeUndefined());

test('signs of a template that mean something in a pattern or in a URL are themselves', () => {
  expect(found('https://a.example/a+(b)/%C3%BC', '/a+(b)/ü')).toEqual({});
  expect(found('https://a.example/calls/7:cancel', '/calls/{id}:cancel')).toEqual({ id: '7' });
  expect(found('https://a.example/rpc', '/rpc?method={name}')).toEqual({});
});

test('a request of a more specific operation is left to it', () => {
  const others = ['/users/{id}/pets', '/pets/mine'];
  expect(found('https://a.example/users/1/pets', '/pets', others)).toBeUndefined();
  expect(found('https://a.example/api/pets', '/pets', others)).toEqual({});
});

test('a base URL has an origin and a path, or a path alone', () => {
  const url = 'https://a.example/api/pets';
  expect(found(url, '/pets', [], 'https://a.example/api/')).toEqual({});
  expect(found(url, '/pets', [], '/api')).toEqual({});
  expect(found(url, '/pets', [], 'https://b.example/api')).toBeUndefined();
  expect(found(url, '/pets', [], 'https://a.example')).toBeUndefined();
  expect(found(url, '/pets', [], '/')).toBeUndefined();
});
