import { expect, test } from 'vitest';
import { description, jsonBody } from '../../../conformance/testing.ts';
import { clientOf, loadedFrom, startStateful, toDoDescription } from './testing.ts';

const text = { type: 'string' };
const of = (schema: unknown, more: object = {}) => ({
  description: 'It.',
  ...jsonBody(schema, more),
});
const missing = { 404: { description: 'None.', ...jsonBody({ type: 'object' }) } };
const inPath = (name: string, schema: object = text) => ({
  name,
  in: 'path',
  required: true,
  schema,
});
const described = (paths: object): object => JSON.parse(description(paths)) as object;

const identities = [
  { name: 'an integer', schema: { type: 'integer' }, example: 41, like: /^42$/ },
  {
    name: 'a UUID',
    schema: { ...text, format: 'uuid' },
    example: undefined,
    like: /^[0-9a-f-]{36}$/,
  },
  {
    ...{ name: 'a ULID', schema: text, example: '01ARZ3NDEKTSV4RRFFQ69G5FAV' },
    like: /^0[0-9A-HJKMNP-TV-Z]{25}$/,
  },
  {
    ...{ name: 'a ULID by its pattern', example: undefined },
    ...{ schema: { ...text, pattern: '^[0-9A-HJKMNP-TV-Z]{26}$' }, like: /^01/ },
  },
  {
    ...{ name: 'a text like the example of its schema', example: undefined },
    ...{ schema: { ...text, examples: ['usr_a1B2c3'] }, like: /^usr_[a-z]\d[A-Z]\d[a-z]\d$/ },
  },
  {
    name: 'a text with a prefix',
    schema: text,
    example: 'usr_a1B2c3',
    like: /^usr_[a-z]\d[A-Z]\d[a-z]\d$/,
  },
  { name: 'a text with a number', schema: text, example: 'INV-0041', like: /^INV-0042$/ },
  {
    ...{ name: 'a text of a pattern', schema: { ...text, pattern: '^K-[1-9][0-9]{2}$' } },
    ...{ example: undefined, like: /^K-[1-9][0-9]{2}$/ },
  },
  {
    // such a pattern allows longer texts too
    ...{ name: 'a text with a pattern in it', schema: { ...text, pattern: '[a-f0-9]{24}' } },
    ...{ example: undefined, like: /^[a-f0-9]{24}$/ },
  },
];

test.each(identities)('a new thing is named by $name', async ({ schema, example, like }) => {
  const thing = {
    type: 'object',
    required: ['id'],
    properties: { id: { ...schema, readOnly: true }, name: text },
  };
  const shown = of(thing, example === undefined ? {} : { example: { id: example, name: 'It' } });
  await using mock = await startStateful(
    described({
      '/things': { post: { requestBody: jsonBody({ type: 'object' }), responses: { 201: shown } } },
      '/things/{id}': {
        parameters: [inPath('id', schema)],
        get: { responses: { 200: shown, ...missing } },
      },
    }),
  );
  const send = clientOf(mock);
  const { json } = await send('POST', '/things', { name: 'First' });
  expect(String(json.id)).toMatch(like);
  const { json: second } = await send('POST', '/things', { name: 'Second' });
  expect(second.id).not.toBe(json.id);
  expect((await send('GET', `/things/${json.id}`)).json).toEqual(json);
});

test('where the numbers are used up, a documented thing gives up its own', async () => {
  const number = { type: 'integer', minimum: 1, maximum: 4 };
  const thing = {
    type: 'object',
    properties: { id: { ...number, readOnly: true }, name: text },
  };
  await using mock = await startStateful(
    described({
      '/things': {
        get: { responses: { 200: of({ type: 'array', items: thing }) } },
        post: { requestBody: jsonBody(thing), responses: { 201: of(thing) } },
      },
      '/things/{id}': {
        parameters: [inPath('id', number)],
        get: { responses: { 200: of(thing), ...missing } },
      },
    }),
  );
  const send = clientOf(mock);
  for (const name of ['One', 'Two', 'Three', 'Four']) {
    const { json } = await send('POST', '/things', { name });
    expect((await send('GET', `/things/${json.id}`)).json).toEqual(json);
  }
  expect((await send('GET', '/things')).json).toHaveLength(4);
});

test('a slug is made from the title, and is another one for the next such title', async () => {
  const post = {
    type: 'object',
    required: ['slug', 'title'],
    properties: { slug: { ...text, readOnly: true }, title: text },
  };
  await using mock = await startStateful(
    described({
      '/posts': { post: { requestBody: jsonBody(post), responses: { 201: of(post) } } },
      '/posts/{slug}': {
        parameters: [inPath('slug')],
        get: { responses: { 200: of(post), ...missing } },
      },
    }),
  );
  const send = clientOf(mock);
  const slugs = [];
  for (const _ of ['once', 'again'])
    slugs.push((await send('POST', '/posts', { title: 'Çay & Simit' })).json.slug);
  expect(slugs).toEqual(['cay-simit', 'cay-simit-2']);
});

