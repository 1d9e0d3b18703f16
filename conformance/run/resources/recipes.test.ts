import { expect, test } from 'vitest';
import type { Json } from '../../core/json.ts';
import { jsonBody, operationOf } from '../../testing.ts';
import { plainRequest, withValue } from '../../core/instances/plain-request.ts';
import { recipesOf, tellingPlaces } from './recipes.ts';
import { sketched } from './testing.ts';

const contract = sketched({
  'POST /roles': {
    body: { type: 'object', properties: { name: { type: 'string' } } },
    parameters: [
      { name: 'meta', in: 'query', schema: { type: 'string' } },
      { name: 'tenant', in: 'query', required: true, schema: { type: 'string' } },
    ],
  },
});

test('all members are tried with the required parameters alone, too', () => {
  const [operation] = contract.operations;
  const tried = recipesOf(operation!, new Map()).map(
    ({ request: { body, parameters } }) =>
      `${JSON.stringify(body?.value)} ${Object.keys(parameters.query).join()}`,
  );
  const [alone, together] = ['{"name":"value"} tenant', '{"name":"value"} meta,tenant'].map((one) =>
    tried.indexOf(one),
  );
  expect(alone).toBeGreaterThanOrEqual(0);
  expect(together).toBeGreaterThan(alone!);
});

const text = { type: 'string' };
const date = { type: 'string', format: 'date' };

/** The bodies of the recipes of an operation as usual, in their order. */
function bodiesOf(schema: object, known: object = {}, example?: Json): readonly unknown[] {
  const body = {
    requestBody: { required: true, ...jsonBody(schema, example === undefined ? {} : { example }) },
  };
  return recipesOf(operationOf(body), new Map(Object.entries(known)))
    .filter(({ isFilled, isUnique }) => isFilled && isUnique)
    .map(({ request }) => request.body?.value);
}

const next = new Date().getUTCFullYear() + 10;

test('the documented example comes first, with dates and without', () => {
  const schema = { type: 'object', required: ['name'], properties: { name: text, note: text } };
  const example = { name: 'Ada', note: 'as documented' };
  expect(bodiesOf(schema, {}, example)[0]).toEqual(example);
  const dated = { ...schema, properties: { ...schema.properties, born: date } };
  const born = { ...example, born: '2001-02-03' };
  const bodies = bodiesOf(dated, {}, born);
  expect(bodies[0]).toEqual(born);
  expect(bodies).toContainEqual({ ...born, born: `${next}-02-03` });
});

test('no recipe is there twice', () => {
  const bodies = bodiesOf({ type: 'object', required: ['name'], properties: { name: text } });
  expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(bodies.length);
});

test('a date that the configuration gives stays in every recipe', () => {
  const schema = {
    type: 'object',
    required: ['name', 'born'],
    properties: { name: text, born: date, expires: date },
  };
  const known = { '/born': '1999-01-02', '/expires': '2000-01-02' };
  const bodies = bodiesOf(schema, known, { name: 'Ada', born: '2001-02-03' });
  expect(bodies.length).toBeGreaterThan(1);
  for (const body of bodies) expect(body).toMatchObject({ born: '1999-01-02' });
  for (const body of bodies) expect(body).toMatchObject({ expires: '2000-01-02' });
});

test('a body without members comes last, unless it is documented', () => {
  const schema = { type: 'object', properties: { name: text } };
  const bodies = bodiesOf(schema);
  expect(bodies[0]).toEqual({ name: 'value' });
  expect(bodies.at(-1)).toEqual({});
  expect(bodiesOf(schema, {}, {})[0]).toEqual({});
  // what the configuration gives is in it
  expect(bodiesOf(schema, { '/name': 'Ada' })).toEqual([{ name: 'Ada' }]);
});

test('no body at all comes last, too', () => {
  const body = jsonBody({ type: 'object', properties: { name: text } });
  const bodies = recipesOf(operationOf({ requestBody: { required: false, ...body } }), new Map())
    .filter(({ isFilled, isUnique }) => isFilled && isUnique)
    .map(({ request }) => request.body?.value);
  expect(bodies).toEqual([{ name: 'value' }, {}, undefined]);
});

/** The places of what may be another value, in a body of this schema. */
function placesIn(schema: object, body: Json, path = '/users', needed: string[] = []) {
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    ...{ name, in: 'path', required: true, schema: text },
  }));
  const operation = operationOf(
    { parameters, requestBody: { required: true, ...jsonBody(schema) } },
    {},
    path,
  );
  const request = withValue(plainRequest(operation), '$request.body', body);
  return tellingPlaces(operation, request, new Set(needed)).map((place) =>
    place.replace('$request.body#', ''),
  );
}

const free = {
  name: text,
  code: text,
  kind: { enum: ['a', 'b'] },
  born: date,
  size: { type: 'integer' },
};
const object = (properties: object) => ({ type: 'object', properties });
const values = { name: 'a', code: 'b', kind: 'a', born: '2001-02-03', size: 3 };

test('texts of the thing itself may be others, and no dates, choices and numbers', () => {
  expect(placesIn(object(free), values)).toEqual(['/name', '/code']);
  expect(placesIn(object({ user: object(free) }), { user: values })).toEqual([
    ...['/user/name', '/user/code'],
  ]);
  expect(placesIn(object({ user: object(free) }), { user: values }, '/orders')).toEqual([]);
});

test('the type and the relationships of JSON:API stay', () => {
  const data = object({
    type: text,
    id: text,
    attributes: object(free),
    relationships: object({}),
  });
  const owner = { data: { type: 'people', id: '9' } };
  const body = { data: { type: 'users', id: 'u1', attributes: values, relationships: { owner } } };
  const attributes = ['/data/attributes/name', '/data/attributes/code'];
  expect(placesIn(object({ data }), body)).toEqual(['/data/id', ...attributes]);
  // a change repeats which thing it is about
  expect(placesIn(object({ data }), body, '/users/{userId}')).toEqual(attributes);
});

test('a body keeps the identifier that its path has, and what names other things', () => {
  const body = { ...values, id: '1', userCode: 'c', owner: 'd' };
  const schema = object({ ...free, id: text, userCode: text, owner: text });
  expect(placesIn(schema, body, '/users/{user_code}', ['$request.body#/owner'])).toEqual([
    '/name',
    '/code',
  ]);
});

test('a number that names the thing may be another one, too', () => {
  const number = { type: 'integer' };
  const schema = object({ id: number, userId: number, size: number, level: { enum: [1, 2] } });
  const body = { id: 1, userId: 2, size: 3, level: 1 };
  expect(placesIn(schema, body)).toEqual(['/id', '/userId']);
  expect(placesIn(schema, body, '/users/{id}')).toEqual(['/userId']);
});
