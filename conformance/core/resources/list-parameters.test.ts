import { expect, test } from 'vitest';
import { jsonBody, operationOf } from '../../testing.ts';
import { filtersOf, limitOf, pageOf } from './list-parameters.ts';

const integer = { type: 'integer' };

/** A list of things with a size, by parameters of some names. */
const listBy = (...names: readonly string[]) =>
  operationOf({
    parameters: names.map((name) => ({ in: 'query', name, schema: integer })),
    responses: {
      200: jsonBody({
        type: 'object',
        properties: {
          data: { type: 'array', items: { type: 'object', properties: { size: integer } } },
        },
      }),
    },
  });

test('a parameter with the name of a limit selects where things have such a member', () => {
  expect(limitOf(listBy('limit'))?.name).toBe('limit');
  expect(limitOf(listBy('size'))).toBeUndefined();
  expect(filtersOf(listBy('size', 'limit'))).toEqual([{ parameter: 'size', member: 'size' }]);
});

test('a parameter that begins a span is no page', () => {
  expect(pageOf(listBy('from'))?.name).toBe('from');
  expect(pageOf(listBy('from', 'to'))).toBeUndefined();
  expect(pageOf(listBy('from', 'to', 'page'))?.name).toBe('page');
});
