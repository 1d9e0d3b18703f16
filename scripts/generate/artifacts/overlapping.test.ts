import { expect, test } from 'vitest';
import { contractOf, description } from '../../../conformance/testing.ts';
import { overlapping } from './overlapping.ts';

/** Which other paths each path matches too, of GET operations at these paths. */
function found(...paths: readonly string[]): Record<string, readonly string[]> {
  const get = { responses: { 204: { description: 'None.' } } };
  const parameters = (path: string) =>
    [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      ...{ name, in: 'path', required: true, schema: { type: 'string' } },
    }));
  const items = paths.map((path) => [path, { get: { ...get, parameters: parameters(path) } }]);
  const { operations } = contractOf(description(Object.fromEntries(items)));
  return Object.fromEntries(
    operations.map((operation) => [operation.path, overlapping(operation, operations)]),
  );
}

test('a path also matches longer ones that end with it, or may', () => {
  expect(found('/pets', '/users/{id}/pets', '/users/{id}', '/cats/all')).toEqual({
    '/pets': ['/users/{id}/pets', '/users/{id}'],
    '/users/{id}/pets': [],
    '/users/{id}': ['/users/{id}/pets'],
    '/cats/all': [],
  });
});

test('of two paths of the same length, the one with the first fixed segment is more specific', () => {
  expect(found('/pets/{id}', '/pets/mine', '/{kind}/mine', '/cats')).toEqual({
    '/pets/{id}': ['/pets/mine'],
    '/pets/mine': [],
    '/{kind}/mine': ['/pets/{id}', '/pets/mine'],
    '/cats': ['/pets/{id}'],
  });
});
