import { expect, test } from 'vitest';
import { contractOf, description, jsonBody, operationOf } from '../../testing.ts';
import type { FlatSchema, Alternatives } from './model.ts';

const flatOf = (schema: unknown, schemas: object = {}): FlatSchema =>
  operationOf(
    { requestBody: jsonBody(schema) },
    { components: { schemas } },
  ).requestBody!.content[0]!.schema!.alternatives()[0];

const alternatives: readonly { schema: unknown; flat: Partial<FlatSchema>; why: string }[] = [
  {
    schema: { type: 'string', minLength: 1, format: 'uuid', pattern: 'a' },
    flat: { types: ['string'], minLength: 1, format: 'uuid', patterns: ['a'] },
    why: 'a single schema',
  },
  {
    schema: { type: ['string', 'null'] },
    flat: { types: ['null', 'string'] },
    why: 'several types',
  },
  {
    schema: { type: 'number' },
    flat: { types: ['integer', 'number'] },
    why: 'an integer is a number',
  },
  {
    schema: true,
    flat: { types: ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'] },
    why: '`true` allows everything',
  },
  {
    schema: {},
    flat: { types: ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'] },
    why: 'an empty schema allows everything',
  },
  {
    schema: { properties: { a: {} } },
    flat: { types: ['object'] },
    why: 'properties without a type suggest an object',
  },
  {
    schema: { items: {} },
    flat: { types: ['array'] },
    why: 'items without a type suggest an array',
  },
  {
    schema: { const: 7 },
    flat: { enum: [7], enumKeyword: 'const' },
    why: 'a const is an enum with one value',
  },
  {
    schema: { const: null },
    flat: { enum: [null], enumKeyword: 'const' },
    why: 'a const may be null',
  },
  { schema: { enum: ['a'] }, flat: { enum: ['a'], enumKeyword: 'enum' }, why: 'an enum' },
  {
    schema: {
      allOf: [
        { type: 'string', minLength: 1, maxLength: 9 },
        { minLength: 3, maxLength: 5 },
      ],
    },
    flat: { types: ['string'], minLength: 3, maxLength: 5 },
    why: 'allOf: the narrowest limits',
  },
  {
    schema: { allOf: [{ type: 'number' }, { type: ['integer', 'string'] }] },
    flat: { types: ['integer'] },
    why: 'allOf: the types that all allow',
  },
  {
    schema: { allOf: [{ enum: ['a', 'b', { c: 1 }] }, { enum: [{ c: 1 }, 'b'] }] },
    flat: { enum: ['b', { c: 1 }] },
    why: 'allOf: the values that all allow',
  },
  {
    schema: { allOf: [{ required: ['a'] }, { required: ['a', 'b'] }] },
    flat: { required: ['a', 'b'] },
    why: 'allOf: every required member',
  },
  {
    schema: { minimum: 1, maximum: 9, exclusiveMinimum: 2, exclusiveMaximum: 8, multipleOf: 2 },
    flat: { minimum: 1, maximum: 9, exclusiveMinimum: 2, exclusiveMaximum: 8, multipleOf: [2] },
    why: 'the limits of a number',
  },
  {
    schema: { allOf: [{ multipleOf: 2 }, { multipleOf: 3 }] },
    flat: { multipleOf: [2, 3] },
    why: 'allOf: every positive step',
  },
  {
    schema: { minItems: 1, maxItems: 9, uniqueItems: true, minContains: 2, maxContains: 3 },
    flat: {
      types: ['array'],
      minItems: 1,
      maxItems: 9,
      uniqueItems: true,
      minContains: 2,
      maxContains: 3,
    },
    why: 'the limits of an array',
  },
  {
    schema: { type: 'array' },
    flat: { uniqueItems: false, prefixItems: [] },
    why: 'an array without limits',
  },
  {
    schema: { prefixItems: [{}], items: false },
    flat: { items: false },
    why: 'no further elements',
  },
  {
    schema: { unevaluatedItems: false, prefixItems: [{}] },
    flat: { items: false },
    why: 'no unevaluated elements',
  },
  {
    schema: { minProperties: 1, maxProperties: 2, dependentRequired: { a: ['b'] } },
    flat: { minProperties: 1, maxProperties: 2, dependentRequired: new Map([['a', ['b']]]) },
    why: 'the limits of an object',
  },
  {
    schema: {
      allOf: [{ dependentRequired: { a: ['b'] } }, { dependentRequired: { a: ['c', 'b'] } }],
    },
    flat: { dependentRequired: new Map([['a', ['b', 'c']]]) },
    why: 'allOf: every member that another needs',
  },
  {
    schema: { additionalProperties: false },
    flat: { additionalProperties: false },
    why: 'no further members',
  },
  {
    schema: { unevaluatedProperties: false },
    flat: { additionalProperties: false },
    why: 'no unevaluated members',
  },
  {
    schema: { allOf: [{ pattern: 'a' }, { pattern: 'b' }, { pattern: 'a' }] },
    flat: { patterns: ['a', 'b'] },
    why: 'allOf: every pattern once',
  },
  {
    schema: { contentEncoding: 'base64' },
    flat: { types: ['string'], contentEncoding: 'base64' },
    why: 'an encoding',
  },
  {
    schema: { readOnly: true, type: 'string' },
    flat: { readOnly: true, writeOnly: false },
    why: 'readOnly',
  },
  {
    schema: { writeOnly: true, type: 'string' },
    flat: { readOnly: false, writeOnly: true },
    why: 'writeOnly',
  },
  { schema: false, flat: { isNever: true }, why: '`false` allows nothing' },
  {
    schema: { type: 'object', discriminator: { propertyName: 'kind' } },
    flat: { discriminator: 'kind' },
    why: 'the member that selects a branch',
  },
  {
    schema: { oneOf: [{ type: 'string' }, { type: 'null' }] },
    flat: { types: ['string'] },
    why: 'oneOf: the first branch',
  },
  {
    schema: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
    flat: { types: ['integer'] },
    why: 'anyOf: the first branch',
  },
  {
    schema: { examples: ['a'], example: 'b', default: 'c' },
    flat: { examples: ['a', 'b'], defaults: ['c'] },
    why: 'examples, the oldest keyword last, and the default apart',
  },
  {
    schema: { example: { $ref: 'data' } },
    flat: { examples: [{ $ref: 'data' }] },
    why: 'an example that holds a $ref',
  },
];
for (const { schema, flat, why } of alternatives)
  test(`${why}: ${JSON.stringify(schema)}`, () => expect(flatOf(schema)).toMatchObject(flat));

const places: readonly {
  schema: object;
  place: (flat: FlatSchema) => Alternatives | false | undefined;
  why: string;
}[] = [
  {
    schema: { prefixItems: [{}, { const: 7 }] },
    place: ({ prefixItems }) => prefixItems[1],
    why: 'prefixItems',
  },
  { schema: { items: { const: 7 } }, place: ({ items }) => items, why: 'items' },
  { schema: { contains: { const: 7 } }, place: ({ contains }) => contains, why: 'contains' },
  {
    schema: { properties: { a: { const: 7 } } },
    place: ({ properties }) => properties.get('a'),
    why: 'properties',
  },
  {
    schema: { patternProperties: { '^a': { const: 7 } } },
    place: ({ patternProperties }) => patternProperties.get('^a'),
    why: 'patternProperties',
  },
  {
    schema: { additionalProperties: { const: 7 } },
    place: ({ additionalProperties }) => additionalProperties,
    why: 'additionalProperties',
  },
  {
    schema: { propertyNames: { const: 7 } },
    place: ({ propertyNames }) => propertyNames,
    why: 'propertyNames',
  },
  { schema: { not: { const: 7 } }, place: ({ not }) => not[0], why: 'not' },
];
for (const { schema, place, why } of places)
  test(`${why} is flattened on its own`, () =>
    expect((place(flatOf(schema)) as Alternatives)()[0].enum).toEqual([7]));

const named = {
  Cat: { type: 'object', required: ['meow'] },
  Dog: { type: 'object', required: ['bark'] },
};
const refs = ['Cat', 'Dog'].map((name) => ({ $ref: `#/components/schemas/${name}` }));
const branches: readonly { schema: object; found: readonly string[]; why: string }[] = [
  { schema: { type: 'string' }, found: [' '], why: 'none' },
  {
    schema: { oneOf: refs },
    found: ['Cat meow', 'Dog bark'],
    why: 'oneOf, by the names of schemas',
  },
  {
    schema: { anyOf: [{ required: ['a'] }, { title: 'Big one', required: ['b'] }] },
    found: ['anyOf-1 a', 'Big-one b'],
    why: 'anyOf, by title or number',
  },
  { schema: { oneOf: [refs[0]] }, found: [' meow'], why: 'a single branch needs no name' },
  {
    schema: { type: 'object', oneOf: [{ type: 'null' }, refs[1]] },
    found: ['Dog bark'],
    why: 'branches that contradict their siblings are left out',
  },
  {
    schema: { allOf: [{ oneOf: refs }, { anyOf: [{ required: ['x'] }, { required: ['y'] }] }] },
    found: ['Cat+anyOf-1 meow,x', 'Dog+anyOf-2 bark,y'],
    why: 'choices beside each other, each branch once',
  },
  {
    schema: { oneOf: [{ oneOf: refs }, { required: ['z'] }] },
    found: ['oneOf-1+Cat meow', 'oneOf-1+Dog bark', 'oneOf-2 z'],
    why: 'branches of branches',
  },
  {
    schema: { if: { required: ['a'] }, then: { required: ['b'] }, else: { required: ['c'] } },
    found: ['then a,b', 'else c'],
    why: 'if, then and else',
  },
  {
    schema: { dependentSchemas: { a: { required: ['b'] } } },
    found: [' ', 'a a,b'],
    why: 'dependentSchemas',
  },
];
for (const { schema, found, why } of branches) {
  test(`branches: ${why}`, () => {
    const alternatives = operationOf(
      { requestBody: jsonBody(schema) },
      { components: { schemas: named } },
    ).requestBody!.content[0]!.schema!.alternatives();
    expect(alternatives.map(({ branch, required }) => `${branch} ${required.join()}`)).toEqual(
      found,
    );
    expect(new Set(alternatives.map(({ identity }) => identity)).size).toBe(alternatives.length);
  });
}

test('a branch in a file of its own has the name of the file', () => {
  const body = jsonBody({ oneOf: [{ $ref: 'deep/Cat.yaml' }, { $ref: 'Dog.json' }] });
  const contract = contractOf(
    description({ '/a': { post: { requestBody: body, responses: {} } } }),
    { 'deep/Cat.yaml': 'type: object', 'Dog.json': '{"type":"object"}' },
  );
  expect(
    contract.operations[0]!.requestBody!.content[0]!.schema!.alternatives().map(
      ({ branch }) => branch,
    ),
  ).toEqual(['Cat', 'Dog']);
});

test('the number of choices is limited', () => {
  expect(
    operationOf({
      requestBody: jsonBody({
        oneOf: Array.from({ length: 100 }, (_, index) => ({ const: index })),
      }),
    }).requestBody!.content[0]!.schema!.alternatives(),
  ).toHaveLength(24);
});

test('a property that several schemas describe is described by all of them', () => {
  const properties = (schema: object) => ({ properties: { a: schema } });
  const flat = flatOf({
    allOf: [properties({ type: 'string' }), properties({ minLength: 2 })],
  }).properties.get('a')!()[0];
  expect(flat).toMatchObject({ types: ['string'], minLength: 2 });
});

test('siblings of a $ref are merged', () => {
  expect(
    flatOf(
      { $ref: '#/components/schemas/Name', maxLength: 3 },
      { Name: { type: 'string', maxLength: 9 } },
    ),
  ).toMatchObject({ types: ['string'], maxLength: 3 });
});

test('a schema that contains itself is flattened lazily', () => {
  const tree = {
    type: 'object',
    properties: { children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
  };
  let flat = flatOf({ $ref: '#/components/schemas/Tree' }, { Tree: tree });
  for (let depth = 0; depth < 50; depth += 1)
    flat = (flat.properties.get('children')!()[0].items as Alternatives)()[0];
  expect(flat.types).toEqual(['object']);
});

test('the source is the position of the schema', () => {
  const contract = contractOf(
    description({
      '/a': {
        post: {
          operationId: 'a',
          requestBody: jsonBody({ $ref: 'Name.yaml#/name' }),
          responses: {},
        },
      },
    }),
    { 'Name.yaml': '\nname:\n  type: string\n' },
  );
  const { source } = contract.operations[0]!.requestBody!.content[0]!.schema!.alternatives()[0];
  expect([source.pointer, contract.line(source)]).toEqual(['/name', 2]);
});
