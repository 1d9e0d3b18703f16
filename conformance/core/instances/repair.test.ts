import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { isForbidden } from '../schema/model.ts';
import { responseSchemaOf } from '../schema/testing.ts';
import { validInstance } from './valid-instance.ts';

const text = { type: 'string' };
const flag = { type: 'boolean' };
const number = { type: 'integer' };
const thing = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
/** More branches than the maker tries at once. */
const many = Array.from({ length: 12 }, (_, index) =>
  thing({ [`m${index}`]: text }, { required: [`m${index}`] }),
);

const possible: readonly { why: string; schema: object; schemas?: object }[] = [
  {
    why: 'branches with optional members only',
    schema: { oneOf: [thing({ a: thing({ x: flag }) }), thing({ b: thing({ y: flag }) })] },
  },
  {
    why: 'a branch that has all members of another one',
    schema: { oneOf: [ref('User'), { allOf: [ref('User'), thing({ count: number })] }] },
    schemas: { User: thing({ name: text }) },
  },
  {
    why: 'branches that differ only within the elements of a list',
    schema: {
      oneOf: [
        thing({ cells: { type: 'array', items: ref('Cell') } }),
        thing({ cells: { type: 'array', items: { allOf: [ref('Cell'), thing({ view: text })] } } }),
      ],
    },
    schemas: { Cell: thing({ id: text }) },
  },
  {
    why: 'one late branch that only an empty object matches',
    schema: { oneOf: [...many, { type: 'object' }] },
  },
  {
    why: 'choices that differ from place to place',
    schema: thing(
      {
        first: { oneOf: [thing({ a: flag }), thing({ b: flag }), thing({ c: flag })] },
        second: { oneOf: [number, { type: 'number' }, text] },
        third: { allOf: [{ enum: ['x', 'y', 'z'] }, { not: { enum: ['x', 'y'] } }] },
      },
      { required: ['first', 'second', 'third'] },
    ),
  },
  {
    why: 'an example of an object with an impossible member',
    schema: thing(
      { kind: { enum: ['soft', 'hard'] }, name: text },
      { required: ['kind'], example: { kind: 'blocked', name: 'a' } },
    ),
  },
  {
    why: 'a tree whose branches end',
    schema: ref('Node'),
    schemas: {
      Node: thing(
        { left: { anyOf: [ref('Node'), number] }, right: { oneOf: [ref('Node'), text] } },
        { required: ['left', 'right'] },
      ),
    },
  },
];
for (const { why, schema, schemas } of possible)
  test(`makes a valid instance: ${why}`, () => {
    const read = responseSchemaOf(schema, schemas);
    for (const extent of ['all', 'required'] as const) {
      const made = validInstance(read, extent, 'writeOnly');
      expect({ made, violations: made === undefined ? 'none' : read.validate(made) }).toEqual({
        made,
        violations: [],
      });
    }
  });

const impossible: readonly { why: string; schema: object }[] = [
  { why: 'equal branches', schema: { oneOf: [thing({ a: text }), thing({ a: text })] } },
  { why: 'null that is a text', schema: { type: 'null', oneOf: [text, number] } },
  {
    why: 'a required member that a closed part does not document',
    schema: {
      allOf: [
        thing({ a: text }, { required: ['a'], additionalProperties: false }),
        thing({ b: text }, { required: ['b'], additionalProperties: false }),
      ],
    },
  },
];
for (const { why, schema } of impossible)
  test(`says that there is no instance: ${why}`, () =>
    expect(validInstance(responseSchemaOf(schema), 'all', 'writeOnly')).toBeUndefined());

const equal = thing({ kind: text, name: text });
const tagged = {
  oneOf: [ref('Cat'), ref('Dog')],
  discriminator: { propertyName: 'kind' },
};

test('a tag selects one of several branches that match', () => {
  const read = responseSchemaOf(tagged, { Cat: equal, Dog: equal });
  const made = validInstance(read, 'all', 'writeOnly');
  expect(made).toEqual({ kind: 'Cat', name: 'value' });
  expect(isForbidden(read.validate(made!))).toBe(false);
});

test('an instance with too many optional parts has them on fewer levels', () => {
  const names = Array.from({ length: 30 }, (_, index) => `S${index}`);
  const schemas = Object.fromEntries(
    names.map((name) => [name, thing(Object.fromEntries(names.map((to) => [to, ref(to)])))]),
  );
  const made = validInstance(responseSchemaOf(ref('S0'), schemas), 'all', 'writeOnly');
  expect(partsOf(made!)).toBeGreaterThan(500);
  expect(partsOf(made!)).toBeLessThan(2001);
});

const partsOf = (value: Json): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce<number>((sum, part) => sum + partsOf(part), 1)
    : 1;
