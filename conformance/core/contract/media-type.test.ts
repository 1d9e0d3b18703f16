import { expect, test } from 'vitest';
import { jsonBody, operationOf } from '../../testing.ts';

test('reads examples: named ones, else the one', () => {
  const read = (more: object) =>
    operationOf(
      { requestBody: jsonBody({}, more) },
      { components: { examples: { shared: { value: 3 } } } },
    ).requestBody!.content[0]!.examples.map(({ name, value }) => [name, value]);
  expect(
    read({
      examples: {
        a: { value: { $ref: '#/data' } },
        b: { $ref: '#/components/examples/shared' },
        c: { externalValue: 'https://example.com' },
      },
      example: 4,
    }),
  ).toEqual([
    ['a', { $ref: '#/data' }],
    ['b', 3],
  ]);
  expect(read({ example: null })).toEqual([['example', null]]);
  expect(read({})).toEqual([]);
});

test('reads how the members of a form are written', () => {
  const body = {
    content: {
      'multipart/form-data': {
        schema: {},
        encoding: { a: { contentType: 'image/png' }, b: { style: 'form', explode: false }, c: 7 },
      },
    },
  };
  expect([...operationOf({ requestBody: body }).requestBody!.content[0]!.encoding]).toEqual([
    ['a', { contentType: 'image/png' }],
    ['b', { style: 'form', explode: false }],
    ['c', {}],
  ]);
});
