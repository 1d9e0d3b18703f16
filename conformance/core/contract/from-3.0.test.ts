import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { contractOf, description, jsonBody } from '../../testing.ts';

const components = {
  schemas: {
    Name: { type: 'string', minLength: 2 },
    Cat: { type: 'object', required: ['kind'] },
    Dog: { type: 'object', required: ['kind'] },
  },
};
const read = (schema: unknown, openapi = '3.0.3') =>
  contractOf(
    description(
      { '/a': { post: { requestBody: jsonBody(schema), responses: {} } } },
      { openapi, components },
    ),
  );
const schemaOf = (schema: unknown, openapi?: string) =>
  read(schema, openapi).operations[0]!.requestBody!.content[0]!.schema!;
const ref = { $ref: '#/components/schemas/Name' };

const rows: readonly { schema: unknown; instance: Json; found: readonly string[]; why: string }[] =
  [
    {
      schema: { type: 'string', nullable: true },
      instance: null,
      found: [],
      why: 'nullable beside a type',
    },
    {
      schema: { type: 'string', nullable: true },
      instance: 7,
      found: [' type'],
      why: 'nullable beside a type',
    },
    {
      schema: { type: 'string', nullable: false },
      instance: null,
      found: [' type'],
      why: 'not nullable',
    },
    {
      schema: { type: 'string', nullable: true, enum: ['a'] },
      instance: null,
      found: [' enum'],
      why: 'an enum without null',
    },
    {
      schema: { type: 'string', nullable: true, enum: ['a', null] },
      instance: null,
      found: [],
      why: 'an enum with null',
    },
    {
      schema: { nullable: true, minLength: 2 },
      instance: 'a',
      found: [' minLength'],
      why: 'nullable without a type has no effect',
    },
    {
      schema: { ...ref, nullable: true },
      instance: null,
      found: [],
      why: 'nullable beside a reference',
    },
    {
      schema: { ...ref, nullable: true },
      instance: 'a',
      found: [' minLength'],
      why: 'nullable beside a reference',
    },
    {
      schema: { ...ref, nullable: true, maxLength: 2, description: 'd' },
      instance: 'abc',
      found: [],
      why: 'siblings of a reference are ignored, beside nullable too',
    },
    {
      schema: { allOf: [ref], nullable: true },
      instance: null,
      found: [],
      why: 'nullable beside allOf',
    },
    {
      schema: { allOf: [ref], nullable: true },
      instance: 'a',
      found: [' minLength'],
      why: 'nullable beside allOf',
    },
    {
      schema: {
        oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
        discriminator: { propertyName: 'kind' },
        nullable: true,
      },
      instance: null,
      found: [],
      why: 'nullable beside oneOf',
    },
    {
      schema: {
        oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
        discriminator: { propertyName: 'kind' },
        nullable: true,
      },
      instance: { kind: 'Cow' },
      found: ['/kind discriminator'],
      why: 'a discriminator goes with its branches',
    },
    {
      schema: { ...ref, maxLength: 2 },
      instance: 'abc',
      found: [],
      why: 'siblings of a reference are ignored',
    },
    {
      schema: { minimum: 1, exclusiveMinimum: true },
      instance: 1,
      found: [' exclusiveMinimum'],
      why: 'exclusiveMinimum',
    },
    {
      schema: { minimum: 1, exclusiveMinimum: false },
      instance: 1,
      found: [],
      why: 'no exclusiveMinimum',
    },
    {
      schema: { minimum: 1, exclusiveMinimum: false },
      instance: 0,
      found: [' minimum'],
      why: 'no exclusiveMinimum',
    },
    {
      schema: { maximum: 1, exclusiveMaximum: true },
      instance: 1,
      found: [' exclusiveMaximum'],
      why: 'exclusiveMaximum',
    },
    {
      schema: { exclusiveMaximum: true },
      instance: 1,
      found: [],
      why: 'exclusiveMaximum without maximum',
    },
    {
      schema: { type: 'string', format: 'byte' },
      instance: '*',
      found: [' contentEncoding'],
      why: 'bytes',
    },
    {
      schema: { type: 'string', format: 'byte', nullable: true },
      instance: null,
      found: [],
      why: 'bytes or null',
    },
    {
      schema: {
        properties: { nullable: { type: 'string' }, exclusiveMinimum: { type: 'boolean' } },
      },
      instance: { nullable: null, exclusiveMinimum: true },
      found: ['/nullable type'],
      why: 'properties with the names of keywords',
    },
    {
      schema: { enum: [{ nullable: true, $ref: 'x', a: 1 }] },
      instance: { nullable: true, $ref: 'x', a: 1 },
      found: [],
      why: 'data is left as it is',
    },
  ];
for (const { schema, instance, found, why } of rows) {
  test(`${why}: ${JSON.stringify(instance)}`, () =>
    expect(
      schemaOf(schema)
        .validate(instance)
        .map(({ pointer, keyword }) => `${pointer} ${keyword}`),
    ).toEqual(found));
}

const later: readonly { schema: unknown; instance: Json; found: readonly string[]; why: string }[] =
  [
    {
      schema: { type: 'string', nullable: true },
      instance: null,
      found: ['type'],
      why: 'nullable',
    },
    {
      schema: { ...ref, maxLength: 2 },
      instance: 'abc',
      found: ['maxLength'],
      why: 'siblings of a reference',
    },
  ];
for (const { schema, instance, found, why } of later)
  test(`OpenAPI 3.1 reads ${why} differently`, () =>
    expect(
      schemaOf(schema, '3.1.0')
        .validate(instance)
        .map(({ keyword }) => keyword),
    ).toEqual(found));

test('an example stays an example of the schema', () => {
  expect(schemaOf({ ...ref, nullable: true, example: 'ab' }).alternatives()[0].examples).toEqual([
    'ab',
  ]);
});

test('a path item keeps the siblings of its reference', () => {
  const contract = contractOf(
    description({ '/a/{id}': { $ref: 'a.yaml', parameters: [] } }, { openapi: '3.0.0' }),
    {
      'a.yaml':
        'parameters:\n  - { name: id, in: path, required: true, schema: { type: string } }\nget: { responses: {} }\n',
    },
  );
  expect(contract.operations).toHaveLength(1);
});

test('lines are those of the original description', () => {
  const text = [
    'properties:',
    '  a:',
    '    allOf:',
    '      - minLength: 2',
    '    nullable: true',
    '  b:',
    '    type: number',
    '    minimum: 1',
    '    exclusiveMinimum: true',
    '',
  ].join('\n');
  const contract = contractOf(
    description(
      { '/a': { post: { requestBody: jsonBody({ $ref: 'S.yaml' }), responses: {} } } },
      { openapi: '3.0.3' },
    ),
    { 'S.yaml': text },
  );
  const lines = contract.operations[0]!.requestBody!.content[0]!.schema!.validate({
    a: 'a',
    b: 1,
  }).map(({ source }) => `${contract.line(source)} ${source.pointer}`);
  expect(lines).toEqual(['4 /properties/a/allOf/0/minLength', '9 /properties/b/exclusiveMinimum']);
});
