import { expect, test } from 'vitest';
import { operationOf } from '../../testing.ts';
import { exampleInstance } from '../instances/valid-instance.ts';
import type { Json } from '../json.ts';

const text = { type: 'string' };
const A = { type: 'object', properties: { id: { type: 'integer' }, at: text, more: text } };
const shown = { ...A, example: { id: 41, at: 'noon' } };
const schemas = { A: shown };
const reference = { $ref: '#/components/schemas/A' };
const B = { type: 'object', properties: { b: text } };

const made: { why: string; schema: object; value: Json | undefined }[] = [
  { why: '`example`', schema: shown, value: { id: 41, at: 'noon' } },
  {
    why: 'the first of `examples`',
    schema: { ...A, examples: [{ id: 1 }, { id: 2 }] },
    value: { id: 1 },
  },
  { why: 'a reference', schema: reference, value: { id: 41, at: 'noon' } },
  { why: 'a list', schema: { type: 'array', items: reference }, value: [{ id: 41, at: 'noon' }] },
  {
    why: 'a member',
    schema: { type: 'object', properties: { a: reference, n: { ...text, example: 'Nora' } } },
    value: { a: { id: 41, at: 'noon' }, n: 'Nora' },
  },
  {
    why: 'a map',
    schema: { type: 'object', additionalProperties: reference },
    value: { 'member-1': { id: 41, at: 'noon' } },
  },
  {
    why: 'a part of allOf, with made members of the other',
    schema: { allOf: [reference, B] },
    value: { id: 41, at: 'noon', b: 'value' },
  },
  {
    why: 'both parts of allOf',
    schema: { allOf: [reference, { ...B, example: { b: 'x' } }] },
    value: { id: 41, at: 'noon', b: 'x' },
  },
  {
    why: 'the whole around an allOf',
    schema: { allOf: [reference, B], example: { id: 7 } },
    value: { id: 7 },
  },
  {
    why: 'beside a reference',
    schema: { ...reference, example: { id: 8 } },
    value: { id: 8 },
  },
  {
    why: 'a branch of oneOf',
    schema: {
      oneOf: [
        { ...reference, required: ['id'] },
        { ...B, required: ['b'] },
      ],
    },
    value: { id: 41, at: 'noon' },
  },
  {
    why: 'the next one where the first breaks the schema',
    schema: { ...A, examples: [{ id: 'x' }, { id: 2 }] },
    value: { id: 2 },
  },
  { why: 'none that keeps the schema', schema: { ...A, example: { id: 'x' } }, value: undefined },
  { why: 'none', schema: A, value: undefined },
  {
    why: 'an example of both directions, without what is only for the other',
    schema: {
      type: 'object',
      properties: {
        id: { type: 'integer' },
        pin: { ...text, writeOnly: true },
        in: { type: 'object', properties: { pin: { ...text, writeOnly: true } } },
      },
      example: { id: 1, pin: '1', in: { pin: '2', x: 3 } },
    },
    value: { id: 1, in: { x: 3 } },
  },
  {
    why: 'members that are named like those of every object',
    schema: {
      type: 'object',
      properties: { constructor: text },
      example: { constructor: 'x', toString: 'y' },
    },
    value: { constructor: 'x', toString: 'y' },
  },
];
for (const { why, schema, value } of made)
  test(`an object is made from its documented example: ${why}`, () => {
    const responses = {
      200: { description: '', content: { 'application/json': { schema } } },
    };
    const read = operationOf({ responses }, { components: { schemas } });
    expect(exampleInstance(read.responses[0]!.content[0]!.schema!, 'writeOnly')).toEqual(value);
  });
