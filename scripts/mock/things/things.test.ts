import { expect, test } from 'vitest';
import { clientOf, startStateful, toDoDescription, toDoId } from './testing.ts';

const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const moment = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);

test('what is created has an identity of its own, and can be read and listed', async () => {
  await using mock = await startStateful(toDoDescription);
  const send = clientOf(mock);
  const milk = await send('POST', '/todos', { title: 'Milk', tags: ['shop'], secret: 'hidden' });
  expect(milk).toMatchObject({ status: 201 });
  expect(milk.json).toEqual({
    ...{ id: uuid, title: 'Milk', tags: ['shop'], done: false },
    ...{ createdAt: moment, updatedAt: moment },
  });
  expect(milk.headers.get('location')).toBe(`/todos/${milk.json.id}`);
  const bread = await send('POST', '/todos', { title: 'Bread' });
  expect(bread.json.id).not.toBe(milk.json.id);
  expect(await send('GET', `/todos/${milk.json.id}`)).toMatchObject({
    status: 200,
    json: milk.json,
  });
  const list = await send('GET', '/todos');
  expect(list.json).toEqual({
    items: [expect.objectContaining({ id: toDoId }), milk.json, bread.json],
    ...{ total: 3, next: null },
  });
});

test('the documented thing is there from the start, also after everything was cleared', async () => {
  await using mock = await startStateful(toDoDescription);
  const send = clientOf(mock);
  expect((await send('GET', `/todos/${toDoId}`)).json.title).toBe('Water the plants');
  await send('DELETE', `/todos/${toDoId}`);
  await send('POST', '/todos', { title: 'Milk' });
  expect((await send('GET', '/todos')).json.items).toMatchObject([{ title: 'Milk' }]);
  expect((await send('GET', '/__mock/state')).json).toMatchObject({
    things: [{ api: 'todo', path: '/todos', members: { title: 'Milk' } }],
    forgotten: 0,
  });
  expect((await send('DELETE', '/__mock/state')).json).toMatchObject({ things: 0 });
  expect((await send('GET', '/todos')).json.items).toMatchObject([{ id: toDoId }]);
});

test('PUT replaces: what is left out is gone, and what the server made stays', async () => {
  await using mock = await startStateful(toDoDescription);
  const send = clientOf(mock);
  const { json: before } = await send('POST', '/todos', { title: 'Milk', note: 'Oat', done: true });
  const put = await send('PUT', `/todos/${before.id}`, { title: 'Bread' });
  expect(put).toMatchObject({ status: 200 });
  expect(put.json).toEqual({
    ...{ id: before.id, title: 'Bread', done: false },
    ...{ createdAt: before.createdAt, updatedAt: moment },
  });
  expect(put.json.updatedAt > before.updatedAt).toBe(true);
  expect((await send('GET', `/todos/${before.id}`)).json).toEqual(put.json);
});

