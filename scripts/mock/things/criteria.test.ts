import { expect, test } from 'vitest';
import { description, jsonBody } from '../../../conformance/testing.ts';
import { clientOf, startStateful } from './testing.ts';

const text = { type: 'string' };
const whole = { type: 'integer' };
const flag = { type: 'boolean' };
const object = (properties: object, required: string[] = []) => ({
  type: 'object',
  ...{ required, properties },
});
const list = (items: object) => ({ type: 'array', items });
const of = (schema: unknown) => ({ description: 'It.', ...jsonBody(schema) });
const member = { id: { ...whole, readOnly: true }, title: text, isDone: flag, price: whole };
const toDo = object(member, ['id', 'title']);

/** To-dos that a search with a body lists. */
const searchable = (path: string, criteria: object, answer: object = list(toDo)): object =>
  JSON.parse(
    description({
      '/todos': {
        get: { responses: { 200: of(list(toDo)) } },
        post: { requestBody: jsonBody(toDo), responses: { 201: of(toDo) } },
      },
      '/todos/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: whole }],
        delete: { responses: { 204: { description: 'Gone.' } } },
      },
      [path]: { post: { requestBody: jsonBody(criteria), responses: { 200: of(answer) } } },
    }),
  ) as object;

/** Searches four things, and returns the titles that are found. */
async function found(path: string, criteria: object, body: unknown) {
  await using mock = await startStateful(searchable(path, criteria));
  const send = clientOf(mock);
  for (const { id } of (await send('GET', '/todos')).json) await send('DELETE', `/todos/${id}`);
  for (const [index, title] of ['Milk', 'Bread', 'Butter', 'Jam'].entries())
    await send('POST', '/todos', { title, isDone: index > 1, price: index });
  const { json, headers } = await send('POST', path, body);
  return {
    titles: json.map((one: { title: string }) => one.title).join(' '),
    note: headers.get('x-contract-state'),
    link: headers.get('link'),
  };
}

const flat = object({ ...member, q: text, page: whole, limit: whole, sort: text });
const nested = object({
  ...{ filter: object({ is_done: flag, price: object({ min: whole, max: whole }) }), query: text },
  page: object({ number: whole, size: whole }),
  sort: list(object({ field: text, order: text })),
});
const open = object({
  where: { type: 'object' },
  pagination: object({ offset: whole, limit: whole }),
});

const table: readonly (readonly [path: string, criteria: object, body: object, titles: string])[] =
  [
    ['/todos/search', flat, {}, 'Milk Bread Butter Jam'],
    ['/todos/search', flat, { isDone: true }, 'Butter Jam'],
    ['/todos/query', flat, { q: 'b', sort: '-title' }, 'Butter Bread'],
    ['/todos/filter', flat, { limit: 1, page: 2 }, 'Bread'],
    ['/todos:search', flat, { price: 3 }, 'Jam'],
    ['/todos/search', nested, { filter: { is_done: false }, query: 'MILK' }, 'Milk'],
    ['/todos/search', nested, { filter: { price: { min: 1, max: 2 } } }, 'Bread Butter'],
    [
      ...(['/todos/search', nested] as const),
      {
        page: { number: 1, size: 3 },
        sort: [{ field: 'isDone', order: 'desc' }, { field: 'title' }],
      },
      'Butter Jam Bread',
    ],
    ['/todos/search', open, { where: { title: 'Jam' } }, 'Jam'],
    ['/todos/search', open, { where: {}, pagination: { offset: 3, limit: 1 } }, 'Jam'],
  ];

test.each(table)('POST %s by %j: %j', async (path, criteria, body, titles) => {
  expect(await found(path, criteria, body)).toEqual({ titles, note: null, link: null });
});

test('a criterion that is not understood is named', async () => {
  const { titles, note } = await found('/todos/search', object({ mood: text }), { mood: 'good' });
  expect(titles).toBe('Milk Bread Butter Jam');
  expect(note).toBe('the parameter "mood" is not understood');
});

test('an answer around the list tells of it', async () => {
  const answer = object({ results: list(toDo), total: whole }, ['results', 'total']);
  await using mock = await startStateful(searchable('/todos/search', flat, answer));
  const send = clientOf(mock);
  const { json } = await send('POST', '/todos', { title: 'Milk', isDone: true, price: 5 });
  const body = { title: 'Milk', limit: 1 };
  expect((await send('POST', '/todos/search', body)).json).toEqual({ results: [json], total: 1 });
  expect((await send('POST', '/todos/search', { title: 'None' })).json).toEqual({
    results: [],
    total: 0,
  });
});
