import { expect, test } from 'vitest';
import { sketched, targetOf } from './testing.ts';

const part = { type: 'object', properties: { id: { type: 'integer' } } };
const contract = sketched({
  'GET /parts': { answer: { type: 'array', items: part } },
  'POST /parts': { answer: part, status: 201 },
  'GET /parts/{id}': { answer: part },
  'DELETE /parts/{id}': { status: 204 },
});
const opened = () =>
  targetOf(contract, ({ method, path }) => {
    if (method === 'DELETE') return { status: 204 };
    return {
      status: method === 'POST' ? 201 : 200,
      body: path === '/parts' && method === 'GET' ? [{ id: 7 }] : { id: 7 },
    };
  });

test('a thing with a number is gone after a deletion whose path has the number as a text', async () => {
  const { things, ask, about } = opened();
  await ask(about('POST /parts'));
  expect(things.made).toHaveLength(1);
  await ask(about('DELETE /parts/{id}', { '$request.path.id': '8' }));
  expect(things.made).toHaveLength(1);
  await ask(about('DELETE /parts/{id}', { '$request.path.id': '7' }));
  expect(things.made).toEqual([]);
});

test('a thing that a list shows is the one that was made', async () => {
  const { things, model, ask, about } = opened();
  await ask(about('POST /parts'));
  await ask(about('GET /parts'));
  const resource = model.resources.get('/parts/{id}')!;
  expect(things.of(resource)).toHaveLength(1);
  const { operation, request } = about('GET /parts/{id}', { '$request.path.id': '7' });
  expect(things.named(resource, operation, request)?.isOwn).toBe(true);
});