test('PATCH merges, and a JSON Patch is applied as one', async () => {
  await using mock = await startStateful(toDoDescription);
  const send = clientOf(mock);
  const { json: before } = await send('POST', '/todos', { title: 'Milk', tags: ['a', 'b'] });
  const path = `/todos/${before.id}`;
  await send('PATCH', path, { note: 'Oat', tags: ['c'] });
  const merged = { ...before, note: 'Oat', tags: ['c'], updatedAt: moment };
  expect((await send('GET', path)).json).toEqual(merged);
  await send('PATCH', path, { note: null });
  expect((await send('GET', path)).json).toEqual({ ...merged, note: null });
  const patch = 'application/json-patch+json';
  const operations = [
    { op: 'test', path: '/title', value: 'Milk' },
    { op: 'add', path: '/tags/-', value: 'd' },
    { op: 'replace', path: '/id', value: toDoId },
  ];
  expect((await send('PATCH', path, operations, patch)).json).toEqual({
    ...{ ...merged, note: null, tags: ['c', 'd'] },
  });
  const failing = [...operations, { op: 'test', path: '/title', value: 'Bread' }];
  expect((await send('PATCH', path, failing, patch)).status).toBe(409);
  const add = { op: 'add', value: 'Bread' };
  for (const wrong of [
    null,
    add,
    { ...add, path: '' },
    { ...add, path: 'title' },
    { op: 'remove', path: '' },
    { op: 'copy', from: 'title', path: '/note' },
    { op: 'move', path: '/note' },
  ])
    expect((await send('PATCH', path, [wrong], patch)).status).toBe(409);
  // a patch may not leave what no answer may show, where the operation documents a refusal
  for (const wrong of [
    { op: 'remove', path: '/title' },
    { op: 'replace', path: '/done', value: 'yes' },
  ])
    expect((await send('PATCH', path, [wrong], patch)).status).toBe(400);
  expect((await send('GET', path)).json.tags).toEqual(['c', 'd']);
  const whole = [{ op: 'replace', path: '', value: { title: 'Bread' } }];
  const { json: replaced } = await send('PATCH', path, whole, patch);
  expect(replaced).toMatchObject({ id: merged.id, title: 'Bread', createdAt: merged.createdAt });
  expect(replaced).not.toHaveProperty('tags');
});

test('what was deleted is gone, with the documented 404', async () => {
  await using mock = await startStateful(toDoDescription);
  const send = clientOf(mock);
  const { json } = await send('POST', '/todos', { title: 'Milk' });
  const path = `/todos/${json.id}`;
  expect(await send('DELETE', path)).toMatchObject({ status: 204, json: undefined });
  for (const method of ['GET', 'DELETE'])
    expect(await send(method, path)).toMatchObject({
      status: 404,
      json: { message: expect.any(String) },
    });
  expect((await send('PUT', path, { title: 'Milk' })).status).toBe(404);
  expect((await send('GET', '/todos')).json.total).toBe(1);
});

test('a 409 answers a value that another thing has, where the description says so', async () => {
  await using mock = await startStateful(toDoDescription);
  const send = clientOf(mock);
  const first = await send('POST', '/labels', { title: 'Home' });
  expect(first).toMatchObject({ status: 201, json: { title: 'Home' } });
  expect((await send('POST', '/labels', { title: 'Home' })).status).toBe(409);
  // the documented one gives way once
  const { json: documented } = await send('GET', '/labels');
  const { title } = documented[0];
  const repeated = [
    await send('POST', '/labels', { title }),
    await send('POST', '/labels', { title }),
  ];
  expect(repeated.map(({ status }) => status)).toEqual([201, 409]);
  const second = await send('POST', '/labels', { title: 'Shop' });
  expect(second.json.id).toBe(repeated[0]!.json.id + 1);
});

test('lists are filtered, searched, sorted and cut as their parameters say', async () => {
  await using mock = await startStateful(toDoDescription);
  const send = clientOf(mock);
  await send('DELETE', `/todos/${toDoId}`);
  for (const [index, title] of ['Milk', 'Bread', 'Butter', 'Jam'].entries())
    await send('POST', '/todos', { title, done: index > 1, tags: [`t${index}`, 'shop'] });
  const titles = async (text: string) =>
    (await send('GET', `/todos?${text}`)).json.items.map(({ title }: { title: string }) => title);
  expect(await titles('done=true')).toEqual(['Butter', 'Jam']);
  expect(await titles('tags=t1')).toEqual(['Bread']);
  expect(await titles('q=BR')).toEqual(['Bread']);
  expect(await titles('sort=title')).toEqual(['Bread', 'Butter', 'Jam', 'Milk']);
  expect(await titles('sort=-done,title')).toEqual(['Butter', 'Jam', 'Bread', 'Milk']);
  expect(await titles('done=true&sort=title:desc&limit=1')).toEqual(['Jam']);
  expect(await titles('limit=2&offset=1')).toEqual(['Bread', 'Butter']);
  const [fields] = (await send('GET', '/todos?fields=tags&limit=1')).json.items;
  expect(Object.keys(fields)).toEqual(['id', 'title', 'tags', 'done', 'createdAt', 'updatedAt']);
});

