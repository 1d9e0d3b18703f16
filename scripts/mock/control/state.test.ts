import { afterAll, beforeEach, expect, test } from 'vitest';
import { startMock } from '../server.ts';
import { clientOf, loadedFrom, startStateful, toDoDescription, toDoId } from '../things/testing.ts';

const mock = await startStateful(toDoDescription);
afterAll(() => mock.close());
const send = clientOf(mock);
beforeEach(() => mock.state.reset());
const titles = async () =>
  (await send('GET', '/todos')).json.items.map(({ title }: { title: string }) => title);

test('seeds are added to what is there, and take the place of what the description shows', async () => {
  await send('POST', '/labels', { title: 'Home' });
  const { status, json } = await send('POST', '/__mock/state', {
    '/todos': [{ title: 'Milk' }, { id: toDoId, title: 'Bread' }],
    '/labels': [{ id: 70, title: 'Shop' }],
  });
  expect({ status, json }).toEqual({
    status: 200,
    json: { scenario: [], memory: 0, things: expect.any(Number) },
  });
  expect(await titles()).toEqual(['Milk', 'Bread']);
  expect(mock.state.things('/labels').map(({ members }) => members.title)).toContain('Home');
  expect((await send('GET', '/labels/70')).json).toEqual({ id: 70, title: 'Shop' });
  // the next identifier goes on from there
  expect((await send('POST', '/labels', { title: 'New' })).json.id).toBeGreaterThan(70);
});

test('PUT replaces what is at the paths, and nothing else', async () => {
  mock.state.seed({ '/todos': [{ title: 'Milk' }] });
  mock.state.seed({ '/labels': [{ id: 7, title: 'Home' }] });
  await send('PUT', '/__mock/state', { '/todos': [{ title: 'Bread' }] });
  expect(await titles()).toEqual(['Bread']);
  expect((await send('GET', '/labels/7')).status).toBe(200);
  mock.state.replace({ '/todos': [] });
  expect(await titles()).toEqual([]);
});

test('seeds that leave no room for others, or for themselves, change nothing', async () => {
  mock.state.replace({ '/todos': [{ title: 'Milk' }] });
  const before = mock.state.things();
  const titles = Array.from({ length: 10_001 }, (_, index) => ({ title: `To do ${index}` }));
  for (const data of [{ '/todos': [{ title: 'x'.repeat(9_000_000) }] }, { '/todos': titles }])
    expect(() => mock.state.seed(data)).toThrow('there is more than the mock keeps: 10000 things');
  expect(mock.state.things()).toEqual(before);
});

const mistakes = [
  {
    data: { '/labels': [{ title: 'Home' }], '/todo': [] },
    pointer: '/~1todo',
    error: 'no operation lists things at /todo. There are /todos, /labels.',
  },
  {
    data: { '/labels': [{ title: 'Home' }], '/todos': [{ title: 5 }] },
    pointer: '/~1todos/0/title',
    error: '"title" must be string.',
  },
  {
    data: { '/todos': [{ id: toDoId }], '/labels': [{ id: 7 }, 'Home'] },
    pointer: '/~1labels/1',
    error: 'a thing is an object.',
  },
  {
    data: { '/todos': [{ title: 'Milk' }], '/labels': [{ id: 5 }] },
    pointer: '/~1labels/0',
    error: 'there is a thing with this identifier.',
  },
];
test.each(mistakes)('a mistake in seeds changes nothing: $error', async ({ data, ...told }) => {
  mock.state.replace({ '/labels': [{ id: 5 }], '/todos': [] });
  const before = mock.state.things();
  expect(await send('POST', '/__mock/state', data)).toMatchObject({ status: 400, json: told });
  expect(() => mock.state.seed(data)).toThrow(`${told.pointer}: ${told.error}`);
  expect(mock.state.things()).toEqual(before);
});

/** What a client sees: identifiers, order, entity tags, what is gone, and what comes next. */
async function seen() {
  const answers = [
    await send('GET', '/todos'),
    await send('GET', `/todos/${toDoId}`),
    await send('GET', '/labels'),
    await send('POST', '/labels', { title: 'Next' }),
    await send('POST', '/todos', { title: 'Next' }),
  ];
  const timeless = (_: string, value: unknown) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? 'a moment' : value;
  return answers.map(({ status, json, headers }) => ({
    ...{ status, etag: headers.get('etag'), location: headers.get('location') },
    json: JSON.parse(JSON.stringify(json, timeless)) as unknown,
  }));
}

