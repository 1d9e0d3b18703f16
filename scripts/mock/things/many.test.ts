import { expect, test } from 'vitest';
import { description, jsonBody } from '../../../conformance/testing.ts';
import { clientOf, startStateful } from './testing.ts';

const text = { type: 'string' };
const whole = { type: 'integer' };
const flag = { type: 'boolean', default: false };
const object = (properties: object, required: string[] = []) => ({
  type: 'object',
  ...{ required, properties },
});
const list = (items: object) => ({ type: 'array', items });
const of = (schema: unknown, says = 'It.') => ({ description: says, ...jsonBody(schema) });
const none = { 404: of(object({}), 'None.') };
const gone = { 204: { description: 'Gone.' } };
const query = (name: string, schema: object = text) => ({ name, in: 'query', schema });
const id = [{ name: 'id', in: 'path', required: true, schema: whole }];

/** To-dos with more operations, whose lists stand in a wrapper or not. */
function toDos(
  paths: object,
  { wrapper, done = 'done' }: { wrapper?: string; done?: string } = {},
) {
  const draft = object({ title: { ...text, minLength: 1 }, [done]: flag }, ['title']);
  const toDo = object({ id: { ...whole, readOnly: true }, title: text, [done]: flag }, [
    'id',
    'title',
  ]);
  const around = (one: object) => (wrapper ? object({ [wrapper]: one }, [wrapper]) : one);
  const all = { 200: of(around(list(toDo))) };
  const at: { readonly [name: string]: object } = {
    draft: around(list(draft)),
    toDos: around(list(toDo)),
    changes: around(list({ ...toDo, required: ['id'] })),
  };
  const { '/todos': own, ...others } = JSON.parse(
    JSON.stringify(paths).replaceAll(/"\$(\w+)"/g, (_, name: string) => JSON.stringify(at[name])),
  ) as { '/todos'?: object };
  return JSON.parse(
    description({
      '/todos': {
        get: { parameters: [query(done, { type: 'boolean' })], responses: all },
        post: { requestBody: jsonBody(draft), responses: { 201: of(toDo) } },
        ...own,
      },
      '/todos/{id}': { parameters: id, get: { responses: { 200: of(toDo), ...none } } },
      ...others,
    }),
  ) as object;
}

const create = { requestBody: jsonBody('$draft'), responses: { 201: of('$toDos') } };
const styles: readonly (readonly [path: string, wrapper: string | undefined])[] = [
  ['/todos', undefined],
  ['/todos/bulk', undefined],
  ['/todos/batch-create', 'items'],
  ['/todos:batchCreate', 'todos'],
  ['/todos/bulk', 'data'],
];

test.each(styles)('POST %s makes each thing of a list (in "%s")', async (path, wrapper) => {
  const paths = { [path]: { post: create } };
  await using mock = await startStateful(toDos(paths, wrapper ? { wrapper } : {}));
  const send = clientOf(mock);
  const within = (body: unknown) => (wrapper ? { [wrapper]: body } : body);
  const sent = [{ title: 'Milk' }, { title: 'Bread', done: true }];
  const { status, json, headers } = await send('POST', path, within(sent));
  expect(status).toBe(201);
  expect(headers.get('x-contract-state')).toBeNull();
  const made = wrapper ? json[wrapper] : json;
  expect(made).toMatchObject([
    { title: 'Milk', done: false },
    { title: 'Bread', done: true },
  ]);
  expect((await send('GET', `/todos/${made[1].id}`)).json).toEqual(made[1]);
  const { json: filtered } = await send('GET', '/todos?done=true');
  expect(wrapper ? filtered[wrapper] : filtered).toContainEqual(made[1]);
});

test.each([undefined, 'data'])(
  'a list in a thing is no list of things (in %j)',
  async (wrapper) => {
    const within = (one: unknown) => (wrapper === undefined ? one : { [wrapper]: one });
    const around = (one: object) => (wrapper === undefined ? one : object({ [wrapper]: one }));
    const line = object({ sku: text });
    const cart = object({ id: { ...whole, readOnly: true }, items: list(line) }, ['id', 'items']);
    await using mock = await startStateful(
      JSON.parse(
        description({
          '/carts': {
            get: { responses: { 200: of(around(list(cart))) } },
            post: { requestBody: jsonBody(around(cart)), responses: { 201: of(around(cart)) } },
          },
          '/carts/{id}': { parameters: id, get: { responses: { 200: of(around(cart)) } } },
        }),
      ),
    );
    const send = clientOf(mock);
    const { json, headers } = await send('POST', '/carts', within({ items: [{ sku: 'a' }] }));
    expect(json).toEqual(within({ id: expect.any(Number), items: [{ sku: 'a' }] }));
    const path = headers.get('location')!.slice(headers.get('location')!.indexOf('/carts'));
    expect((await send('GET', path)).json).toEqual(json);
  },
);

