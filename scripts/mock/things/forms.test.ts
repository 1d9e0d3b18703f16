import { expect, test } from 'vitest';
import { description, jsonBody } from '../../../conformance/testing.ts';
import { clientOf, startStateful } from './testing.ts';

/** Descriptions in the forms that APIs have; each test shows one. */

type Node = { readonly [member: string]: unknown };
const text = { type: 'string' };
const of = (schema: unknown, more: object = {}) => ({
  description: 'It.',
  ...jsonBody(schema, more),
});
const gone = { description: 'Gone.' };
const missing = { 404: { description: 'None.', ...jsonBody({ type: 'object' }) } };
const inPath = (name: string, schema: object = text) => ({
  name,
  in: 'path',
  required: true,
  schema,
});
const inQuery = (name: string, schema: object) => ({ name, in: 'query', schema });
const described = (paths: object): object => JSON.parse(description(paths)) as object;
const list = (items: object) => ({ type: 'array', items });

/** Articles as JSON:API shows them. */
const article: Node = {
  type: 'object',
  required: ['type', 'id', 'attributes'],
  properties: {
    ...{ type: { const: 'articles' }, id: text },
    attributes: {
      type: 'object',
      required: ['title', 'createdAt'],
      properties: {
        title: text,
        words: { type: 'integer' },
        createdAt: { ...text, format: 'date-time' },
      },
    },
    links: { type: 'object', properties: { self: text } },
  },
};
const sentArticle = {
  type: 'object',
  required: ['data'],
  properties: {
    data: {
      type: 'object',
      required: ['type', 'attributes'],
      properties: {
        ...{ type: { const: 'articles' }, id: text },
        attributes: { type: 'object', properties: { title: text, words: { type: 'integer' } } },
      },
    },
  },
};
const oneArticle = { type: 'object', required: ['data'], properties: { data: article } };
const manyArticles = {
  type: 'object',
  required: ['data', 'links', 'meta'],
  properties: {
    data: list(article),
    links: { type: 'object', properties: { self: text, next: { type: ['string', 'null'] } } },
    meta: { type: 'object', properties: { total: { type: 'integer' } } },
  },
};
const firstArticle = {
  data: {
    ...{ type: 'articles', id: '1', links: { self: '/articles/1' } },
    attributes: { title: 'First', words: 100, createdAt: '2026-01-01T00:00:00Z' },
  },
};

test('JSON:API: things have attributes and a link to themselves, and lists have pages', async () => {
  await using mock = await startStateful(
    described({
      '/articles': {
        get: {
          parameters: [
            inQuery('page[number]', { type: 'integer', minimum: 1 }),
            inQuery('page[size]', { type: 'integer', minimum: 1, default: 2 }),
            inQuery('filter[title]', text),
            inQuery('sort', text),
          ],
          responses: { 200: of(manyArticles) },
        },
        post: {
          requestBody: jsonBody(sentArticle),
          responses: { 201: of(oneArticle, { example: firstArticle }) },
        },
      },
      '/articles/{id}': {
        parameters: [inPath('id')],
        get: { responses: { 200: of(oneArticle, { example: firstArticle }), ...missing } },
        patch: {
          requestBody: jsonBody(sentArticle),
          responses: { 200: of(oneArticle, { example: firstArticle }), ...missing },
        },
      },
    }),
  );
  const send = clientOf(mock);
  const data = { type: 'articles', attributes: { title: 'Second', words: 7 } };
  const { json: made } = await send('POST', '/articles', { data });
  expect(made.data).toMatchObject({
    ...{ type: 'articles', id: '2', links: { self: '/articles/2' } },
    attributes: { title: 'Second', words: 7, createdAt: expect.any(String) },
  });
  await send('PATCH', '/articles/2', { data: { type: 'articles', attributes: { words: 8 } } });
  expect((await send('GET', '/articles/2')).json.data.attributes).toMatchObject({
    ...{ title: 'Second', words: 8 },
  });
  await send('POST', '/articles', { data: { ...data, attributes: { title: 'Third' } } });
  const { json: page } = await send('GET', '/articles?sort=-title');
  expect(page.data.map(({ attributes }: Node) => (attributes as Node).title)).toEqual([
    'Third',
    'Second',
  ]);
  expect(page.meta.total).toBe(3);
  expect(page.links.next).toMatch(/\/articles\?sort=-title&page%5Bnumber%5D=2$/);
  const next = await fetch(page.links.next);
  expect(await next.json()).toMatchObject({
    data: [{ attributes: { title: 'First' } }],
    links: { next: null },
  });
  const { json: filtered } = await send('GET', '/articles?filter%5Btitle%5D=Second');
  expect(filtered).toMatchObject({ data: [{ id: '2' }], meta: { total: 1 } });
});