test('after a restore, every request is answered as when the snapshot was taken', async () => {
  await send('POST', '/todos', { title: 'Milk' });
  await send('DELETE', `/todos/${toDoId}`);
  await send('PUT', '/__mock/snapshots/before');
  const taken = (await send('GET', '/__mock/snapshot')).json;
  const inProgram = mock.state.snapshot();
  const first = await seen();
  for (const restore of [
    () => send('POST', '/__mock/snapshots/before/restore'),
    () => send('PUT', '/__mock/snapshot', taken),
    () => mock.state.restore(inProgram),
  ]) {
    await restore();
    expect(await seen()).toEqual(first);
  }
  // another process has no other state: all of it is in the document
  await using other = await startStateful(toDoDescription);
  other.state.restore(JSON.parse(JSON.stringify(taken)));
  expect(other.state.snapshot()).toEqual(taken);
});

test('snapshots have names; an unknown one is told with the nearest', async () => {
  await send('PUT', '/__mock/snapshots/before%20all');
  expect(await send('POST', '/__mock/snapshots/befor%20all/restore')).toMatchObject({
    status: 404,
    json: { error: expect.stringContaining('did you mean "before all"?') },
  });
  expect((await send('DELETE', '/__mock/snapshots/before%20all')).status).toBe(200);
  expect((await send('DELETE', '/__mock/snapshots/before%20all')).status).toBe(404);
});

test('a snapshot that is none, or of another description, changes nothing', async () => {
  await send('POST', '/todos', { title: 'Milk' });
  const taken = JSON.parse(JSON.stringify(mock.state.snapshot()));
  const before = mock.state.snapshot();
  const broken = [
    { change: () => 5, pointer: '', error: 'a snapshot of a mock' },
    { change: () => ({ ...taken, version: 2 }), pointer: '/version', error: 'version 1' },
    {
      change: () => ({ ...taken, things: { ...taken.things, things: [{ id: 5 }] } }),
      pointer: '/things/things/0/id',
      error: 'must be a text',
    },
    {
      change() {
        const { places } = taken.things;
        return { ...taken, things: { ...taken.things, places: [{ ...places[0], path: '/x' }] } };
      },
      pointer: '/things/places/0/path',
      error: 'todo: no operation lists things at /x. There are /todos, /labels.',
    },
    {
      change() {
        const { places } = taken.things;
        return { ...taken, things: { ...taken.things, places: [{ ...places[0], api: 'pets' }] } };
      },
      pointer: '/things/places/0/path',
      error: 'no description of the API "pets" is served.',
    },
  ];
  for (const { change, pointer, error } of broken) {
    expect(await send('PUT', '/__mock/snapshot', change())).toMatchObject({
      status: 400,
      json: { pointer, error: expect.stringContaining(error) },
    });
    expect(mock.state.snapshot()).toEqual(before);
  }
});

test('a mock without state says how to get one', async () => {
  await using plain = await startMock({ contracts: [loadedFrom(toDoDescription)] });
  const ask = clientOf(plain);
  for (const path of ['/__mock/state', '/__mock/snapshot'])
    expect(await ask('PUT', path, {})).toMatchObject({
      status: 409,
      json: { error: expect.stringContaining('start it with --stateful') },
    });
  expect(() => plain.state.snapshot()).toThrow('start it with --stateful');
  expect(plain.state.things()).toEqual([]);
  expect((await ask('GET', '/__mock')).json).toMatchObject({
    things: expect.stringMatching(/^off/),
  });
});

test('what a test gives and gets are copies', () => {
  const data = { '/todos': [{ title: 'Milk', tags: ['shop'] }] };
  mock.state.replace(data);
  data['/todos'][0]!.tags.push('later');
  for (const { members } of mock.state.things()) Object.assign(members, { title: 'Bread' });
  expect(mock.state.things('/todos')).toMatchObject([
    { members: { title: 'Milk', tags: ['shop'] } },
  ]);
  expect(() => mock.state.seed({ '/todos': [{ title: () => 'Milk' }] })).toThrow(
    '/~1todos/0/title: "title" must be string.',
  );
});
