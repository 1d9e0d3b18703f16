import { expect, test } from 'vitest';
import type { Resource } from '../../core/resources/model.ts';
import { requestOf } from '../../core/instances/plain-request.ts';
import { operationOf } from '../../testing.ts';
import { parameter } from './fake/testing.ts';
import { withPathOf } from './preparation.ts';

const resource: Resource = {
  ...{ path: '/shops/{shopId}/labels/{name}', collection: '/shops/{shopId}/labels' },
  ...{ parameters: ['name'], names: ['label'], roles: [] },
};
const label = { resource, values: new Map([...Object.entries({ shopId: 's1', name: 'red' })]) };

/** The values in the path of an operation, for a label. */
const pathOf = (path: string, ...names: readonly string[]) => {
  const operation = operationOf({ parameters: names.map((name) => parameter(name)) }, {}, path);
  return withPathOf(operation, requestOf(operation, 'required', false), label).parameters.path;
};

test('a path below that of a thing has its values, whatever they are called', () =>
  expect(pathOf('/shops/{shop}/labels/{label}/uses', 'shop', 'label')).toEqual({
    shop: 's1',
    label: 'red',
  }));

test('another path has only what it shares with that of the thing', () => {
  const { shop, other } = pathOf('/shops/{shop}/boxes/{other}', 'shop', 'other');
  expect(shop).toBe('s1');
  expect(other).not.toBe('red');
  expect(pathOf('/users/{user}', 'user')).not.toEqual({ user: 's1' });
});