test('a filter finds what was changed since it was asked before', async () => {
  await using mock = await startStateful(toDoDescription);
  const send = clientOf(mock);
  const done = async () => (await send('GET', '/todos?done=true')).json.total;
  expect(await done()).toBe(0);
  await send('PATCH', `/todos/${toDoId}`, { done: true });
  expect(await done()).toBe(1);
  await send('POST', '/todos', { title: 'Milk', done: true });
  expect(await done()).toBe(2);
  await send('DELETE', `/todos/${toDoId}`);
  expect(await done()).toBe(1);
});

test('a page says how many things there are, and where the next one is', async () => {
  await using mock = await startStateful(toDoDescription);
  const send = clientOf(mock);
  for (let number = 0; number < 24; number += 1)
    await send('POST', '/todos', { title: `${number}` });
  const first = await send('GET', '/todos');
  expect(first.json).toMatchObject({ total: 25, next: '20' });
  expect(first.json.items).toHaveLength(20);
  expect(first.headers.get('link')).toBe(`<${mock.url}/todos?offset=20>; rel="next"`);
  const last = await send('GET', '/todos?offset=20');
  expect(last.json).toMatchObject({ total: 25, next: null });
  expect(last.json.items).toHaveLength(5);
  expect(last.headers.get('link')).toBe(`<${mock.url}/todos?offset=0>; rel="prev"`);
});

test('a parameter that is not understood is named', async () => {
  await using mock = await startStateful(toDoDescription);
  const send = clientOf(mock);
  const { headers } = await send('GET', '/todos?expand=owner');
  expect(headers.get('x-contract-state')).toBe('the parameter "expand" is not understood');
  expect((await send('GET', '/todos')).headers.get('x-contract-state')).toBeNull();
});

test('an unknown order, and a cursor that no page has, are told', async () => {
  await using mock = await startStateful(toDoDescription);
  const send = clientOf(mock);
  const note = async (query: string) =>
    (await send('GET', `/todos?${query}`)).headers.get('x-contract-state');
  expect(await note('sort=title,-colour')).toBe('there is no "colour" to sort by');
  expect(await note('sort=-title')).toBeNull();
  const contract = JSON.parse(
    JSON.stringify(toDoDescription)
      .replace('"offset"', '"cursor"')
      .replace('{"type":"integer","minimum":0,"default":0}', '{"type":"string"}'),
  );
  await using other = await startStateful(contract);
  const { headers } = await clientOf(other)('GET', '/todos?cursor=garbage');
  expect(headers.get('x-contract-state')).toBe('no page has the cursor "garbage"');
});

test('Prefer and refusals leave the things as they are', async () => {
  await using mock = await startStateful(toDoDescription);
  const send = clientOf(mock);
  const preferred = await fetch(`${mock.url}/todos`, {
    ...{ method: 'POST', body: '{"title":"Milk"}' },
    headers: { 'content-type': 'application/json', prefer: 'code=201' },
  });
  expect(await preferred.json()).toMatchObject({ title: 'Water the plants' });
  expect((await send('POST', '/todos', { title: '' })).status).toBe(400);
  expect((await send('PUT', `/todos/${toDoId}`, { title: 5 })).status).toBe(400);
  expect((await send('GET', '/todos')).json.items).toMatchObject([{ title: 'Water the plants' }]);
});

test('without state nothing is kept', async () => {
  const { startMock } = await import('../server.ts');
  const { loadedFrom } = await import('./testing.ts');
  await using mock = await startMock({ contracts: [loadedFrom(toDoDescription)], remembers: true });
  const send = clientOf(mock);
  expect((await send('POST', '/todos', { title: 'Milk' })).json.title).toBe('Water the plants');
  expect((await send('GET', '/__mock/state')).json).toEqual({
    memory: [],
    things: [],
    forgotten: 0,
  });
});
