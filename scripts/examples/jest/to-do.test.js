// Jest loads modules with: NODE_OPTIONS=--experimental-vm-modules npx jest
import { startMock } from 'openapi-contract-suite';

let mock;
beforeAll(async () => {
  mock = await startMock({ descriptions: 'to-do.yaml', stateful: true });
});
afterAll(() => mock.close());
beforeEach(() => mock.state.reset());

test('what is created can be read back', async () => {
  const response = await fetch(`${mock.url}/todos`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Milk' }),
  });
  const location = response.headers.get('location');
  await expect(response).toConformTo('to-do.yaml', 'createToDo');
  const read = await fetch(new URL(location, mock.url));
  expect(await read.json()).toMatchObject({ title: 'Milk' });
});

test('any documented refusal can be chosen', async () => {
  const response = await fetch(`${mock.url}/todos`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', prefer: 'code=400' },
    body: JSON.stringify({ title: 'Milk' }),
  });
  expect(response.status).toBe(400);
});
