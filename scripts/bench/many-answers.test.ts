import { expect, test } from 'vitest';
import { loadContract } from '../../conformance/core/contract/load.ts';
import { foreignDescriptions } from '../../conformance/corpus/foreign-descriptions.ts';
import type { Schema } from '../../conformance/core/schema/model.ts';
import { contractOf, description, jsonBody } from '../../conformance/testing.ts';
import { manyAnswers } from './many-answers.ts';
import { randomBodies } from '../mock/respond/random-bodies.ts';
import { contracts } from '../mock/testing.ts';

for (const dynamic of [false, true]) {
  test(`none of 20,000 responses over all statuses and examples is invalid, ${dynamic ? 'dynamic' : 'as documented'}`, () => {
    const { answers, outcomes, invalid } = manyAnswers(contracts, 20_000, dynamic);
    expect({ answers, invalid }).toEqual({ answers: 20_000, invalid: [] });
    expect(outcomes).toBeGreaterThan(60);
  });
}

test('a response that breaks its contract is an error', () => {
  const wrong = contractOf(
    description({
      '/a': {
        get: {
          responses: { 200: { description: '', ...jsonBody({ type: 'string' }, { example: 1 }) } },
        },
      },
    }),
  );
  expect(() => manyAnswers([wrong], 1, false)).toThrow(/breaks its own contract/);
});

const schemas: { why: string; schema: unknown }[] = [
  { why: 'bounds', schema: { type: 'integer', minimum: -3, exclusiveMaximum: 4, multipleOf: 2 } },
  { why: 'fractions', schema: { type: 'number', minimum: 0.1, maximum: 0.3, multipleOf: 0.1 } },
  { why: 'a pattern', schema: { type: 'string', pattern: '^[A-Z]{3}-\\d{2,4}$' } },
  { why: 'a length', schema: { type: 'string', minLength: 60, maxLength: 61 } },
  { why: 'a short length', schema: { type: 'string', maxLength: 2 } },
  ...[
    'uuid',
    'date-time',
    'date',
    'time',
    'email',
    'hostname',
    'uri',
    'ipv4',
    'ipv6',
    'duration',
    'json-pointer',
  ].map((format) => ({ why: `the format ${format}`, schema: { type: 'string', format } })),
  { why: 'base64', schema: { type: 'string', contentEncoding: 'base64' } },
  {
    why: 'a list of unique items',
    schema: {
      type: 'array',
      items: { type: 'integer', minimum: 1, maximum: 4 },
      uniqueItems: true,
      minItems: 2,
      maxItems: 4,
    },
  },
  {
    why: 'a list with given first items',
    schema: {
      type: 'array',
      prefixItems: [{ const: 'a' }, { type: 'integer' }],
      items: false,
      minItems: 2,
    },
  },
  {
    why: 'a list that must contain an item',
    schema: { type: 'array', contains: { const: 7 }, items: { type: 'integer' } },
  },
  {
    why: 'a map',
    schema: {
      type: 'object',
      additionalProperties: { type: 'integer' },
      minProperties: 2,
      propertyNames: { pattern: '^[a-z]+$' },
    },
  },
  {
    why: 'members that depend on others',
    schema: {
      type: 'object',
      properties: { a: { type: 'integer' }, b: { type: 'integer' } },
      dependentRequired: { a: ['b'] },
    },
  },
  {
    why: 'branches',
    schema: {
      oneOf: [
        { type: 'object', required: ['a'], properties: { a: { type: 'string' } } },
        { type: 'integer', minimum: 5 },
      ],
    },
  },
  {
    why: 'an excluded value',
    schema: { type: 'string', enum: ['a', 'b', 'c'], not: { const: 'b' } },
  },
  { why: 'null', schema: { type: ['string', 'null'] } },
];
for (const { why, schema } of schemas) {
  const read = contractOf(
    description({
      '/a': { get: { responses: { 200: { description: '', ...jsonBody(schema) } } } },
    }),
  ).operations[0]!.responses[0]!.content[0]!.schema as Schema;
  test(`random data is valid, and the same for the same seed: ${why}`, () => {
    const [next, again] = [randomBodies(read, 'seed'), randomBodies(read, 'seed')];
    const made = Array.from({ length: 200 }, () => next());
    expect(made.filter((value) => read.validate(value).length > 0)).toEqual([]);
    expect(Array.from({ length: 200 }, () => again())).toEqual(made);
  });
}

test('another seed makes other data', () => {
  const schema = contracts[0]!.operations[0]!.responses[0]!.content[0]!.schema!;
  expect(randomBodies(schema, '1')()).not.toEqual(randomBodies(schema, '2')());
});

for (const name of ['galaxy', 'uspto', 'figma', 'konsumation']) {
  test(`the mock of a foreign description sends valid responses, or none: ${name}`, () => {
    const { file } = foreignDescriptions.find((candidate) => candidate.name === name)!;
    const contract = loadContract(name, file);
    const problems = contract.operations.flatMap((operation) => {
      try {
        return manyAnswers([{ ...contract, operations: [operation] }], 20, true).invalid;
      } catch (error) {
        return /breaks its own contract|can't be written|Prism finds no/.test(
          (error as Error).message,
        )
          ? []
          : [String(error)];
      }
    });
    expect(problems).toEqual([]);
  });
}
