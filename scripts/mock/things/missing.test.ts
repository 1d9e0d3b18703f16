import { expect, test } from 'vitest';
import { jsonBody } from '../../../conformance/testing.ts';
import { ask, startWith } from '../testing.ts';

const pet = { type: 'object', properties: { id: { type: 'integer' }, name: { type: 'string' } } };
const value = (it: unknown) => ({ value: it });
const of = (schema: object, examples: object = {}) => ({
  description: 'A pet.',
  ...jsonBody(schema, { examples }),
});
const missing = of({ type: 'object' }, { missing: value({ error: 'none' }) });
const paths = {
  '/pets': {
    get: { responses: { 200: of({ type: 'array', items: pet }) } },
    post: {
      requestBody: jsonBody(pet, {
        examples: { cat: value({ name: 'Tom' }), taken: value({ name: 'Max' }) },
      }),
      responses: {
        201: of(pet, { cat: value({ id: 3, name: 'Tom' }) }),
        409: of({ type: 'object' }, { taken: value({ error: 'taken' }) }),
      },
    },
  },
  '/pets/{id}': {
    parameters: [
      {
        ...{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } },
        examples: { one: value(1), missing: value(5), locked: value(2) },
      },
    ],
    get: { responses: { 200: of(pet, { one: value({ id: 1, name: 'Rex' }) }), 404: missing } },
    delete: {
      responses: {
        204: { description: 'Gone.' },
        404: missing,
        423: of({ type: 'object' }, { locked: value({ error: 'locked' }) }),
      },
    },
  },
};

test('with state, refusals are chosen by the names of examples, and successes show the state', async () => {
  await using mock = await startWith({ pets: paths }, { stateful: true });
  const pets = (path: string, method = 'GET') => ask(mock.url, { path }, method);
  const add = (name: string) =>
    ask(mock.url, {
      path: '/pets',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name }),
    });
  const ids = async () => ((await pets('/pets')).json as { id: number }[]).map((one) => one.id);

  // what an example calls missing is not there, and what it calls locked is
  expect(await ids()).toEqual([1, 2]);
  expect((await pets('/pets/5')).headers['x-contract-choice']).toBe(
    'the path parameter "id" equals the request example "missing"',
  );
  expect(await pets('/pets/2')).toMatchObject({ status: 200, json: { id: 2 } });
  expect(await pets('/pets/2', 'DELETE')).toMatchObject({ status: 423, json: { error: 'locked' } });
  expect(await add('Max')).toMatchObject({ status: 409, json: { error: 'taken' } });

  // no new thing gets the identifier of the missing one
  const made = [await add('Tom'), await add('Tom'), await add('Tom')];
  expect(made.map(({ json }) => json)).toMatchObject([{ id: 3 }, { id: 4 }, { id: 6 }]);
  expect(made[0]!.headers).not.toHaveProperty('x-contract-choice');
  expect(await ids()).toEqual([1, 2, 3, 4, 6]);
});
