import { expect, test } from 'vitest';
import { contractOf, description, operationOf } from '../../testing.ts';

const small = { get: { responses: { 200: { description: 'Done.' } } } };

test("an operation's parameter replaces that of its path item", () => {
  const parameter = (description: string, more: object = {}) => ({
    name: 'limit',
    in: 'query',
    schema: { type: 'integer' },
    description,
    ...more,
  });
  const item = {
    parameters: [parameter('of the path'), { name: 'limit', in: 'header', schema: {} }],
    get: { ...small.get, parameters: [parameter('of the operation', { required: true })] },
  };
  const [operation] = contractOf(description({ '/a': item })).operations;
  expect(operation?.parameters.map((read) => [read.in, read.name, read.required])).toEqual([
    ['query', 'limit', true],
    ['header', 'limit', false],
  ]);
});

const defaults = [
  { in: 'query', style: 'form', explode: true },
  { in: 'cookie', style: 'form', explode: true },
  { in: 'path', style: 'simple', explode: false },
  { in: 'header', style: 'simple', explode: false },
];
for (const { in: place, ...expected } of defaults) {
  test(`a ${place} parameter has the style ${expected.style}`, () => {
    const [parameter] = operationOf(
      { parameters: [{ name: 'a', in: place, required: true, schema: {} }] },
      {},
      place === 'path' ? '/things/{a}' : '/things',
    ).parameters;
    expect(parameter).toMatchObject(expected);
  });
}

test('Accept, Content-Type and Authorization are no parameters', () => {
  const names = ['Accept', 'content-type', 'AUTHORIZATION', 'X-Accept'];
  expect(
    operationOf({
      parameters: names.map((name) => ({ name, in: 'header', schema: {} })),
    }).parameters.map(({ name }) => name),
  ).toEqual(['X-Accept']);
});

test('reads the media type of a parameter, and its examples', () => {
  const [parameter] = operationOf({
    parameters: [
      {
        name: 'a',
        in: 'query',
        content: { 'application/json': { schema: { type: 'object' }, example: { b: 1 } } },
      },
    ],
  }).parameters;
  expect(parameter).toMatchObject({
    style: 'content',
    mediaType: 'application/json',
    examples: [{ value: { b: 1 } }],
  });
  expect(parameter!.schema.validate(1)).toHaveLength(1);
});
