import { expect, test } from 'vitest';
import { openScenario } from '../state/scenario.ts';
import { createSessions } from '../state/sessions.ts';
import { mockApi } from '../respond/api.ts';
import { createThings } from './respond.ts';
import { createStore } from './store.ts';
import { loadedFrom, toDoDescription, toDoId } from './testing.ts';

test('a response tells that other things were forgotten for what it shows', () => {
  const contract = loadedFrom(toDoDescription);
  const store = createStore({ things: 3, characters: 100_000 });
  const api = mockApi(contract, {
    ...{ sessions: createSessions(), scenario: openScenario() },
    thingsOf: (of) => createThings(of, { store, seed: 1 }),
  });
  const operation = contract.operations.find(({ id }) => id === 'createToDo')!;
  const request = {
    ...{ method: 'POST', path: '/todos', body: Buffer.from('{"title":"Milk"}') },
    headers: [['Content-Type', 'application/json'] as const],
  };
  const told = () =>
    api(operation, { request, isTooLarge: false }, '/todos').headers['x-contract-state'];
  // the documented one is there already
  expect([told(), told(), told()]).toEqual([
    undefined,
    undefined,
    'there were too many things: the least recently used are forgotten',
  ]);
});

test('what was deleted does not come back when its place was forgotten', () => {
  const contract = loadedFrom(toDoDescription);
  const store = createStore({ things: 1, characters: 100_000 });
  const api = mockApi(contract, {
    ...{ sessions: createSessions(), scenario: openScenario(), memories: undefined },
    thingsOf: (of) => createThings(of, { store, seed: 1 }),
  });
  const send = (id: string, path: string) => {
    const operation = contract.operations.find((one) => one.id === id)!;
    const request = { method: operation.method, path, headers: [] };
    return api(operation, { request, isTooLarge: false }, path);
  };
  expect(send('deleteToDo', `/todos/${toDoId}`).status).toBe(204);
  // there is room for one place
  send('listLabels', '/labels');
  expect(JSON.parse(send('listToDos', '/todos').body!.toString())).toMatchObject({ items: [] });
});
