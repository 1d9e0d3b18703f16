import { startMock } from 'openapi-contract-suite';
import 'openapi-contract-suite/vitest';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

let mock;
beforeAll(async () => {
  mock = await startMock({ descriptions: 'to-do.yaml', stateful: true });
});
afterAll(() => mock.close());
beforeEach(() => mock.state.reset());

const create = (body, prefer = {}) =>
  fetch(`${mock.url}/todos`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...prefer },
    body: JSON.stringify(body),
  });

test('what is created can be read back', async () => {
  const response = await create({ title: 'Milk' });
  expect(response.status).toBe(201);
  const read = await fetch(new URL(response.headers.get('location'), mock.url));
  expect(await read.json()).toMatchObject({ title: 'Milk' });
  expect(mock.requests.of('createToDo')).toHaveLength(1);
});

test('a wrong request is refused as documented', async () => {
  const response = await create({ title: '' });
  expect(response.status).toBe(400);
  await expect(response).toConformTo('to-do.yaml', 'createToDo', { intent: 'invalid' });
});
