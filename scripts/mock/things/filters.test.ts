import { expect, test } from 'vitest';
import { description, jsonBody } from '../../../conformance/testing.ts';
import { clientOf, startStateful } from './testing.ts';

const note = {
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'integer', readOnly: true },
    title: { type: 'string' },
    tags: { type: 'array', items: { type: 'string' } },
    due_date: { type: 'string', format: 'date' },
    createdAt: { type: 'string', format: 'date-time' },
  },
};
const all = { description: 'All.', ...jsonBody({ type: 'array', items: note }) };
const one = { description: 'It.', ...jsonBody(note) };

/** Notes, which are listed by query parameters of these names and types. */
const notesBy = (parameters: { readonly [name: string]: string }): object =>
  JSON.parse(
    description({
      '/notes': {
        get: {
          parameters: Object.entries(parameters).map(([name, type]) => ({
            ...{ name, in: 'query', schema: { type } },
          })),
          responses: { 200: all },
        },
        post: { requestBody: jsonBody(note), responses: { 201: one } },
      },
      '/notes/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        get: { responses: { 200: one, 404: { description: 'None.' } } },
        delete: { responses: { 204: { description: 'Gone.' } } },
      },
    }),
  );

test('a parameter is named after one value of a list, and finds what has it', async () => {
  await using mock = await startStateful(notesBy({ tag: 'string' }));
  const send = clientOf(mock);
  const { json: made } = await send('POST', '/notes', { tags: ['home', 'rare'] });
  await send('POST', '/notes', { tags: ['home'] });
  expect((await send('GET', '/notes?tag=rare')).json).toEqual([made]);
  expect((await send('GET', '/notes?tag=none')).json).toEqual([]);
});

/** @see https://github.com/typicode/json-server */
test('the parameters of json-server, which begin with an underscore, page and sort', async () => {
  await using mock = await startStateful(
    notesBy({ _start: 'integer', _end: 'integer', _sort: 'string', _order: 'string', q: 'string' }),
  );
  const send = clientOf(mock);
  for (const { id } of (await send('GET', '/notes')).json) await send('DELETE', `/notes/${id}`);
  for (const title of ['b', 'd', 'a', 'c']) await send('POST', '/notes', { title });
  const titles = async (query: string) => {
    const { json, headers } = await send('GET', `/notes?${query}`);
    return [headers.get('x-total-count'), ...json.map((each: { title: string }) => each.title)];
  };
  expect(await titles('_start=1&_end=3')).toEqual(['4', 'd', 'a']);
  expect(await titles('_sort=title&_order=DESC&_start=0&_end=3')).toEqual(['4', 'd', 'c', 'b']);
  expect(await titles('_start=2&_end=1')).toEqual(['4']);
  expect(await titles('_sort=title&q=a')).toEqual(['1', 'a']);
});

test('a range of a moment is named without the word at its end', async () => {
  await using mock = await startStateful(notesBy({ createdAfter: 'string', due_before: 'string' }));
  const send = clientOf(mock);
  for (const [title, day] of Object.entries({ early: '2026-01-01', late: '2026-06-01' }))
    await send('POST', '/notes', { title, due_date: day, createdAt: `${day}T12:00:00Z` });
  const titles = async (query: string) => {
    const { json, headers } = await send('GET', `/notes?${query}`);
    expect(headers.get('x-contract-state')).toBeNull();
    const own = ['early', 'late'];
    return json.flatMap(({ title }: { title: string }) => (own.includes(title) ? [title] : []));
  };
  expect(await titles('due_before=2026-03-01')).toEqual(['early']);
  expect(await titles('createdAfter=2026-03-01T00:00:00Z')).toEqual(['late']);
});
