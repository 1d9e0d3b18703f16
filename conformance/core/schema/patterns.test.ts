import { describe, expect, it } from 'vitest';
import type { Json } from '../json.ts';
import { responseSchemaOf, schemaOf } from './testing.ts';

/** What JavaScript can't read. */
const pattern = '(?i)^abc$';

type Row = readonly [why: string, schema: object, instance: Json];
const rows: readonly Row[] = [
  ['a pattern', { type: 'string', pattern }, 'x'],
  ['a pattern in `not`', { not: { type: 'string', pattern } }, 'x'],
  ['a pattern in a branch', { oneOf: [{ type: 'string', pattern }, { const: 'x' }] }, 'x'],
  ['a pattern of names', { propertyNames: { pattern } }, { x: 1 }],
  ['patternProperties', { patternProperties: { [pattern]: { type: 'string' } } }, { x: 1 }],
  [
    'patternProperties beside a closed rest',
    { patternProperties: { [pattern]: {} }, additionalProperties: false },
    { x: 1 },
  ],
  [
    'patternProperties beside unevaluated members',
    { allOf: [{ patternProperties: { [pattern]: {} } }], unevaluatedProperties: false },
    { x: 1 },
  ],
  ['a text that takes too long', { pattern: '^(a+)+\\1$' }, `${'a'.repeat(300)}!`],
];

describe('a pattern that can judge nothing', () => {
  it.each(rows)('accuses no response: %s', (_, schema, instance) => {
    expect(responseSchemaOf(schema).validate(instance)).toEqual([]);
  });

  it.each(rows)('puts a request in doubt: %s', (_, schema, instance) => {
    const readings = schemaOf(schema)
      .validate(instance)
      .map(({ reading }) => reading);
    expect(new Set(readings)).toEqual(new Set(['strict']));
  });

  it('leaves a documented text valid', () => {
    expect(schemaOf({ type: 'string', pattern, examples: ['Abc'] }).validate('Abc')).toEqual([]);
  });

  it('leaves the other rules', () => {
    const schema = {
      properties: { a: { pattern }, b: { type: 'string' } },
      patternProperties: { [pattern]: { type: 'string' } },
    };
    const found = responseSchemaOf(schema).validate({ a: 'x', b: 1 });
    expect(found.map(({ pointer, keyword }) => `${pointer} ${keyword}`)).toEqual(['/b type']);
  });
});

it('a pattern means the same wherever it is read', () => {
  const schema = {
    properties: { a: { pattern: '^x\\-' } },
    patternProperties: { '^x\\-': { type: 'string' } },
    propertyNames: { pattern: '^[\\w\\-]+$' },
  };
  const found = responseSchemaOf(schema).validate({ a: 'x_', 'x-b': 1, x_c: 1, 'd.': 1 });
  expect(found.map(({ pointer, keyword }) => `${pointer} ${keyword}`)).toEqual([
    '/d. propertyNames',
    '/a pattern',
    '/x-b type',
  ]);
});
