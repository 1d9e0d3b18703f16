import { describe, expect, test } from 'vitest';
import { contractOf, description, jsonBody } from '../../testing.ts';

/** What is said of an operation with a schema; the one beside it must stay. */
function saidOf(body: object, schemas: object = {}, openapi = '3.1.1'): string[] {
  const plain = { operationId: 'plain', responses: { 200: { description: 'Done.' } } };
  const { operations, unsupported } = contractOf(
    description(
      { '/a': { post: { ...plain, operationId: 'odd', ...body } }, '/b': { get: plain } },
      { openapi, components: { schemas } },
    ),
  );
  const ids = operations.map(({ id }) => id);
  expect(ids).toEqual(unsupported.length > 0 ? ['plain'] : ['odd', 'plain']);
  return unsupported.map(({ source, reason }) => `${source.pointer} ${reason}`);
}
const request = (schema: unknown) => ({ requestBody: jsonBody(schema) });
const at = '/paths/~1a/post/requestBody/content/application~1json/schema';

const wrong: readonly (readonly [keyword: string, value: unknown])[] = [
  ['type', 'strin'],
  ['type', []],
  ['type', ['string', 5]],
  ['enum', []],
  ['enum', 'one'],
  ['exclusiveMinimum', true],
  ['exclusiveMaximum', '5'],
  ['minimum', '1'],
  ['maximum', null],
  ['multipleOf', 0],
  ['multipleOf', -1],
  ['minLength', -1],
  ['maxLength', 1.5],
  ['minItems', '2'],
  ['maxProperties', true],
  ['uniqueItems', 'true'],
  ['required', true],
  ['required', [1]],
  ['pattern', 5],
  ['format', {}],
  ['items', [{}]],
  ['additionalProperties', 'false'],
  ['not', 5],
  ['allOf', {}],
  ['anyOf', []],
  ['oneOf', [7]],
  ['properties', []],
  ['properties', { a: 'string' }],
  ['dependentRequired', { a: 'b' }],
];
describe.for(wrong)('%s: %j', ([keyword, value]) => {
  const schema = { [keyword]: value };
  const reason = expect.stringContaining(
    `/${keyword} odd: this schema can't be used: "${keyword}" must be `,
  ) as string;

  test('is told, in a request', () => expect(saidOf(request(schema))).toEqual([reason]));

  test('is told, in a response behind references', () => {
    const list = {
      type: 'array',
      items: { oneOf: [{ const: 5 }, { $ref: '#/components/schemas/B' }] },
    };
    const schemas = { A: list, B: { allOf: [{}, schema] } };
    const response = { description: 'Done.', ...jsonBody({ $ref: '#/components/schemas/A' }) };
    expect(saidOf({ responses: { 200: response } }, schemas)).toEqual([reason]);
  });

  test('is told, in a parameter and in a header', () => {
    const parameter = { name: 'a', in: 'query', schema };
    expect(saidOf({ parameters: [parameter] })).toEqual([reason]);
    const response = { description: 'Done.', headers: { a: { schema } } };
    expect(saidOf({ responses: { 200: response } })).toEqual([reason]);
  });
});

const self = (node: object) => ({ Self: node });
const circles: readonly object[] = [
  self({ type: 'object', allOf: [{ $ref: '#/components/schemas/Self' }] }),
  self({ anyOf: [{ type: 'null' }, { $ref: '#/components/schemas/Self' }] }),
  self({ not: { $ref: '#/components/schemas/Self' } }),
  {
    Self: { $ref: '#/components/schemas/B', type: 'object' },
    B: { oneOf: [{ allOf: [{ $ref: '#/components/schemas/Self' }] }] },
  },
];
test.for(circles)('a schema that applies itself without end is told: %j', (schemas) => {
  expect(saidOf(request({ $ref: '#/components/schemas/Self' }), schemas)).toEqual([
    expect.stringContaining('it refers to itself without end.'),
  ]);
});

const right: readonly object[] = [
  {},
  { enum: [null], type: ['null', 'string'], minLength: 1.0, required: ['a', 'a'] },
  { properties: { a: null, b: true, enum: {}, minimum: { type: 'string' } } },
  { default: { type: 5 }, examples: [{ enum: [] }], const: { allOf: {} }, 'x-a': { type: 5 } },
  { prefixItems: [true, false], items: false, additionalProperties: true, unknown: { type: 5 } },
  { type: 'object', properties: { next: { $ref: '#/components/schemas/Tree' } } },
  { allOf: [{ $ref: '#/components/schemas/Tree' }, { $ref: '#/components/schemas/Tree' }] },
];
test.for(right)('nothing is said of %j', (schema) => {
  const Tree = { properties: { next: { anyOf: [{ $ref: '#/components/schemas/Tree' }, {}] } } };
  expect(saidOf(request(schema), { Tree })).toEqual([]);
});

test('a boolean bound is what OpenAPI 3.0 has', () => {
  const bound = { type: 'number', minimum: 0, exclusiveMinimum: true };
  expect(saidOf(request(bound), {}, '3.0.3')).toEqual([]);
  expect(saidOf(request(bound))).toEqual([
    `${at}/exclusiveMinimum odd: this schema can't be used: "exclusiveMinimum" must be a number, not true.`,
  ]);
});
