import { expect, test } from 'vitest';
import { contractOf, description, jsonBody, operationOf } from '../testing.ts';
import type { Shape } from '../model.ts';

const shapeOf = (schema: unknown, schemas: object = {}): Shape =>
  operationOf({ requestBody: jsonBody(schema) }, { components: { schemas } }).requestBody!.content[0]!.schema!.shape();

const shapes: readonly { schema: unknown; shape: Partial<Shape>; why: string }[] = [
  { schema: { type: 'string', minLength: 1, format: 'uuid', pattern: 'a' }, shape: { types: ['string'], minLength: 1, format: 'uuid', pattern: 'a' }, why: 'what one schema says' },
  { schema: { type: ['string', 'null'] }, shape: { types: ['null', 'string'] }, why: 'several types' },
  { schema: { type: 'number' }, shape: { types: ['integer', 'number'] }, why: 'an integer is a number' },
  { schema: true, shape: { types: ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'] }, why: '`true` allows everything' },
  { schema: {}, shape: { types: ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'] }, why: 'so does a schema that says nothing' },
  { schema: { properties: { a: {} } }, shape: { types: ['object'] }, why: 'properties without a type suggest an object' },
  { schema: { items: {} }, shape: { types: ['array'] }, why: 'items without a type suggest an array' },
  { schema: { const: 7 }, shape: { enum: [7], enumKeyword: 'const' }, why: 'a const is an enum of one' },
  { schema: { const: null }, shape: { enum: [null], enumKeyword: 'const' }, why: 'a const may be null' },
  { schema: { enum: ['a'] }, shape: { enum: ['a'], enumKeyword: 'enum' }, why: 'an enum' },
  { schema: { allOf: [{ type: 'string', minLength: 1, maxLength: 9 }, { minLength: 3, maxLength: 5 }] }, shape: { types: ['string'], minLength: 3, maxLength: 5 }, why: 'allOf: the narrowest limits' },
  { schema: { allOf: [{ type: 'number' }, { type: ['integer', 'string'] }] }, shape: { types: ['integer'] }, why: 'allOf: the types that all allow' },
  { schema: { allOf: [{ enum: ['a', 'b', { c: 1 }] }, { enum: [{ c: 1 }, 'b'] }] }, shape: { enum: ['b', { c: 1 }] }, why: 'allOf: the values that all allow' },
  { schema: { allOf: [{ required: ['a'] }, { required: ['a', 'b'] }] }, shape: { required: ['a', 'b'] }, why: 'allOf: every required member' },
  { schema: { oneOf: [{ type: 'string' }, { type: 'null' }] }, shape: { types: ['string'] }, why: 'oneOf: the first branch' },
  { schema: { anyOf: [{ type: 'integer' }, { type: 'null' }] }, shape: { types: ['integer'] }, why: 'anyOf: the first branch' },
  { schema: { examples: ['a'], example: 'b', default: 'c' }, shape: { examples: ['a', 'b', 'c'] }, why: 'examples, the oldest keyword last' },
  { schema: { example: { $ref: 'data' } }, shape: { examples: [{ $ref: 'data' }] }, why: 'an example that holds a $ref' },
];
for (const { schema, shape, why } of shapes) test(`${why}: ${JSON.stringify(schema)}`, () => expect(shapeOf(schema)).toMatchObject(shape));

test('a property that several schemas describe is described by all of them', () => {
  const properties = (schema: object) => ({ properties: { a: schema } });
  const shape = shapeOf({ allOf: [properties({ type: 'string' }), properties({ minLength: 2 })] }).properties.get('a')!();
  expect(shape).toMatchObject({ types: ['string'], minLength: 2 });
});

test('what stands beside a $ref counts too', () => {
  expect(shapeOf({ $ref: '#/components/schemas/Name', maxLength: 3 }, { Name: { type: 'string', maxLength: 9 } })).toMatchObject({ types: ['string'], maxLength: 3 });
});

test('a schema that contains itself has no end, and is followed as far as somebody looks', () => {
  const tree = { type: 'object', properties: { children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } } };
  let shape = shapeOf({ $ref: '#/components/schemas/Tree' }, { Tree: tree });
  for (let depth = 0; depth < 50; depth += 1) shape = shape.properties.get('children')!().items!();
  expect(shape.types).toEqual(['object']);
});

test('a schema that is all of itself says what it says once', () => {
  expect(shapeOf({ $ref: '#/components/schemas/Self' }, { Self: { type: 'string', allOf: [{ $ref: '#/components/schemas/Self' }] } }).types).toEqual(['string']);
});

test('names the place where the schema is written', () => {
  const contract = contractOf(description({ '/a': { post: { operationId: 'a', requestBody: jsonBody({ $ref: 'Name.yaml#/name' }), responses: {} } } }), { 'Name.yaml': '\nname:\n  type: string\n' });
  const { source } = contract.operations[0]!.requestBody!.content[0]!.schema!.shape();
  expect([source.pointer, contract.line(source)]).toEqual(['/name', 2]);
});
