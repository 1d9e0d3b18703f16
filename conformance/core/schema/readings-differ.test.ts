import { expect, test } from 'vitest';
import { schemaOf } from './testing.ts';

/** What is a time for some servers only. */
const between = '08:30Z';
const time = { type: 'string', format: 'time' };
const readings = (schema: object, schemas = {}) =>
  schemaOf(schema, schemas)
    .validate(between)
    .map(({ reading }) => reading);

test.each([
  ['not', { not: time }],
  ['oneOf', { oneOf: [{ const: between }, time] }],
  ['if', { if: time, then: false }],
  ['a schema below', { allOf: [{ anyOf: [{ not: time }] }] }],
])('a value that only the wide reading forbids, by %s, is in doubt', (_, schema) => {
  expect(readings(schema)).toEqual(['strict']);
});

test('it is in doubt behind a reference too', () => {
  const schema = { $ref: '#/components/schemas/NoTime' };
  expect(readings(schema, { NoTime: { not: time } })).toEqual(['strict']);
});

test('too many elements of a kind are in doubt where only the wide reading counts them', () => {
  const schema = schemaOf({ type: 'array', contains: time, minContains: 0, maxContains: 1 });
  const found = schema.validate(['08:30:00Z', between]);
  expect(found.map(({ reading }) => reading)).toEqual(['strict']);
});
