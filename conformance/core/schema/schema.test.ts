import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test, vi } from 'vitest';
import type { Json } from '../json.ts';
import { contractOf, description, jsonBody, operationOf } from '../../testing.ts';

const schemaOf = (schema: unknown, schemas: object = {}) =>
  operationOf({ requestBody: jsonBody(schema) }, { components: { schemas } }).requestBody!
    .content[0]!.schema!;
/** "place keyword" for each broken rule. */
const broken = (schema: unknown, instance: Json, schemas: object = {}) =>
  schemaOf(schema, schemas)
    .validate(instance)
    .map(({ pointer, keyword }) => `${pointer} ${keyword}`);

const user = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string', minLength: 2 }, kind: { enum: ['a', 'b'] } },
};
const verdicts: readonly {
  schema: unknown;
  instance: Json;
  found: readonly string[];
  why: string;
}[] = [
  {
    schema: user,
    instance: { name: 'Ada', more: 1 },
    found: [],
    why: 'a valid instance with a further member',
  },
  {
    schema: user,
    instance: {},
    found: ['/name required'],
    why: 'a missing member is reported at its own position',
  },
  {
    schema: user,
    instance: { name: 'A', kind: 'c' },
    found: ['/name minLength', '/kind enum'],
    why: 'every error is kept',
  },
  { schema: user, instance: [], found: [' type'], why: 'the root' },
  {
    schema: { type: 'string', enum: ['a'] },
    instance: 7,
    found: [' type'],
    why: 'a wrong type breaks one rule only',
  },
  {
    schema: { properties: { 'a/b~c': { type: 'string' } }, required: ['d/e'] },
    instance: { 'a/b~c': 7 },
    found: ['/d~1e required', '/a~1b~0c type'],
    why: 'names are escaped',
  },
  {
    schema: { additionalProperties: false },
    instance: { a: 1 },
    found: ['/a additionalProperties'],
    why: 'an extra member is reported at its own position',
  },
  {
    schema: { allOf: [{ properties: { a: {} } }], unevaluatedProperties: false },
    instance: { a: 1, b: 1 },
    found: ['/b unevaluatedProperties'],
    why: 'unevaluatedProperties sees through allOf',
  },
  {
    schema: { dependentRequired: { a: ['b'] } },
    instance: { a: 1 },
    found: ['/b dependentRequired'],
    why: 'dependentRequired',
  },
  {
    schema: { items: { type: 'string' } },
    instance: ['a', 1, 2],
    found: ['/1 type', '/2 type'],
    why: 'each element',
  },
  {
    schema: { type: 'array', prefixItems: [{ type: 'string' }], items: false },
    instance: ['a'],
    found: [],
    why: 'prefixItems of 2020-12',
  },
  {
    schema: { if: { required: ['a'] }, then: { required: ['b'] } },
    instance: { a: 1 },
    found: ['/b required'],
    why: '`if` reports no violation itself',
  },
  {
    schema: { type: 'string', minLength: 2, maxLength: 2 },
    instance: '😀😀',
    found: [],
    why: 'lengths count code points',
  },
  {
    schema: { format: 'date-time' },
    instance: '2024-02-30T00:00:00Z',
    found: [' format'],
    why: 'formats are on',
  },
  {
    schema: { format: 'date-time' },
    instance: '2024-02-29T00:00:00.123456789Z',
    found: [],
    why: 'nine digits of a second are a date-time',
  },
  {
    schema: { format: 'no-such-format' },
    instance: 'anything',
    found: [' format'],
    why: 'a value of an unknown format is in doubt',
  },
  { schema: { format: 'uuid' }, instance: 7, found: [], why: 'a format applies to strings only' },
  {
    schema: { 'x-vendor': { any: 1 }, discriminator: { propertyName: 'a' }, xml: {} },
    instance: 1,
    found: [],
    why: "OpenAPI's own keywords",
  },
  { schema: true, instance: { a: [1] }, found: [], why: '`true` allows everything' },
  {
    schema: { properties: { a: true, b: false } },
    instance: { a: 1 },
    found: [],
    why: 'boolean schemas of properties',
  },
  { schema: { type: 'integer' }, instance: 1.0, found: [], why: '1.0 is an integer' },
  { schema: { type: 'integer' }, instance: 1.5, found: [' type'], why: '1.5 is no integer' },
  { schema: { type: 'string' }, instance: null, found: [' type'], why: 'null is no string' },
  {
    schema: { type: ['string', 'null'] },
    instance: null,
    found: [],
    why: 'null where null is allowed',
  },
  {
    schema: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    instance: 7,
    found: [' anyOf'],
    why: 'no branch of anyOf has the type',
  },
  {
    schema: { properties: { $ref: { type: 'string' } } },
    instance: { $ref: 7 },
    found: ['/$ref type'],
    why: 'a property named $ref',
  },
  {
    schema: { const: { $ref: 'x' } },
    instance: { $ref: 'x' },
    found: [],
    why: 'a const that holds a $ref',
  },
  {
    schema: { const: { $ref: 'x' } },
    instance: { $ref: 'y' },
    found: [' const'],
    why: 'another value than a const that holds a $ref',
  },
];
for (const { schema, instance, found, why } of verdicts)
  test(why, () => expect(broken(schema, instance)).toEqual(found));

