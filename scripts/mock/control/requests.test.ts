import { afterAll, beforeEach, expect, test } from 'vitest';
import { startMock } from '../server.ts';
import { clientOf, loadedFrom, toDoDescription } from '../things/testing.ts';
import { ask } from '../testing.ts';

const secured = {
  ...toDoDescription,
  security: [{ key: [] }, { token: [] }],
  components: {
    ...(toDoDescription as { components: object }).components,
    securitySchemes: {
      key: { type: 'apiKey', in: 'query', name: 'api_key' },
      token: { type: 'apiKey', in: 'header', name: 'X-Token' },
    },
  },
};
const mock = await startMock({ contracts: [loadedFrom(secured)], stateful: true });
afterAll(() => mock.close());
const send = clientOf(mock);
beforeEach(() => mock.requests.clear());

test('a test reads what its client sent, and what it got', async () => {
  await send('POST', '/todos?api_key=secret', { title: 'Milk' });
  await send('GET', '/labels?api_key=secret');
  expect(mock.requests.all().map(({ operation }) => operation)).toEqual([
    'listLabels',
    'createToDo',
  ]);
  expect(mock.requests.of('todo/createToDo')).toHaveLength(1);
  expect(mock.requests.last('createToDo')).toMatchObject({
    ...{ method: 'POST', path: '/todos?api_key=secret', api: 'todo', operation: 'createToDo' },
    ...{ status: 201, verdict: 'ok', isCut: false, note: 'state', body: { title: 'Milk' } },
    headers: { 'content-type': 'application/json' },
    response: { body: { title: 'Milk', done: false } },
    time: expect.any(Date),
  });
  expect(mock.requests.last('deleteToDo')).toBeUndefined();
  expect(() => mock.requests.of('createTodos')).toThrow(
    'The mock has no operation "createTodos": did you mean "createToDo"?',
  );
  mock.requests.clear();
  expect(mock.requests.all()).toEqual([]);
});

const verdicts = [
  { what: { path: '/labels?api_key=k' }, verdict: 'ok' },
  { what: { path: '/todos?api_key=k&limit=0' }, verdict: 'refused', violation: /^query\/limit/ },
  {
    what: { path: '/todos?api_key=k&limit=0', headers: { Prefer: 'code=200' } },
    verdict: 'tolerated',
    violation: /^query\/limit/,
  },
  { what: { path: '/todo' }, verdict: 'not documented', violation: /no such path/ },
];
test.each(verdicts)('$what.path is $verdict', async ({ what, verdict, violation }) => {
  await ask(mock.url, what, 'GET');
  const recorded = mock.requests.last();
  expect(recorded?.verdict).toBe(verdict);
  if (violation) expect(recorded?.violation ?? recorded?.note).toMatch(violation);
});

test('a connection that was closed is no answer', async () => {
  mock.scenario.add({ operation: 'listLabels', connection: 'drop', next: 1 });
  await expect(send('GET', '/labels?api_key=k')).rejects.toThrow();
  expect(mock.requests.last()).toMatchObject({ verdict: 'no answer', note: 'dropped' });
});

test('the endpoint hides credentials, and says nothing of itself', async () => {
  const headers = { 'X-Token': 'secret', Authorization: 'Bearer secret', Cookie: 'a=secret' };
  await ask(mock.url, { path: '/labels?api_key=secret&q=milk', headers }, 'GET');
  const { json, status } = await send('GET', '/__mock/requests');
  expect(status).toBe(200);
  expect(JSON.stringify(json)).not.toContain('secret');
  expect(json.requests).toMatchObject([
    {
      path: '/labels?api_key=…&q=milk',
      headers: { 'x-token': '…', authorization: '…', cookie: '…' },
    },
  ]);
  await send('DELETE', '/__mock/requests');
  expect((await send('GET', '/__mock/requests')).json).toEqual({ requests: [] });
});

test('the requests and their bodies are bounded', async () => {
  const title = 'x'.repeat(150);
  for (let number = 0; number < 210; number += 1)
    await send('POST', '/labels?api_key=k', { title, number });
  expect(mock.requests.all()).toHaveLength(200);
  expect(mock.requests.all().at(-1)?.body).toMatchObject({ number: 10 });
  mock.requests.clear();
  for (let number = 0; number < 20; number += 1)
    await send('POST', '/labels?api_key=k', { title: 'x'.repeat(60_000) });
  const kept = mock.requests.all();
  expect(kept.length).toBeGreaterThan(5);
  expect(kept.length).toBeLessThan(18);
  await send('POST', '/labels?api_key=k', { title: 'x'.repeat(100_000) });
  expect(mock.requests.last()).toMatchObject({ isCut: true });
  expect(JSON.stringify(mock.requests.last()?.body).length).toBeLessThan(70_000);
});
