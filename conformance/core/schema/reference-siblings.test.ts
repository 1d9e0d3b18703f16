import { describe, expect, test } from 'vitest';
import { contractOf, description, jsonBody } from '../../testing.ts';
import { validInstance } from '../instances/valid-instance.ts';
import type { Json } from '../json.ts';
import { schemaOf } from './testing.ts';

/** `Wide` needs `a`; the schemas after it refer to the one before, and narrow it. */
const schemas = {
  Wide: { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } },
  Narrow: {
    $ref: '#/components/schemas/Wide',
    required: ['b'],
    properties: { b: { type: 'string' } },
  },
  Narrower: { $ref: '#/components/schemas/Narrow', maxProperties: 2 },
  Alias: { $ref: '#/components/schemas/Narrower' },
  Described: { $ref: '#/components/schemas/Alias', description: 'The same.' },
};
const good = { a: 1, b: 'x' };
const bad: readonly Json[] = [{ a: 1 }, { a: 1, b: 7 }, { b: 'x' }, { ...good, c: 1 }];

const places: readonly { why: string; schema: (node: object) => object; of: (v: Json) => Json }[] =
  [
    { why: 'the whole', schema: (node) => node, of: (value) => value },
    {
      why: 'a member',
      schema: (node) => ({ type: 'object', required: ['m'], properties: { m: node } }),
      of: (m) => ({ m }),
    },
    { why: 'an element', schema: (items) => ({ type: 'array', items }), of: (value) => [value] },
    { why: 'allOf', schema: (node) => ({ allOf: [node] }), of: (value) => value },
    { why: 'anyOf', schema: (node) => ({ anyOf: [node, { const: 5 }] }), of: (value) => value },
    { why: 'oneOf', schema: (node) => ({ oneOf: [node, { const: 5 }] }), of: (value) => value },
    {
      why: 'a map',
      schema: (additionalProperties) => ({ type: 'object', additionalProperties }),
      of: (m) => ({ m }),
    },
    { why: 'then', schema: (then) => ({ if: { type: 'object' }, then }), of: (value) => value },
  ];
for (const name of ['Narrower', 'Alias', 'Described'])
  describe(`keywords beside a $ref, ${name}`, () => {
    for (const { why, schema, of } of places) {
      const read = () => schemaOf(schema({ $ref: `#/components/schemas/${name}` }), schemas);
      test(`count in ${why}`, () => {
        expect(read().validate(of(good))).toEqual([]);
        for (const value of bad) expect(read().validate(of(value))).not.toEqual([]);
      });
      test(`an instance of ${why} keeps them`, () => {
        const made = validInstance(read(), 'required');
        expect(made).toBeDefined();
        expect(read().validate(made!)).toEqual([]);
      });
    }
  });

const keywords: readonly { beside: object; good: Json; bad: Json }[] = [
  { beside: { maximum: 3 }, good: 3, bad: 4 },
  { beside: { exclusiveMinimum: 0 }, good: 1, bad: 0 },
  { beside: { multipleOf: 0.5 }, good: 0.5, bad: 0.7 },
  { beside: { enum: [1, 2] }, good: 2, bad: 3 },
  { beside: { const: 2 }, good: 2, bad: 1 },
  { beside: { type: 'integer' }, good: 1, bad: 1.5 },
  { beside: { not: { const: 7 } }, good: 6, bad: 7 },
  { beside: { if: { minimum: 5 }, then: { maximum: 6 } }, good: 6, bad: 7 },
  { beside: { $ref: '#/components/schemas/Number', minimum: 1 }, good: 1, bad: 0 },
];
for (const { beside, good: kept, bad: broken } of keywords)
  test(`${JSON.stringify(beside)} beside a $ref at the second step of a chain`, () => {
    const chain = {
      Number: { type: 'number' },
      Middle: { $ref: '#/components/schemas/Number', ...beside },
      First: { $ref: '#/components/schemas/Middle' },
    };
    const schema = schemaOf({ $ref: '#/components/schemas/First' }, chain);
    expect(schema.validate(kept)).toEqual([]);
    expect(schema.validate(broken)).toHaveLength(1);
    expect(schema.validate(validInstance(schema, 'required')!)).toEqual([]);
  });

test('OpenAPI 3.0 ignores what stands beside a $ref', () => {
  const { operations } = contractOf(
    description(
      {
        '/a': {
          post: { requestBody: jsonBody({ $ref: '#/components/schemas/Alias' }), responses: {} },
        },
      },
      { openapi: '3.0.3', components: { schemas } },
    ),
  );
  const { schema } = operations[0]!.requestBody!.content[0]!;
  expect(schema!.validate({ a: 1 })).toEqual([]);
  expect(schema!.validate({})).toHaveLength(1);
});
