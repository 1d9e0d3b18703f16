import { expect, test } from 'vitest';
import { plainRequest } from '../core/instances/plain-request.ts';
import { operationOf } from '../testing.ts';
import { rootsOf } from './roots.ts';

const rootsWith = (content: object): string[] => {
  const components = {
    schemas: { Thing: { type: 'object', properties: { n: { type: 'integer' } } } },
  };
  const operation = operationOf({ requestBody: { content } }, { components });
  return [...rootsOf(operation, plainRequest(operation))].map(({ name }) => name);
};
const thing = { schema: { $ref: '#/components/schemas/Thing' } };

test('a schema under several names of JSON is explored once, and in each other format', () => {
  const json = { 'application/json': thing, 'text/json': thing, 'application/*+json': thing };
  expect(rootsWith(json)).toEqual(['body']);
  expect(rootsWith({ ...json, 'application/x-www-form-urlencoded': thing })).toEqual([
    'body',
    'body@x-www-form-urlencoded',
  ]);
});

test('another schema of the same format is explored too', () =>
  expect(
    rootsWith({ 'application/json': thing, 'text/json': { schema: { type: 'integer' } } }),
  ).toEqual(['body', 'body@json']));

test('a body that nothing can read is not explored', () =>
  expect(rootsWith({ 'application/xml': { ...thing, example: '<thing/>' } })).toEqual([]));

test('a documented example that breaks its schema is no value to start from', () => {
  const parameters = [{ name: 'n', in: 'query', schema: { type: 'integer' }, example: 'x' }];
  const operation = operationOf({ parameters });
  const [root] = [...rootsOf(operation, plainRequest(operation))];
  expect(root?.value).toEqual(expect.any(Number));
});
