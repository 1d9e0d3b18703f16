import { expect, onTestFinished, test } from 'vitest';
import { description, jsonBody } from '../../../conformance/testing.ts';
import { clientOf, startStateful } from './testing.ts';

const text = { type: 'string' };
const thing = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'integer', readOnly: true }, name: text },
};
const number = (name: string) => ({
  ...{ name, in: 'query', schema: { type: 'integer', minimum: name === 'page' ? 1 : 0 } },
});

/** Things in pages, whose answers have these members besides. */
const paged = (properties: object, names: readonly string[]): object => {
  const list = {
    type: 'object',
    required: ['items', ...Object.keys(properties)],
    properties: { items: { type: 'array', items: thing }, ...properties },
  };
  const all = { description: 'All.', ...jsonBody(list) };
  const one = { description: 'It.', ...jsonBody(thing) };
  return JSON.parse(
    description({
      '/things': {
        get: { parameters: names.map(number), responses: { 200: all } },
        post: { requestBody: jsonBody(thing), responses: { 201: one } },
      },
      '/things/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        get: { responses: { 200: one } },
        delete: { responses: { 204: { description: 'Gone.' } } },
      },
    }),
  );
};

const links = { type: 'object', properties: { first: text, last: text } };

test.each([
  [['page', 'limit'], 'page=2&limit=2', 'page=1&limit=2', 'page=3&limit=2'],
  [['offset', 'limit'], 'offset=2&limit=2', 'offset=0&limit=2', 'offset=4&limit=2'],
])('links lead to the first page and to the last one by %j', async (names, asked, first, last) => {
  const { url, send } = await withFive(paged({ links }, names));
  const { json } = await send('GET', `/things?${asked}`);
  const at = (query: string) => `${url}/things?${query}`;
  expect(json.links).toEqual({ first: at(first), last: at(last) });
});

test('an answer says whether it is the first page, and whether it is the last one', async () => {
  const said = { first: { type: 'boolean' }, last: { type: 'boolean' } };
  const { send } = await withFive(paged(said, ['page', 'size']));
  const edges = async (page: number) => {
    const { first, last } = (await send('GET', `/things?page=${page}&size=2`)).json;
    return [first, last];
  };
  expect([await edges(1), await edges(2), await edges(3)]).toEqual([
    [true, false],
    [false, false],
    [false, true],
  ]);
});

async function withFive(described: object) {
  const mock = await startStateful(described);
  onTestFinished(() => mock.close());
  const send = clientOf(mock);
  mock.state.replace({ '/things': [{}, {}, {}, {}, {}] });
  return { url: mock.url, send };
}