test('HAL: lists are embedded, and links lead to the thing and to the next page', async () => {
  const link = { type: 'object', properties: { href: text } };
  const order: Node = {
    type: 'object',
    required: ['id', 'total'],
    properties: {
      ...{ id: { type: 'integer', readOnly: true }, total: { type: 'number' } },
      _links: { type: 'object', properties: { self: link } },
    },
  };
  const many = {
    type: 'object',
    properties: {
      _embedded: { type: 'object', properties: { orders: list(order) } },
      _links: { type: 'object', properties: { self: link, next: link } },
      page: {
        type: 'object',
        properties: {
          ...{ size: { type: 'integer' }, totalElements: { type: 'integer' } },
          ...{ totalPages: { type: 'integer' }, number: { type: 'integer' } },
          total_entries: { type: 'integer' },
        },
      },
    },
  };
  const example = {
    id: 7,
    total: 1.5,
    _links: { self: { href: 'https://shop.example/orders/7' } },
  };
  await using mock = await startStateful(
    described({
      '/orders': {
        get: {
          parameters: [
            inQuery('page', { type: 'integer', minimum: 0, default: 0 }),
            inQuery('size', { type: 'integer', minimum: 1, default: 20 }),
          ],
          responses: {
            200: { description: 'All.', content: { 'application/hal+json': { schema: many } } },
          },
        },
        post: { requestBody: jsonBody(order), responses: { 201: of(order, { example }) } },
      },
      '/orders/{orderId}': {
        parameters: [inPath('orderId', { type: 'integer' })],
        get: { responses: { 200: of(order, { example }), ...missing } },
      },
    }),
  );
  const send = clientOf(mock);
  const { json: made } = await send('POST', '/orders', { total: 9.5 });
  expect(made).toEqual({
    ...{ id: 8, total: 9.5 },
    _links: { self: { href: 'https://shop.example/orders/8' } },
  });
  const { json: page } = await send('GET', '/orders?size=1');
  expect(page._embedded.orders).toMatchObject([{ id: 7 }]);
  expect(page.page).toEqual({
    ...{ size: 1, totalElements: 2, totalPages: 2, number: 0, total_entries: 2 },
  });
  expect(page._links.next.href).toMatch(/\/orders\?size=1&page=1$/);
  const last = (await send('GET', '/orders?size=1&page=1')).json;
  expect(last._embedded.orders).toMatchObject([{ id: 8, total: 9.5 }]);
  expect(last._links.next).toBeUndefined();
});

test('nested things belong to their parent, and go with it', async () => {
  const named = {
    type: 'object',
    required: ['id', 'name'],
    properties: { id: { ...text, format: 'uuid', readOnly: true }, name: text },
  };
  const collection = (parameters: readonly object[]) => ({
    parameters,
    get: { responses: { 200: of(list(named)), ...missing } },
    post: { requestBody: jsonBody(named), responses: { 201: of(named), ...missing } },
  });
  const item = (parameters: readonly object[]) => ({
    parameters,
    get: { responses: { 200: of(named), ...missing } },
    delete: { responses: { 204: gone, ...missing } },
  });
  const [shop, shelf] = [inPath('shopId'), inPath('shelfId')];
  await using mock = await startStateful(
    described({
      '/shops': collection([]),
      '/shops/{shopId}': item([shop]),
      '/shops/{shopId}/shelves': collection([shop]),
      '/shops/{shopId}/shelves/{shelfId}': item([shop, shelf]),
    }),
  );
  const send = clientOf(mock);
  const make = async (path: string) =>
    `${path}/${(await send('POST', path, { name: 'One' })).json.id as string}`;
  const [one, other] = [await make('/shops'), await make('/shops')];
  const inOne = await make(`${one}/shelves`);
  expect((await send('GET', `${one}/shelves`)).json).toHaveLength(1);
  expect((await send('GET', `${other}/shelves`)).json).toEqual([]);
  expect((await send('GET', inOne.replace(one, other))).status).toBe(404);
  expect((await send('POST', '/shops/unknown/shelves', { name: 'Two' })).status).toBe(404);
  await send('DELETE', one);
  for (const path of [inOne, `${one}/shelves`]) expect((await send('GET', path)).status).toBe(404);
  expect((await send('GET', other)).status).toBe(200);
});

test('a cursor leads through all pages', async () => {
  const event = {
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'integer', readOnly: true }, kind: text },
  };
  const many = {
    type: 'object',
    required: ['events', 'next_cursor', 'has_more'],
    properties: {
      events: list(event),
      ...{ next_cursor: { type: ['string', 'null'] }, has_more: { type: 'boolean' } },
    },
  };
  await using mock = await startStateful(
    described({
      '/events': {
        get: {
          parameters: [inQuery('cursor', text), inQuery('limit', { type: 'integer', default: 2 })],
          responses: { 200: of(many) },
        },
        post: { requestBody: jsonBody(event), responses: { 201: of(event) } },
      },
      '/events/{id}': {
        parameters: [inPath('id', { type: 'integer' })],
        get: { responses: { 200: of(event), ...missing } },
      },
    }),
  );
  const send = clientOf(mock);
  for (let count = 0; count < 4; count += 1) await send('POST', '/events', { kind: `k${count}` });
  const seen: number[] = [];
  let query = '';
  for (let page = 0; page < 10; page += 1) {
    const { json } = await send('GET', `/events${query}`);
    seen.push(...json.events.map(({ id }: { id: number }) => id));
    expect(json.has_more).toBe(json.next_cursor !== null);
    if (json.next_cursor === null) break;
    query = `?cursor=${json.next_cursor}`;
  }
  expect(new Set(seen).size).toBe(7);
  expect(seen).toHaveLength(7);
});