const ids = list(whole);
const deletions: readonly (readonly [method: string, path: string, operation: object])[] = [
  ['DELETE', '/todos?ids=ID', { parameters: [query('ids')], responses: { ...gone, ...none } }],
  ['DELETE', '/todos', { requestBody: jsonBody(ids), responses: { ...gone, ...none } }],
  [
    ...(['POST', '/todos/bulk-delete'] as const),
    { requestBody: jsonBody(object({ ids })), responses: { ...gone, ...none } },
  ],
  [
    ...(['POST', '/todos:batchDelete'] as const),
    { requestBody: jsonBody(object({ todo_ids: ids })), responses: { ...gone, ...none } },
  ],
];

test.each(deletions)('%s %s deletes those that it names', async (method, path, operation) => {
  const [template = ''] = path.split('?');
  await using mock = await startStateful(
    toDos({ [template]: { [method.toLowerCase()]: { ...operation } } }),
  );
  const send = clientOf(mock);
  const make = async (title: string): Promise<number> =>
    (await send('POST', '/todos', { title })).json.id;
  const [one, two, three] = [await make('Milk'), await make('Bread'), await make('Jam')];
  const deleted = (...named: number[]) => {
    const name = JSON.stringify(operation).includes('todo_ids') ? 'todo_ids' : 'ids';
    const isPlain = JSON.stringify(operation).includes('"schema":{"type":"array"');
    return path.includes('?')
      ? send(method, path.replace('ID', named.join(',')))
      : send(method, path, isPlain ? named : { [name]: named });
  };
  // all of them, or none
  expect((await deleted(one, 4711)).status).toBe(404);
  expect((await send('GET', `/todos/${one}`)).status).toBe(200);
  expect((await deleted(one, two)).status).toBe(204);
  const found = [one, two, three].map(async (each) => (await send('GET', `/todos/${each}`)).status);
  expect(await Promise.all(found)).toEqual([404, 404, 200]);
});

test('a DELETE of a collection is about what its query selects, or about all', async () => {
  await using mock = await startStateful(
    toDos(
      {
        '/todos': { delete: { parameters: [query('is_done')], responses: gone } },
      },
      { done: 'is_done' },
    ),
  );
  const send = clientOf(mock);
  await send('POST', '/todos', { title: 'Milk', is_done: true });
  const { json: bread } = await send('POST', '/todos', { title: 'Bread' });
  expect((await send('DELETE', '/todos?is_done=true')).status).toBe(204);
  expect((await send('GET', '/todos?is_done=true')).json).toEqual([]);
  // who selects nothing may mean all, or nothing
  const open = await send('DELETE', '/todos');
  expect(open.headers.get('x-contract-state')).toBe('this response is the one without state');
  expect((await send('GET', '/todos')).json).toContainEqual(bread);

  await using other = await startStateful(toDos({ '/todos': { delete: { responses: gone } } }));
  const sendOther = clientOf(other);
  await sendOther('POST', '/todos', { title: 'Milk' });
  expect((await sendOther('DELETE', '/todos')).status).toBe(204);
  expect((await sendOther('GET', '/todos')).json).toEqual([]);
});

test('several things are changed by a list, by their ids, and by a selection', async () => {
  const answer = { responses: { 200: of('$toDos'), ...none } };
  const change = object({ title: text, done: flag });
  await using mock = await startStateful(
    toDos({
      '/todos': { patch: { requestBody: jsonBody('$changes'), ...answer } },
      '/todos/bulk': {
        patch: { requestBody: jsonBody(object({ ids, done: flag })), ...answer },
        put: { requestBody: jsonBody(object({ ids, changes: change })), ...answer },
      },
      '/todos/bulk-update': {
        post: { parameters: [query('title')], requestBody: jsonBody(change), ...answer },
      },
    }),
  );
  const send = clientOf(mock);
  const { json: milk } = await send('POST', '/todos', { title: 'Milk' });
  const { json: bread } = await send('POST', '/todos', { title: 'Bread' });
  const both = [milk.id, bread.id];
  const listed = await send('PATCH', '/todos', [
    { id: milk.id, title: 'Oat' },
    { id: bread.id, done: true },
  ]);
  expect(listed.json).toEqual([
    { ...milk, title: 'Oat' },
    { ...bread, done: true },
  ]);
  expect((await send('PATCH', '/todos', [{ id: milk.id, title: 'X' }, { id: 4711 }])).status).toBe(
    404,
  );
  const done = await send('PATCH', '/todos/bulk', { ids: both, done: true });
  expect(done.json).toMatchObject([
    { title: 'Oat', done: true },
    { title: 'Bread', done: true },
  ]);
  const named = await send('PUT', '/todos/bulk', { ids: both, changes: { title: 'Jam' } });
  expect(named.json).toMatchObject([{ title: 'Jam' }, { title: 'Jam' }]);
  const selected = await send('POST', '/todos/bulk-update?title=Jam', { done: false });
  expect(selected.json).toMatchObject([{ done: false }, { done: false }]);
  expect((await send('GET', `/todos/${milk.id}`)).json).toEqual({ ...milk, title: 'Jam' });
});
