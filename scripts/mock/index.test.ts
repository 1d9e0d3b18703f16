import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startMock } from './index.ts';

const toDo = join(import.meta.dirname, 'things', 'frontend', 'to-do.yaml');

test('serves a description by its path, with the rules and the things of the start', async () => {
  await using mock = await startMock({
    descriptions: toDo,
    stateful: true,
    seedData: { '/todos': [{ title: 'Milk' }] },
    scenario: [{ operation: 'createToDo', latency: 1 }],
  });
  expect(mock.scenario.rules()).toMatchObject([{ operation: 'createToDo' }]);
  expect((await fetch(`${mock.url}/todos`)).status).toBe(200);
  expect(mock.state.things('/todos').map(({ members }) => members.title)).toEqual(['Milk']);
  expect(mock.requests.last()).toMatchObject({ verdict: 'ok' });
});

test('serves descriptions by name, folder and URL', async () => {
  const file = createServer((_, response) => response.end(readFileSync(toDo))).listen(
    0,
    '127.0.0.1',
  );
  await once(file, 'listening');
  const url = `http://127.0.0.1:${(file.address() as AddressInfo).port}/to-do.yaml`;
  try {
    await using mock = await startMock({ descriptions: ['amity', 'spec/mixin', url] });
    for (const path of ['/amity/api/v3/sessions', '/mixin/session', '/to-do/todos'])
      expect((await fetch(mock.url + path, { method: 'POST' })).status).not.toBe(404);
    expect((await fetch(`${mock.url}/toys/todos`, { method: 'POST' })).status).toBe(404);
  } finally {
    file.close();
  }
});

test.each([
  [{ descriptions: 'none.yaml' }, /none\.yaml: there is no such file/],
  [{ descriptions: toDo, scenario: [{ operation: 'createTodo' }] }, /^#?\/?scenario\/0/],
  [{ descriptions: toDo, seedData: { '/todo': [] } }, /seedData/],
])('%o is a mistake that is told', async (options, says) => {
  await expect(startMock(options)).rejects.toThrow(says);
});
