import { expect, test } from 'vitest';
import { description, jsonBody } from '../../../conformance/testing.ts';
import { clientOf, startStateful } from './testing.ts';

const group = {
  type: 'object',
  required: ['pk', 'name', 'url'],
  properties: {
    pk: { type: 'string', format: 'uuid', readOnly: true },
    name: { type: 'string' },
    url: { type: 'string', readOnly: true },
  },
};
const page = {
  type: 'object',
  required: ['pagination', 'results'],
  properties: {
    pagination: {
      type: 'object',
      required: ['next', 'previous', 'count', 'end_index'],
      properties: Object.fromEntries(
        ['next', 'previous', 'count', 'end_index'].map((name) => [name, { type: 'number' }]),
      ),
    },
    results: { type: 'array', items: group },
  },
};
const of = (schema: object) => ({ description: 'It.', ...jsonBody(schema) });
const missing = { 404: of({ type: 'object' }) };

/** Groups as Django REST framework documents them: each path ends with a slash. */
const groups = JSON.parse(
  description({
    '/core/groups/': {
      get: {
        parameters: ['page', 'page_size'].map((name) => ({
          ...{ name, in: 'query', schema: { type: 'integer' } },
        })),
        responses: { 200: of(page) },
      },
      post: { requestBody: jsonBody(group), responses: { 201: of(group) } },
    },
    '/core/groups/{group_uuid}/': {
      parameters: [
        {
          ...{ name: 'group_uuid', in: 'path', required: true },
          schema: { type: 'string', format: 'uuid' },
        },
      ],
      get: { responses: { 200: of(group), ...missing } },
      put: { requestBody: jsonBody(group), responses: { 200: of(group), ...missing } },
      delete: { responses: { 204: { description: 'Gone.' }, ...missing } },
    },
  }),
);

test('a slash at the end of each path: what is made is read, replaced and removed there', async () => {
  await using mock = await startStateful(groups);
  const send = clientOf(mock);
  const { json, headers } = await send('POST', '/core/groups/', { name: 'Writers' });
  const path = `/core/groups/${json.pk}/`;
  expect(headers.get('location')).toBe(path);
  expect(json.url).toBe(path);
  expect((await send('GET', path)).json).toEqual(json);
  const replaced = { ...json, name: 'Readers' };
  expect((await send('PUT', path, { name: 'Readers' })).json).toEqual(replaced);
  expect((await send('GET', '/core/groups/')).json.results.at(-1)).toEqual(replaced);
  await send('DELETE', path);
  expect((await send('GET', path)).status).toBe(404);
});

test('where the number of the next page is required, 0 says that there is none', async () => {
  await using mock = await startStateful(groups);
  const send = clientOf(mock);
  const pages = [];
  for (let next = 1; next > 0 && pages.length < 9; next = pages.at(-1).next)
    pages.push((await send('GET', `/core/groups/?page_size=2&page=${next}`)).json.pagination);
  expect(pages).toEqual([
    { next: 2, previous: 0, count: 3, end_index: 2 },
    { next: 0, previous: 1, count: 3, end_index: 3 },
  ]);
});