test('a value that only requests may have is not shown, and the answer says so', async () => {
  const schema = (most: number) => ({
    type: 'object',
    required: ['id', 'size'],
    properties: {
      id: { type: 'integer', readOnly: true },
      size: { type: 'integer', maximum: most },
    },
  });
  await using mock = await startStateful(
    described({
      '/boxes': {
        post: { requestBody: jsonBody(schema(100)), responses: { 201: of(schema(10)) } },
      },
      '/boxes/{id}': {
        parameters: [inPath('id', { type: 'integer' })],
        get: { responses: { 200: of(schema(10)), ...missing } },
      },
    }),
  );
  const send = clientOf(mock);
  const made = await send('POST', '/boxes', { size: 50 });
  expect(made.status).toBe(201);
  expect(made.json.size).toBeLessThanOrEqual(10);
  expect(made.headers.get('x-contract-state')).toBe('/size must be at most 10');
  const fine = await send('POST', '/boxes', { size: 5 });
  expect(fine.json.size).toBe(5);
  expect(fine.headers.get('x-contract-state')).toBeNull();
});

test('identities go on after the description was loaded again', async () => {
  const code = { type: 'object', required: ['code'], properties: { code: text } };
  const codes = {
    '/codes': {
      get: { responses: { 200: of({ type: 'array', items: code }) } },
      post: { responses: { 201: of(code) } },
    },
    '/codes/{code}': {
      parameters: [inPath('code')],
      get: { responses: { 200: of(code, { example: { code: 'INV-0041' } }), ...missing } },
    },
  };
  const toDo = toDoDescription as { paths: object };
  const both = { ...toDo, paths: { ...toDo.paths, ...codes } };
  await using mock = await startStateful(both);
  const send = clientOf(mock);
  const create = async (title: string) => [
    (await send('POST', '/labels', { title })).json.id,
    (await send('POST', '/todos', { title })).json.id,
    (await send('POST', '/codes')).json.code,
  ];
  const before: unknown[][] = [];
  for (let count = 0; count < 120; count += 1) before.push(await create(`${count}`));
  mock.reload([loadedFrom(both)]);
  const after = [await create('a'), await create('b')];
  const last = Number(before.at(-1)![0]);
  expect(after.map(([label]) => label)).toEqual([last + 1, last + 2]);
  expect(new Set([...before, ...after].flat()).size).toBe(3 * 122);
  for (const [, toDoId, made] of after) {
    expect((await send('GET', `/todos/${toDoId}`)).status).toBe(200);
    expect(made).toMatch(/^INV-0\d{3}$/);
  }
});

test('identifiers of many digits are read as they are', async () => {
  const number = { type: 'integer', format: 'int64' };
  const thing = {
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'string' }, name: { type: 'string' } },
  };
  const shown = {
    description: 'It.',
    ...jsonBody(thing, { example: { id: '900719925474099301' } }),
  };
  const missing = { 404: { description: 'None.', ...jsonBody({ type: 'object' }) } };
  await using mock = await startStateful(
    JSON.parse(
      description({
        '/things': {
          post: { requestBody: jsonBody({ type: 'object' }), responses: { 201: shown } },
        },
        '/things/{id}': {
          parameters: [{ name: 'id', in: 'path', required: true, schema: number }],
          get: { responses: { 200: shown, ...missing } },
        },
      }),
    ),
  );
  const send = clientOf(mock);
  const { json } = await send('POST', '/things', { name: 'New' });
  expect(json.id).toBe('900719925474099302');
  expect((await send('GET', `/things/${json.id}`)).json).toEqual(json);
  expect((await send('GET', '/things/900719925474099303')).status).toBe(404);
});

test('an identifier is right for all operations, which may take a number or a text for it', async () => {
  const thing = {
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'integer', readOnly: true }, name: text },
  };
  await using mock = await startStateful(
    described({
      '/things': { post: { requestBody: jsonBody(thing), responses: { 201: of(thing) } } },
      '/things/{id}': {
        get: {
          parameters: [inPath('id', { type: 'integer' })],
          responses: { 200: of(thing), ...missing },
        },
        delete: {
          parameters: [inPath('id')],
          responses: { 204: { description: 'Gone.' }, ...missing },
        },
      },
    }),
  );
  const send = clientOf(mock);
  const { json } = await send('POST', '/things', { name: 'One' });
  expect(json.id).toBeGreaterThan(0);
  expect((await send('GET', `/things/${json.id}`)).json).toEqual(json);
  expect((await send('DELETE', `/things/${json.id}`)).status).toBe(204);
  expect((await send('GET', `/things/${json.id}`)).status).toBe(404);
});

test('an identifier that a request gives may be any text, though not each has an address', async () => {
  const thing = { type: 'object', required: ['name'], properties: { name: text } };
  const list = of({ type: 'array', items: thing });
  await using mock = await startStateful(
    described({
      '/things': {
        get: { responses: { 200: list } },
        post: { requestBody: jsonBody(thing), responses: { 201: of(thing) } },
      },
      '/things/{name}': {
        parameters: [inPath('name')],
        get: { responses: { 200: of(thing), ...missing } },
      },
    }),
  );
  const send = clientOf(mock);
  const made = async (name: string) => {
    const { status, json, headers } = await send('POST', '/things', { name });
    return [status, json.name === name, headers.get('location')];
  };
  expect(await made('a/b')).toEqual([201, true, '/things/a%2Fb']);
  expect(await made('half \ud83d')).toEqual([201, true, '/things/half%20%EF%BF%BD']);
  // clients refuse header fields of this length
  expect(await made('x'.repeat(65_536))).toEqual([201, true, null]);
});
