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

test('ignores the header parameters Accept, Content-Type and Authorization', () => {
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

const headers = (...parameters: object[]) =>
  contractOf(
    description({
      '/a': {
        get: {
          operationId: 'a',
          parameters: parameters.map((one) => ({ in: 'header', schema: {}, ...one })),
        },
        put: { operationId: 'b' },
      },
    }),
  );

for (const name of ['Content-Length', 'host', 'CONNECTION', 'Expect', 'Content-Encoding', 'TE'])
  test(`the header parameter ${name} is left to HTTP, and told`, () => {
    const { operations, unsupported, notes } = headers({ name, required: true }, { name: 'X-A' });
    expect(operations[0]!.parameters.map((read) => read.name)).toEqual(['X-A']);
    expect(unsupported).toEqual([]);
    expect(notes.map(({ reason }) => reason)).toEqual([
      `a: HTTP itself decides the field ${name}, so this parameter is neither sent nor missed.`,
    ]);
  });

test('User-Agent is a parameter like others', () => {
  const { operations, notes } = headers({ name: 'User-Agent', required: true });
  expect(operations[0]!.parameters).toMatchObject([{ name: 'User-Agent', required: true }]);
  expect(notes).toEqual([]);
});

for (const name of ['', 'X Trace', 'X:Trace', 'X-Größe'])
  test(`no header field has the name "${name}"`, () => {
    const optional = headers({ name });
    expect(optional.operations.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(optional.notes.map(({ reason }) => reason)).toEqual([
      `a: no header field can have the name "${name}", so this parameter is left out.`,
    ]);
    const required = headers({ name, required: true });
    expect(required.operations.map(({ id }) => id)).toEqual(['b']);
    expect(required.unsupported).toMatchObject([
      { reason: expect.stringContaining(`a: no header field can have the name "${name}"`) },
    ]);
  });

test('names of header parameters are the same in any letter case, other names are not', () => {
  const parameters = (name: string, required: boolean) =>
    ['header', 'query'].map((place) => ({ name, in: place, required, schema: {} }));
  const item = {
    parameters: parameters('X-Trace', false),
    get: { ...small.get, parameters: parameters('x-trace', true) },
  };
  const [operation] = contractOf(description({ '/a': item })).operations;
  expect(operation!.parameters.map((read) => [read.in, read.name, read.required])).toEqual([
    ['header', 'x-trace', true],
    ['query', 'X-Trace', false],
    ['query', 'x-trace', true],
  ]);
});

test('a parameter that is in one list twice is told, and the last one counts', () => {
  const named = (name: string, place = 'header') => ({ name, in: place, schema: {} });
  const read = (...parameters: object[]) =>
    contractOf(description({ '/a': { get: { operationId: 'a', parameters, responses: {} } } }));
  const { operations, notes } = read(named('X-A'), named('q', 'query'), named('x-a'));
  expect(operations[0]!.parameters.map(({ name }) => name)).toEqual(['x-a', 'q']);
  expect(notes.map(({ reason }) => reason)).toEqual([
    'a: the header parameter "x-a" is here twice, whatever its letter case: the last one counts.',
  ]);
  expect(read(named('q', 'query'), named('Q', 'query'), named('q')).notes).toEqual([]);
});

test('a note about a shared parameter is told once', () => {
  const parameters = [{ $ref: '#/components/parameters/Length' }];
  const operation = (operationId: string) => ({ operationId, parameters });
  const { notes } = contractOf(
    description(
      { '/a': { get: operation('a'), put: operation('b') }, '/c': { get: operation('c') } },
      { components: { parameters: { Length: { in: 'header', name: 'Content-Length' } } } },
    ),
  );
  expect(notes.map(({ reason }) => reason)).toEqual([
    expect.stringContaining('a and 2 more: HTTP itself decides the field Content-Length'),
  ]);
});

test('allowEmptyValue is about query parameters that have a form without a value', () => {
  const { parameters } = operationOf({
    parameters: [
      { name: 'a', in: 'query', allowEmptyValue: true, schema: {} },
      { name: 'b', in: 'query', schema: {} },
      { name: 'c', in: 'header', allowEmptyValue: true, schema: {} },
      { name: 'd', in: 'query', style: 'deepObject', allowEmptyValue: true, schema: {} },
    ],
  });
  expect(parameters.filter(({ allowsEmpty }) => allowsEmpty).map(({ name }) => name)).toEqual([
    'a',
  ]);
});