test('`false` allows nothing', () => expect(broken(false, 1)).toHaveLength(1));

test('a forbidden property breaks a rule with a position in the description', () => {
  const [violation] = schemaOf({ properties: { b: false } }).validate({ b: 1 });
  expect(violation).toMatchObject({
    pointer: '/b',
    keyword: 'false schema',
    message: 'must not be present',
    source: { pointer: expect.stringMatching(/\/schema\/properties\/b$/) },
  });
});

const wordings: readonly { schema: object; instance: Json; message: string }[] = [
  { schema: { enum: ['a', 1, null] }, instance: 'b', message: 'must be one of "a", 1, null' },
  { schema: { const: { a: 1 } }, instance: 'b', message: 'must be {"a":1}' },
  { schema: { required: ['a'] }, instance: {}, message: 'must be present' },
  { schema: { type: ['string', 'null'] }, instance: 1, message: 'must be string or null' },
  { schema: { minLength: 3 }, instance: 'a', message: 'must have at least 3 characters' },
];
for (const { schema, instance, message } of wordings)
  test(`says: ${message}`, () =>
    expect(schemaOf(schema).validate(instance)[0]?.message).toBe(message));

const references: readonly { schema: object; schemas: object; why: string }[] = [
  {
    schema: { $ref: '#/components/schemas/a~1b' },
    schemas: { 'a/b': { type: 'string' } },
    why: '~1',
  },
  {
    schema: { $ref: '#/components/schemas/a%20b%7Bc%7D' },
    schemas: { 'a b{c}': { type: 'string' } },
    why: 'percent-encoding',
  },
  {
    schema: { $ref: '#word' },
    schemas: { Word: { $anchor: 'word', type: 'string' } },
    why: 'an anchor',
  },
  {
    schema: { $ref: '#/components/schemas/A', maxLength: 9 },
    schemas: { A: { $ref: '#/components/schemas/B' }, B: { type: 'string' } },
    why: 'a chain',
  },
];
for (const { schema, schemas, why } of references) {
  test(`follows a $ref with ${why}`, () => {
    expect(broken(schema, 'text', schemas)).toEqual([]);
    expect(broken(schema, 7, schemas)).toEqual([' type']);
  });
}

