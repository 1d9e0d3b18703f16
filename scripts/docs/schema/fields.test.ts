import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith } from '../../../conformance/testing.ts';
import type { Field } from '../content/block.ts';
import { inlineText } from '../content/inline-text.ts';
import { readReference } from '../reference/reference.ts';
import { sayIn } from '../words/say.ts';
import { schemaFields } from './fields.ts';

/** The fields of the schema `Thing`, as lines: its anchor, type, marks and rules. */
function linesOf(
  schemas: { readonly Thing: object; readonly [name: string]: object },
  openapi = '3.1.0',
) {
  const description = {
    openapi,
    info: { title: 'Things', version: '1' },
    paths: { '/': { get: { responses: { 200: { description: 'Done.' } } } } },
    components: { schemas },
  };
  const folder = folderWith({ 'openapi.json': JSON.stringify(description) });
  const file = join(folder, 'openapi.json');
  const reference = readReference({ api: 'things', file, typed: file });
  const { node } = reference.schemas.all.find(({ name }) => name === 'Thing')!;
  const lines = (field: Field): string[] => [
    [field.id, inlineText(field.type), inlineText(field.marks), ...field.rules.map(inlineText)]
      .map((text) => text.trim())
      .filter((text) => text !== '')
      .join(' | '),
    ...field.fields.flatMap(lines),
  ];
  return schemaFields(node, '', { reference, say: sayIn('en') }).flatMap(lines);
}

const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });

describe('rules are told in words', () => {
  for (const [schema, line] of [
    [{ type: 'string', minLength: 1 }, 'a | string | at least 1 character'],
    [{ type: 'string', minLength: 3, maxLength: 3 }, 'a | string | exactly 3 characters'],
    [{ type: 'integer', minimum: 0, maximum: 5 }, 'a | integer | at least 0 | at most 5'],
    [{ type: 'string', enum: ['x', 'y'] }, 'a | string | one of "x", "y"'],
    [{ const: 'x' }, 'a | string | always "x"'],
    [{ type: 'string', pattern: '^`a$' }, 'a | string | matches ^`a$'],
    [{ type: 'string', default: 'x' }, 'a | string | "x" by default'],
    [{ type: ['string', 'null'] }, 'a | string | may be null'],
    [{ type: 'array', items: { type: 'string' } }, 'a | array of string'],
    [{ type: 'string', format: 'uuid', readOnly: true }, 'a | string (uuid) | only in responses'],
    [{}, 'a | any value'],
    [true, 'a | any value'],
  ] as const)
    test(JSON.stringify(schema), () =>
      expect(linesOf({ Thing: object({ a: schema }) })).toEqual([line]),
    );
});

test('what allOf combines is one list, with what each part requires', () =>
  expect(
    linesOf({
      Base: object({ id: { type: 'string' } }, { required: ['id'] }),
      Thing: { allOf: [{ $ref: '#/components/schemas/Base' }, object({ b: { type: 'integer' } })] },
    }),
  ).toEqual(['id | string | required', 'b | integer']));

test('members of members and of elements have anchors of their own', () =>
  expect(
    linesOf({
      Thing: object({
        a: object({ b: { type: 'string' } }),
        c: { type: 'array', items: object({ d: {} }) },
      }),
    }),
  ).toEqual(['a | object', 'a.b | string', 'c | array of object', 'c.*.d | any value']));

test('alternatives with members are told one by one', () =>
  expect(
    linesOf({
      Cat: object({ purrs: { type: 'boolean' } }),
      Thing: object({
        pet: { oneOf: [{ $ref: '#/components/schemas/Cat' }, object({ barks: {} })] },
      }),
    }),
  ).toEqual([
    'pet | Cat or object',
    'pet.1 | Cat',
    'pet.1.purrs | boolean',
    'pet.2 | object',
    'pet.2.barks | any value',
  ]));

test('a schema that holds itself ends', () =>
  expect(linesOf({ Thing: object({ next: { $ref: '#/components/schemas/Thing' } }) })).toEqual([
    'next | Thing',
  ]));

test('nullable of OpenAPI 3.0 is told', () =>
  expect(linesOf({ Thing: object({ a: { type: 'string', nullable: true } }) }, '3.0.3')).toEqual([
    'a | string | may be null',
  ]));

test('members with any name, and no others', () => {
  expect(linesOf({ Thing: { type: 'object', additionalProperties: { type: 'integer' } } })).toEqual(
    ['* | integer'],
  );
  expect(linesOf({ Thing: object({ a: object({}, { additionalProperties: false }) }) })).toEqual([
    'a | object | no other members',
  ]);
});