test('an operation that searches finds what others made', async () => {
  const pet = {
    type: 'object',
    required: ['id', 'status'],
    properties: { id: { type: 'integer', readOnly: true }, status: text },
  };
  await using mock = await startStateful(
    described({
      '/pets': { post: { requestBody: jsonBody(pet), responses: { 201: of(pet) } } },
      '/pets/findByStatus': {
        get: { parameters: [inQuery('status', text)], responses: { 200: of(list(pet)) } },
      },
      '/pets/search': { post: { requestBody: jsonBody({}), responses: { 200: of(list(pet)) } } },
      '/pets/{petId}': {
        parameters: [inPath('petId', { type: 'integer' })],
        get: { responses: { 200: of(pet), ...missing } },
      },
    }),
  );
  const send = clientOf(mock);
  const { json: made } = await send('POST', '/pets', { status: 'sold' });
  expect((await send('GET', '/pets/findByStatus?status=sold')).json).toEqual([made]);
  expect((await send('POST', '/pets/search', {})).json).toContainEqual(made);
});

test('a description that documents no success says at least where a new thing is', async () => {
  const pet = { type: 'object', properties: { id: { type: 'integer' }, name: text } };
  await using mock = await startStateful(
    described({
      '/pets': { post: { requestBody: jsonBody(pet), responses: { 405: gone } } },
      '/pets/{petId}': {
        parameters: [inPath('petId', { type: 'integer' })],
        get: { responses: { 200: of(pet), ...missing } },
      },
    }),
  );
  const send = clientOf(mock);
  const made = await send('POST', '/pets', { name: 'Rex' });
  expect(made.status).toBe(204);
  const location = made.headers.get('location')!;
  expect((await send('GET', location)).json).toMatchObject({ name: 'Rex' });
});

test('what only PUT makes is made by it, and replaced by the next one', async () => {
  const flag = {
    type: 'object',
    required: ['on'],
    properties: { key: text, on: { type: 'boolean' } },
  };
  await using mock = await startStateful(
    described({
      '/flags': { get: { responses: { 200: of(list(flag), { example: [] }) } } },
      '/flags/{key}': {
        parameters: [inPath('key')],
        get: { responses: { 200: of(flag), ...missing } },
        put: { requestBody: jsonBody(flag), responses: { 200: of(flag), 201: of(flag) } },
      },
    }),
  );
  const send = clientOf(mock);
  expect((await send('GET', '/flags/dark')).status).toBe(404);
  expect(await send('PUT', '/flags/dark', { on: true })).toMatchObject({
    ...{ status: 201, json: { key: 'dark', on: true } },
  });
  expect(await send('PUT', '/flags/dark', { on: false })).toMatchObject({ status: 200 });
  expect((await send('GET', '/flags/dark')).json).toEqual({ key: 'dark', on: false });
});

test('what there is only once is read and written', async () => {
  const settings = {
    type: 'object',
    required: ['theme'],
    properties: { theme: text, size: { type: 'integer' } },
  };
  await using mock = await startStateful(
    described({
      '/settings': {
        get: { responses: { 200: of(settings, { example: { theme: 'light', size: 1 } }) } },
        put: { requestBody: jsonBody(settings), responses: { 200: of(settings) } },
        patch: { requestBody: jsonBody(settings), responses: { 204: gone } },
      },
    }),
  );
  const send = clientOf(mock);
  expect((await send('GET', '/settings')).json).toEqual({ theme: 'light', size: 1 });
  await send('PUT', '/settings', { theme: 'dark' });
  expect((await send('GET', '/settings')).json).toEqual({ theme: 'dark' });
  await send('PATCH', '/settings', { theme: 'dark', size: 3 });
  expect((await send('GET', '/settings')).json).toEqual({ theme: 'dark', size: 3 });
});

test('an operation below a thing says that its response is the one without state', async () => {
  const job = { type: 'object', required: ['id'], properties: { id: text, state: text } };
  const shown = of(job, { example: { id: 'one', state: 'done' } });
  await using mock = await startStateful(
    described({
      '/jobs': { post: { responses: { 201: shown } } },
      '/jobs/{id}': { parameters: [inPath('id')], get: { responses: { 200: shown, ...missing } } },
      '/jobs/{id}/start': {
        parameters: [inPath('id')],
        post: { responses: { 200: shown, ...missing } },
      },
    }),
  );
  const send = clientOf(mock);
  const { json } = await send('POST', '/jobs');
  const started = await send('POST', `/jobs/${json.id}/start`);
  expect(started).toMatchObject({ status: 200, json: { id: 'one' } });
  expect(started.headers.get('x-contract-state')).toBe('this response is the one without state');
  expect((await send('POST', '/jobs/none/start')).status).toBe(404);
});
