import { afterEach, beforeEach, expect, test } from 'vitest';
import { clientOf, unknownId, type Client } from '../testing.ts';
import type { StatefulServer } from '../serve.ts';
import { startFlat } from './server.ts';

let server: StatefulServer;
let send: Client;
beforeEach(async () => {
  server = await startFlat();
  send = clientOf(server, []);
});
afterEach(() => server.close());

const statusOf = async (...sent: Parameters<Client>) => (await send(...sent)).status;
const author = async () => (await send('POST', '/authors', { name: 'Ada' })).body.id;
const book = async (isbn: string, more = {}) =>
  send('POST', '/books', { authorId: await author(), isbn, title: 'Notes', ...more });

test('a created book can be read, with defaults and times', async () => {
  const { status, body } = await book('9780000000001', { pages: 3, id: 77, unknown: 1 });
  expect(status).toBe(201);
  expect(body).toMatchObject({ id: 3, title: 'Notes', pages: 3, language: 'en', tags: [] });
  expect(body).not.toHaveProperty('unknown');
  expect((await send('GET', `/books/${body.id}`)).body).toEqual(body);
  expect(body.createdAt).toBe(body.updatedAt);
});

test('a replacement removes what it leaves out, a change keeps it', async () => {
  const { body: old } = await book('9780000000001', { subtitle: 'Once', tags: ['a'] });
  const path = `/books/${old.id}`;
  const { body: changed } = await send('PATCH', path, { title: 'New' });
  expect(changed).toMatchObject({ title: 'New', subtitle: 'Once', tags: ['a'], id: old.id });
  const { authorId, isbn, createdAt } = old;
  const { body: replaced } = await send('PUT', path, { authorId, isbn, title: 'Newest' });
  expect(replaced).toMatchObject({ id: old.id, title: 'Newest', tags: [], createdAt });
  expect(replaced).not.toHaveProperty('subtitle');
});

test('a deleted book is gone, and its id is not given again', async () => {
  const { body } = await book('9780000000001');
  expect(await statusOf('DELETE', `/books/${body.id}`)).toBe(204);
  expect(await statusOf('GET', `/books/${body.id}`)).toBe(404);
  expect(await statusOf('DELETE', `/books/${body.id}`)).toBe(404);
  expect((await book('9780000000001')).body.id).toBe(4);
});

test('an ISBN that another book has is a conflict', async () => {
  const { body: one } = await book('9780000000001');
  const { body: two } = await book('9780000000002');
  expect((await book('9780000000001')).status).toBe(409);
  expect(await statusOf('PATCH', `/books/${two.id}`, { isbn: one.isbn })).toBe(409);
  expect(await statusOf('PATCH', `/books/${two.id}`, { isbn: two.isbn })).toBe(200);
});

test('the author of a book has to be there, and stays as long as the book', async () => {
  expect((await book('9780000000001', { authorId: unknownId })).status).toBe(422);
  const { body } = await book('9780000000001');
  expect(await statusOf('PATCH', `/books/${body.id}`, { authorId: unknownId })).toBe(422);
  expect(await statusOf('DELETE', `/authors/${body.authorId}`)).toBe(409);
  await send('DELETE', `/books/${body.id}`);
  expect(await statusOf('DELETE', `/authors/${body.authorId}`)).toBe(204);
});

test('an id of a UUID is found in either letter case', async () => {
  const id = String(await author()).toUpperCase();
  expect(await statusOf('GET', `/authors/${id}`)).toBe(200);
  const { body } = await book('9780000000001', { authorId: id });
  expect(body.authorId).toBe(id);
  expect(await statusOf('DELETE', `/authors/${id.toLowerCase()}`)).toBe(409);
});

test('a list has pages and a filter', async () => {
  const titles = async (query: string) => {
    const { list } = await send('GET', `/books?${query}`);
    return list.map(({ title }) => title);
  };
  const { body } = await book('9780000000001');
  expect(await titles('')).toEqual(['Solaris', 'The Futurological Congress', 'Notes']);
  expect(await titles('limit=2')).toEqual(['Solaris', 'The Futurological Congress']);
  expect(await titles('limit=2&page=2')).toEqual(['Notes']);
  expect(await titles(`authorId=${body.authorId}`)).toEqual(['Notes']);
  expect(await titles('page=7')).toEqual([]);
});

test.each([
  ['POST', '/books', { isbn: 'none', title: 'Notes' }],
  ['PATCH', '/books/1', {}],
  ['PATCH', '/books/1', { pages: '3' }],
  ['PUT', '/settings', { name: '', currency: 'EUR', lateFee: 1 }],
  ['GET', '/books/one', undefined],
  ['GET', '/authors/1', undefined],
  ['GET', '/books?limit=0', undefined],
])('%s %s is refused where it breaks a rule, and changes nothing', async (method, path, body) => {
  const before = server.state();
  expect(await statusOf(method, path, body)).toBe(400);
  expect(server.state()).toEqual(before);
});

test('a request needs the token, a known path and a known method', async () => {
  expect((await clientOf(server, [], '')('GET', '/books')).status).toBe(401);
  expect((await clientOf(server, [], 'another')('GET', '/books')).status).toBe(401);
  expect(await statusOf('GET', '/nothing')).toBe(404);
  const refused = await send('DELETE', '/books');
  expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, POST']);
});

test('the settings are replaced as a whole', async () => {
  const whole = { name: 'A', currency: 'USD', lateFee: 1, motto: 'Read' };
  expect((await send('PUT', '/settings', whole)).body).toEqual(whole);
  const { motto: _, ...rest } = whole;
  await send('PUT', '/settings', rest);
  expect((await send('GET', '/settings')).body).toEqual(rest);
});
