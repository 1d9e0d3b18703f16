import { expect, test } from 'vitest';
import { startMock } from '../server.ts';
import { readSeedData } from './seed-data.ts';
import { clientOf, loadedFrom, toDoDescription, toDoId } from './testing.ts';

const contract = loadedFrom(toDoDescription);
const given = {
  '/todos': [
    { title: 'Milk', done: true },
    { id: toDoId, title: 'Bread' },
  ],
  '/labels': [{ id: 7, title: 'Home' }],
};

test('seed data is there in place of the documented things, and after a reset', async () => {
  const read = readSeedData(given, [contract]);
  if (!('seedData' in read)) throw new Error(read.problem);
  await using mock = await startMock({ contracts: [contract], stateful: true, ...read });
  const send = clientOf(mock);
  for (const _ of ['once', 'again']) {
    expect((await send('GET', '/todos')).json.items).toMatchObject([
      { title: 'Milk', done: true, id: expect.any(String) },
      { title: 'Bread', done: false, id: toDoId },
    ]);
    expect((await send('GET', '/labels/7')).json).toEqual({ id: 7, title: 'Home' });
    // what a user gives is no example that gives way
    expect((await send('POST', '/labels', { title: 'Home' })).status).toBe(409);
    await send('DELETE', `/todos/${toDoId}`);
    expect((await send('GET', '/todos')).json.total).toBe(1);
    await send('DELETE', '/__mock/state');
  }
});

test('what is there from the start has the same identifiers after a reset', async () => {
  const read = readSeedData({ '/labels': [{ title: 'Home' }], '/todos': [{}] }, [contract]);
  if (!('seedData' in read)) throw new Error(read.problem);
  await using mock = await startMock({ contracts: [contract], stateful: true, ...read });
  const send = clientOf(mock);
  const ids = async () => [
    (await send('GET', '/labels')).json[0].id,
    (await send('GET', '/todos')).json.items[0].id,
    (await send('POST', '/labels', { title: 'Shop' })).json.id,
  ];
  const first = await ids();
  await send('DELETE', '/__mock/state');
  expect(await ids()).toEqual(first);
});

const mistakes = [
  { value: [], says: 'seed data is an object with a list of things for each path', at: [] },
  {
    ...{ value: { '/todo': [] }, at: ['/todo'] },
    says: 'no operation lists things at /todo. There are /todos, /labels',
  },
  { value: { '/todos': [{}, 'Milk'] }, says: 'a thing is an object', at: ['/todos', 1] },
  {
    ...{ value: { '/todos': [{ titel: 'Milk' }] }, at: ['/todos', 0, 'titel'] },
    says: 'there is no member "titel": the most similar one is "title"',
  },
  {
    ...{ value: { '/todos': [{ done: 'yes' }] }, at: ['/todos', 0, 'done'] },
    says: '"done" must be boolean',
  },
  {
    ...{ value: { '/todos': [{ tags: ['a', 1] }] }, at: ['/todos', 0, 'tags', 1] },
    says: '"tags" must be string',
  },
];

test.each(mistakes)('a mistake in seed data is told: $says', ({ value, says, at }) => {
  expect(readSeedData(value, [contract])).toEqual({ problem: says, at });
});
