import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { operationOf } from '../../testing.ts';
import { pairOf } from './percent.ts';
import { claimedBeside, parameterValueIn } from './read-parameter.ts';
import { color, parameterOf, readAll, writeAll } from './testing.ts';

const text = { type: 'string' };
const integer = { type: 'integer' };
const alternatives: readonly { schema: object; sent: string; value: Json; why: string }[] = [
  {
    schema: { anyOf: [integer, text] },
    sent: 'p=seven',
    value: 'seven',
    why: 'the branch that is valid',
  },
  { schema: { anyOf: [integer, text] }, sent: 'p=7', value: 7, why: 'the first that is valid' },
  {
    schema: { oneOf: [{ type: 'boolean' }, { type: 'null' }] },
    sent: 'p=null',
    value: null,
    why: 'a later one',
  },
  {
    schema: {
      oneOf: [
        { ...integer, maximum: 3 },
        { ...integer, minimum: 5 },
      ],
    },
    sent: 'p=4',
    value: 4,
    why: 'none: the first',
  },
  {
    schema: { type: ['integer', 'string'], enum: [7, 'a'] },
    sent: 'p=7',
    value: 7,
    why: 'a number that the enum names',
  },
  {
    schema: { type: ['integer', 'string'], enum: ['7', 'a'] },
    sent: 'p=7',
    value: '7',
    why: 'a text that the enum names',
  },
  {
    schema: { enum: [1, true, null, 'x'] },
    sent: 'p=true',
    value: true,
    why: 'an enum without a type',
  },
  {
    schema: { anyOf: [text, color.array] },
    sent: 'p=a&p=b',
    value: ['a', 'b'],
    why: 'what is sent twice is a list',
  },
  {
    schema: { anyOf: [{ type: 'array', items: integer }, { type: 'null' }] },
    sent: 'p=null',
    value: null,
    why: 'no list',
  },
  {
    schema: { type: 'array', items: { anyOf: [integer, { enum: ['all'] }] } },
    sent: 'p=1&p=all&p=2',
    value: [1, 'all', 2],
    why: 'each element on its own',
  },
  {
    schema: { type: 'array', prefixItems: [integer, text] },
    sent: 'p=1&p=2',
    value: [1, '2'],
    why: 'elements by their place',
  },
  {
    schema: { type: 'object', patternProperties: { '^n': integer }, additionalProperties: text },
    sent: 'n1=1&x=1',
    value: { n1: 1, x: '1' },
    why: 'members by a pattern, else the others',
  },
  { schema: integer, sent: 'p=1.0', value: 1, why: '1.0 is the integer 1' },
  {
    schema: { type: 'number' },
    sent: 'p=1e999',
    value: '1e999',
    why: 'a number beyond the machine',
  },
];
for (const { schema, sent, value, why } of alternatives) {
  test(`reads ?${sent} of ${JSON.stringify(schema)}: ${why}`, () =>
    expect(parameterValueIn(parameterOf('query', schema), sent.split('&').map(pairOf))).toEqual(
      value,
    ));
}

const lenient: readonly {
  style: string;
  schema: object;
  sent: string;
  value: Json;
  why: string;
}[] = [
  {
    style: 'spaceDelimited',
    schema: color.array,
    sent: 'p=a+b%20c',
    value: ['a', 'b', 'c'],
    why: 'a plus sign is a blank',
  },
  {
    style: 'pipeDelimited',
    schema: color.array,
    sent: 'p=a|b%7cc',
    value: ['a', 'b', 'c'],
    why: 'a bar as it is, or encoded',
  },
  {
    style: 'deepObject',
    schema: color.object,
    sent: 'p[R]=1&p%5BG%5D=2',
    value: { R: 1, G: 2 },
    why: 'brackets as they are, or encoded',
  },
];
for (const { style, schema, sent, value, why } of lenient) {
  test(`${style}: ${why}`, () =>
    expect(
      parameterValueIn(
        parameterOf('query', schema, { explode: style === 'deepObject', style }),
        sent.split('&').map(pairOf),
      ),
    ).toEqual(value));
}

test('members of an exploded object are those that nothing else is named', () => {
  const open = { type: 'object', additionalProperties: text };
  const operation = operationOf(
    {
      parameters: [
        { name: 'rest', in: 'query', schema: open },
        { name: 'q', in: 'query', schema: text },
        { name: 'deep', in: 'query', style: 'deepObject', schema: color.object },
        { name: 'size', in: 'query', schema: { type: 'object', properties: { width: text } } },
      ],
      security: [{ key: [] }],
    },
    { components: { securitySchemes: { key: { type: 'apiKey', in: 'query', name: 'key' } } } },
  );
  const [rest] = operation.parameters;
  const pairs = ['a=1', 'q=2', 'deep[R]=3', 'width=4', 'key=5'].map(pairOf);
  expect(parameterValueIn(rest!, pairs, claimedBeside(rest!, operation))).toEqual({ a: '1' });
});

test('what a style has no form for is written as JSON, and reads back as text', () => {
  const parameter = parameterOf('query', { type: 'array', items: {} });
  expect(readAll(parameter, writeAll(parameter, [[1], { a: null }, null]))).toEqual([
    '[1]',
    '{"a":null}',
    'null',
  ]);
});