test('a schema that contains itself validates at every depth', () => {
  const schemas = {
    Tree: {
      type: 'object',
      required: ['name'],
      properties: { children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
    },
  };
  const tree = { $ref: '#/components/schemas/Tree' };
  expect(
    broken(tree, { name: 'a', children: [{ name: 'b', children: [{ name: 'c' }] }] }, schemas),
  ).toEqual([]);
  expect(broken(tree, { name: 'a', children: [{ name: 'b', children: [{}] }] }, schemas)).toEqual([
    '/children/0/children/0/name required',
  ]);
});

test('names the line of the rule in the description', () => {
  const paths = {
    '/a': {
      post: { operationId: 'a', requestBody: jsonBody({ $ref: 'User.yaml' }), responses: {} },
    },
  };
  const contract = contractOf(description(paths), {
    'User.yaml':
      'type: object\nrequired:\n  - name\nproperties:\n  name:\n    $ref: Name.yaml#/Name\n',
    'Name.yaml': '# names\nName:\n  type: string\n  minLength: 1\n',
  });
  const { validate } = contract.operations[0]!.requestBody!.content[0]!.schema!;
  const lines = (instance: Json) =>
    validate(instance).map(
      ({ source }) => `${source.file.split('/').at(-1)}:${contract.line(source)} ${source.pointer}`,
    );
  expect(lines({})).toEqual(['User.yaml:2 /required']);
  expect(lines({ name: '' })).toEqual(['Name.yaml:4 /Name/minLength']);
});

test('data of a description may look like a schema', () => {
  const value = { $id: 'x', $anchor: 'a', $schema: 'b', type: 7 };
  const body = jsonBody({ type: 'object' }, { examples: { one: { value } } });
  expect(operationOf({ requestBody: body }).requestBody!.content[0]!.schema!.validate({})).toEqual(
    [],
  );
});

test('names in data are no names of schemas', () => {
  const data = { $id: 'https://example.com/a', $anchor: 'not an anchor!' };
  const schema = {
    properties: {
      a: { type: 'string', example: data, default: data },
      b: { examples: [data, data], enum: [data, { $id: 'https://example.com/a' }], const: data },
    },
  };
  expect(broken(schema, { a: 1, b: data })).toEqual(['/a type']);
});

const times: readonly { format: string; value: string; reading?: 'strict' | 'loose' }[] = [
  { format: 'date-time', value: '2024-02-29T12:00:00Z' },
  { format: 'date-time', value: '2024-02-29t12:00:00.123456789z', reading: 'strict' },
  { format: 'date-time', value: '2016-12-31T23:59:60Z', reading: 'strict' },
  { format: 'date-time', value: '0001-01-01T00:00:00Z' },
  { format: 'date-time', value: '2024-02-29T12:00:00-05:30' },
  { format: 'date-time', value: '2024-02-29 12:00:00Z', reading: 'strict' },
  { format: 'date-time', value: '2024-02-29T12:00:00+0530', reading: 'strict' },
  { format: 'date-time', value: '2024-02-29T12:00:00+05', reading: 'strict' },
  { format: 'date-time', value: '2023-02-29T12:00:00Z', reading: 'loose' },
  { format: 'date-time', value: '2024-02-29T12:00:00', reading: 'loose' },
  { format: 'time', value: '12:00:00.5+01:00' },
  { format: 'time', value: '12:00:00+01', reading: 'strict' },
  { format: 'uuid', value: '5F0F2A4E-6c0b-4f0e-9a55-0d9a3d3b7f10', reading: 'strict' },
  { format: 'uuid', value: 'urn:uuid:5f0f2a4e-6c0b-4f0e-9a55-0d9a3d3b7f10', reading: 'strict' },
];
for (const { format, value, reading } of times) {
  test(`${value} is ${reading ? `no ${format} for the ${reading} reading` : `a ${format}`}`, () => {
    const schema = operationOf({ requestBody: jsonBody({ type: 'string', format }) }).requestBody!
      .content[0]!.schema!;
    expect(schema.validate(value).map((found) => found.reading)).toEqual(reading ? [reading] : []);
  });
}

test('`nullable` has no meaning in OpenAPI 3.1', () => {
  const schema = operationOf({
    requestBody: jsonBody({
      properties: {
        a: { type: 'string', nullable: true },
        nullable: { nullable: true, minLength: 1 },
      },
    }),
  }).requestBody!.content[0]!.schema!;
  expect(schema.validate({ a: null }).map(({ pointer }) => pointer)).toEqual(['/a']);
  expect(schema.validate({ nullable: '' }).map(({ pointer }) => pointer)).toEqual(['/nullable']);
});

test('a schema is compiled once for all operations that refer to it', () => {
  const compile = vi.spyOn(Ajv2020.prototype, 'compile');
  const tree = {
    type: 'object',
    properties: {
      children: { items: { $ref: '#/components/schemas/Tree' } },
      name: { $ref: '#/components/schemas/Name' },
      none: { $ref: '#/components/schemas/Unused' },
    },
  };
  const body = jsonBody({ $ref: '#/components/schemas/Tree' });
  const paths = Object.fromEntries(
    Array.from({ length: 50 }, (_, index) => [
      `/a${index}`,
      { post: { requestBody: body, responses: {} } },
    ]),
  );
  const { operations } = contractOf(
    description(paths, {
      components: { schemas: { Tree: tree, Name: { type: 'string' }, Unused: { type: 'number' } } },
    }),
  );
  for (const { requestBody } of operations)
    expect(requestBody!.content[0]!.schema!.validate({ children: [{ name: 7 }] })).toHaveLength(1);
  expect(compile).toHaveBeenCalledTimes(2);
});
