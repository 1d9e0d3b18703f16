import { expect, test } from 'vitest';
import { jsonBody, operationOf } from '../../testing.ts';
import type { Json } from '../json.ts';
import { movedOn, replay, turnOf, type Choices } from './choices.ts';
import { makeInstance, type Making } from './make.ts';
import { plainestInstance, validInstance } from './valid-instance.ts';

const self = { $ref: '#/components/schemas/Schema' };

/** A schema that may refer to itself as `self`. */
const schemaOf = (schema: unknown) =>
  operationOf(
    { requestBody: { required: true, ...jsonBody(self) } },
    { components: { schemas: { Schema: schema } } },
  ).requestBody!.content[0]!.schema!;
const text = { type: 'string' };

/** Choices that differ in every position, and the same ones for the same number. */
const mixed = (seed: number): Choices =>
  replay(Array.from({ length: 200 }, (_, index) => ((index + 1) * 7919 * (seed + 1)) % 10_007));
const making = (choices: Choices, extent: Making['extent']): Making => ({
  extent,
  omit: 'readOnly',
  choices,
  examples: true,
});

const person = {
  type: 'object',
  required: ['name'],
  properties: {
    id: { ...text, readOnly: true },
    name: { ...text, minLength: 2, maxLength: 20 },
    age: { type: 'integer', minimum: 3, maximum: 7 },
  },
};

for (const { why, schema, required, all } of [
  {
    why: 'required and optional members, without readOnly ones',
    schema: person,
    required: { name: 'value' },
    all: { name: 'value', age: 3 },
  },
  {
    why: 'an example before a made-up value',
    schema: { ...text, examples: ['one', 'two'] },
    required: 'one',
    all: 'one',
  },
  {
    why: 'a default where there is no example',
    schema: { ...text, default: 'd' },
    required: 'd',
    all: 'd',
  },
  {
    why: 'a recursive member once',
    schema: { type: 'object', properties: { name: text, next: self } },
    required: {},
    all: { name: 'value' },
  },
  {
    why: 'a value of a map',
    schema: { type: 'object', additionalProperties: { type: 'boolean' } },
    required: {},
    all: { 'member-1': true },
  },
  {
    why: 'a dependent member',
    schema: { type: 'object', required: ['a'], dependentRequired: { a: ['b'] } },
    required: { a: 'value', b: 'value' },
    all: { a: 'value', b: 'value' },
  },
  {
    why: 'different elements where they must be',
    schema: { type: 'array', minItems: 3, uniqueItems: true, items: text },
    required: ['value', 'text', 'sample'],
    all: ['value', 'text', 'sample'],
  },
] satisfies readonly { why: string; schema: object; required: Json; all: Json }[]) {
  test(`makes ${why}`, () => {
    expect(validInstance(schemaOf(schema), 'required')).toEqual(required);
    expect(validInstance(schemaOf(schema), 'all')).toEqual(all);
  });
}

for (const { why, schema } of [
  { why: 'an object', schema: person },
  { why: 'a list of objects', schema: { type: 'array', minItems: 2, maxItems: 3, items: person } },
  {
    why: 'a tree',
    schema: {
      type: 'object',
      required: ['children'],
      properties: { children: { type: 'array', items: self } },
    },
  },
  { why: 'a number between multiples', schema: { type: 'number', multipleOf: 0.25, maximum: 2 } },
  { why: 'negative integers', schema: { type: 'integer', minimum: -9, exclusiveMaximum: -5 } },
  { why: 'a narrow range', schema: { type: 'number', minimum: 0.51, maximum: 0.54 } },
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
    'byte',
    'duration',
  ].map((format) => ({ why: `the format ${format}`, schema: { ...text, format } })),
  { why: 'a pattern', schema: { ...text, pattern: '^[a-c]{2,4}$' } },
]) {
  test(`chosen values are valid: ${why}`, () => {
    const read = schemaOf(schema);
    for (let seed = 0; seed < 30; seed += 1) {
      const made = makeInstance(read.alternatives, making(mixed(seed), 'some'));
      expect({ made, violations: read.validate(made) }).toEqual({ made, violations: [] });
    }
  });
}

test('the same choices give the same instance, others give others', () => {
  const { alternatives } = schemaOf(person);
  const make = (seed: number) =>
    JSON.stringify(makeInstance(alternatives, making(mixed(seed), 'some')));
  expect(make(1)).toBe(make(1));
  expect(new Set(Array.from({ length: 20 }, (_, seed) => make(seed))).size).toBeGreaterThan(10);
});

test('a schema without a valid instance has a plainest one, which says why', () => {
  const schema = schemaOf({ type: 'string', allOf: [{ enum: ['x'] }, { enum: ['y'] }] });
  expect(validInstance(schema, 'all')).toBeUndefined();
  expect(schema.validate(plainestInstance(schema, 'readOnly'))).not.toEqual([]);
});

test('choices: by turn, from numbers, and moved on', () => {
  const picks = (choices: Choices) => [3, 2, 3].map((count) => choices.pick(count));
  expect(picks(turnOf(4))).toEqual([1, 0, 1]);
  expect(picks(replay([5, 3]))).toEqual([2, 1, 0]);
  expect(picks(movedOn(turnOf(4), 1))).toEqual([2, 1, 2]);
});
