import { expect, test } from 'vitest';
import type { Parameter } from '../contract/model.ts';
import type { Json } from '../json.ts';
import { operationOf } from '../../testing.ts';
import { pairOf } from './percent.ts';
import { claimedBeside, parameterValue, parameterValueIn } from './read-parameter.ts';
import { parameterPairs, parameterText } from './write-parameter.ts';

/** A path that has the parameter in it, where it is one of the path. */
const pathFor = ({ name, in: place }: { readonly name: string; readonly in: string }) =>
  place === 'path' ? `/things/{${name}}` : '/things';

function parameterOf(
  place: Parameter['in'],
  schema: object,
  explode?: boolean,
  style?: string,
  name = 'p',
): Parameter {
  const parameter = {
    name,
    in: place,
    required: true,
    schema,
    ...(explode === undefined ? {} : { explode }),
    ...(style === undefined ? {} : { style }),
  };
  return operationOf({ parameters: [parameter] }, {}, pathFor(parameter)).parameters[0]!;
}

const reserved = `a&b=c?d#e/f%g+h;i:j@k$l,m n'o"p(q)r*s!t[u]{v}|w\\x~y^z\`<>`;
const text = { type: 'string' };
const values: readonly { schema: object; value: Json; why: string }[] = [
  { schema: text, value: 'plain', why: 'plain text' },
  { schema: text, value: reserved, why: 'every reserved character' },
  { schema: text, value: 'ünï 日本 😀 \u0301', why: 'text beyond ASCII' },
  { schema: text, value: 'a\nb\tc\u0000', why: 'control characters' },
  { schema: text, value: '100%25', why: 'what looks encoded' },
  { schema: text, value: '7', why: 'digits, where text is wanted' },
  { schema: text, value: 'null', why: 'the word null, where text is wanted' },
  { schema: { type: 'integer' }, value: -7, why: 'an integer' },
  { schema: { type: 'number' }, value: 1.5e21, why: 'a large number' },
  { schema: { type: 'boolean' }, value: false, why: 'a boolean' },
  { schema: { type: ['integer', 'null'] }, value: null, why: 'null' },
  { schema: { type: 'array', items: text }, value: ['a', 'b'], why: 'texts' },
  {
    schema: { type: 'array', items: text },
    value: [reserved, 'ü'],
    why: 'texts with reserved characters',
  },
  { schema: { type: 'array', items: { type: 'integer' } }, value: [1, 2, 3], why: 'integers' },
  { schema: { type: 'array', items: text }, value: ['one'], why: 'one text' },
  {
    schema: { type: 'object', properties: { a: text, b: { type: 'integer' } } },
    value: { a: 'x', b: 2 },
    why: 'an object',
  },
  {
    schema: { type: 'object', properties: { 'a b=,': { type: 'integer' }, c: text } },
    value: { 'a b=,': 1, c: reserved },
    why: 'an object with reserved characters',
  },
  {
    schema: { type: 'object', properties: { a: text, b: text } },
    value: { a: '', b: 'x' },
    why: 'an object with an empty text',
  },
];

for (const { schema, value, why } of values) {
  for (const explode of [false, true]) {
    test(`path, simple, explode ${explode}: ${why}`, () => {
      const parameter = parameterOf('path', schema, explode);
      const written = parameterText(parameter, value);
      expect(written).toMatch(/^[\w\-.~%,=]*$/);
      expect(parameterValue(parameter, written)).toEqual(value);
    });
    for (const place of ['query', 'cookie'] as const) {
      test(`${place}, form, explode ${explode}: ${why}`, () => {
        const parameter = parameterOf(place, schema, explode);
        const pairs = parameterPairs(parameter, value);
        for (const pair of pairs) expect(pair).toMatch(/^[\w\-.~%]+=[\w\-.~%,]*$/);
        expect(parameterValueIn(parameter, pairs.map(split))).toEqual(value);
      });
    }
  }
}

/** As a receiver splits a pair: at the first equals sign. */
const split = (pair: string): [string, string] => [
  pair.slice(0, pair.indexOf('=')),
  pair.slice(pair.indexOf('=') + 1),
];

const headers: readonly {
  schema: object;
  value: Json;
  written: string;
  explode?: boolean;
  why: string;
}[] = [
  {
    schema: text,
    value: 'a b%20c"d',
    written: 'a b%20c"d',
    why: 'header text is not percent-encoded',
  },
  { schema: text, value: 'a,b', written: 'a,b', why: 'a comma is text' },
  { schema: { type: 'array', items: text }, value: ['a', 'b'], written: 'a,b', why: 'an array' },
  {
    schema: { type: 'object', properties: { a: text, b: text } },
    value: { a: 'x', b: 'y' },
    written: 'a,x,b,y',
    why: 'an object',
  },
  {
    schema: { type: 'object', properties: { a: text, b: text } },
    value: { a: 'x', b: 'y=z' },
    written: 'a=x,b=y=z',
    explode: true,
    why: 'an exploded object',
  },
  { schema: { type: 'integer' }, value: 7, written: '7', why: 'a number' },
];
for (const { schema, value, written, explode, why } of headers) {
  test(`header, simple: ${why}`, () => {
    const parameter = parameterOf('header', schema, explode);
    expect(parameterText(parameter, value)).toBe(written);
    expect(parameterValue(parameter, written)).toEqual(value);
  });
}

test('a list in a header field may have blanks after its commas', () => {
  expect(parameterValue(parameterOf('header', { type: 'array', items: text }), 'a, b ,c')).toEqual([
    'a',
    'b',
    'c',
  ]);
});

const written: readonly {
  place: 'query';
  schema: object;
  explode: boolean;
  value: Json;
  pairs: readonly string[];
}[] = [
  {
    place: 'query',
    schema: { type: 'array', items: text },
    explode: true,
    value: ['a', 'b'],
    pairs: ['p=a', 'p=b'],
  },
  {
    place: 'query',
    schema: { type: 'array', items: text },
    explode: false,
    value: ['a', 'b,c'],
    pairs: ['p=a,b%2Cc'],
  },
  {
    place: 'query',
    schema: { type: 'object', properties: { a: text } },
    explode: true,
    value: { a: 'x' },
    pairs: ['a=x'],
  },
  {
    place: 'query',
    schema: { type: 'object', properties: { a: text } },
    explode: false,
    value: { a: 'x' },
    pairs: ['p=a,x'],
  },
];
for (const { place, schema, explode, value, pairs } of written) {
  test(`writes ${JSON.stringify(value)} as ${pairs.join('&')}`, () =>
    expect(parameterPairs(parameterOf(place, schema, explode), value)).toEqual(pairs));
}

const readings: readonly { schema: object; sent: string; value: Json | undefined; why: string }[] =
  [
    { schema: { type: 'integer' }, sent: 'p=7', value: 7, why: 'a number where one is wanted' },
    {
      schema: { type: 'integer' },
      sent: 'p=seven',
      value: 'seven',
      why: 'text stays text, for the schema to judge',
    },
    {
      schema: { type: 'integer' },
      sent: 'p=07',
      value: '07',
      why: 'a leading zero is no number of JSON',
    },
    { schema: { type: 'integer' }, sent: 'p=', value: '', why: 'an empty value is no zero' },
    {
      schema: { type: 'integer' },
      sent: 'p=0x10',
      value: '0x10',
      why: 'hexadecimal is no number of JSON',
    },
    {
      schema: { type: 'boolean' },
      sent: 'p=True',
      value: 'True',
      why: 'only true and false are booleans',
    },
    { schema: text, sent: 'p=a+b', value: 'a b', why: 'a plus sign of a form is a blank' },
    { schema: text, sent: 'p=100%', value: '100%', why: 'a stray percent sign is text' },
    { schema: text, sent: 'p=a=b', value: 'a=b', why: 'an equals sign in the value' },
    { schema: text, sent: 'p', value: '', why: 'a name alone' },
    { schema: text, sent: 'q=a', value: undefined, why: 'not sent' },
    { schema: text, sent: 'P=a', value: undefined, why: 'names have letter case' },
    {
      schema: { type: 'array', items: text },
      sent: 'q=a',
      value: undefined,
      why: 'no array is sent',
    },
    {
      schema: { type: 'object', properties: { a: text } },
      sent: 'b=1',
      value: undefined,
      why: 'no object is sent',
    },
  ];
for (const { schema, sent, value, why } of readings) {
  test(`reads ?${sent}: ${why}`, () => {
    const [name = '', ...rest] = sent.split('=');
    expect(parameterValueIn(parameterOf('query', schema), [[name, rest.join('=')]])).toEqual(value);
  });
}

const color = {
  text,
  array: { type: 'array', items: text },
  object: {
    type: 'object',
    properties: { R: { type: 'integer' }, G: { type: 'integer' }, B: { type: 'integer' } },
  },
};
const blue = {
  empty: '',
  text: 'blue',
  array: ['blue', 'black', 'brown'],
  object: { R: 100, G: 200, B: 150 },
};
// https://spec.openapis.org/oas/v3.1.1.html#style-examples, row by row; what has no value there is n/a
const styleExamples: readonly {
  style: string;
  explode: boolean;
  place: 'path' | 'query' | 'cookie' | 'header';
  empty?: string;
  text?: string;
  array?: string;
  object?: string;
}[] = [
  {
    style: 'matrix',
    explode: false,
    place: 'path',
    empty: ';color',
    text: ';color=blue',
    array: ';color=blue,black,brown',
    object: ';color=R,100,G,200,B,150',
  },
  {
    style: 'matrix',
    explode: true,
    place: 'path',
    empty: ';color',
    text: ';color=blue',
    array: ';color=blue;color=black;color=brown',
    object: ';R=100;G=200;B=150',
  },
  {
    style: 'label',
    explode: false,
    place: 'path',
    empty: '.',
    text: '.blue',
    array: '.blue,black,brown',
    object: '.R,100,G,200,B,150',
  },
  {
    style: 'label',
    explode: true,
    place: 'path',
    empty: '.',
    text: '.blue',
    array: '.blue.black.brown',
    object: '.R=100.G=200.B=150',
  },
  {
    style: 'simple',
    explode: false,
    place: 'path',
    empty: '',
    text: 'blue',
    array: 'blue,black,brown',
    object: 'R,100,G,200,B,150',
  },
  {
    style: 'simple',
    explode: true,
    place: 'path',
    empty: '',
    text: 'blue',
    array: 'blue,black,brown',
    object: 'R=100,G=200,B=150',
  },
  {
    style: 'simple',
    explode: false,
    place: 'header',
    empty: '',
    text: 'blue',
    array: 'blue,black,brown',
    object: 'R,100,G,200,B,150',
  },
  {
    style: 'simple',
    explode: true,
    place: 'header',
    empty: '',
    text: 'blue',
    array: 'blue,black,brown',
    object: 'R=100,G=200,B=150',
  },
  {
    style: 'form',
    explode: false,
    place: 'query',
    empty: 'color=',
    text: 'color=blue',
    array: 'color=blue,black,brown',
    object: 'color=R,100,G,200,B,150',
  },
  {
    style: 'form',
    explode: true,
    place: 'query',
    empty: 'color=',
    text: 'color=blue',
    array: 'color=blue&color=black&color=brown',
    object: 'R=100&G=200&B=150',
  },
  {
    style: 'form',
    explode: false,
    place: 'cookie',
    empty: 'color=',
    text: 'color=blue',
    array: 'color=blue,black,brown',
    object: 'color=R,100,G,200,B,150',
  },
  {
    style: 'form',
    explode: true,
    place: 'cookie',
    empty: 'color=',
    text: 'color=blue',
    array: 'color=blue&color=black&color=brown',
    object: 'R=100&G=200&B=150',
  },
  {
    style: 'spaceDelimited',
    explode: false,
    place: 'query',
    array: 'color=blue%20black%20brown',
    object: 'color=R%20100%20G%20200%20B%20150',
  },
  {
    style: 'pipeDelimited',
    explode: false,
    place: 'query',
    array: 'color=blue%7Cblack%7Cbrown',
    object: 'color=R%7C100%7CG%7C200%7CB%7C150',
  },
  {
    style: 'deepObject',
    explode: true,
    place: 'query',
    object: 'color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150',
  },
];
const writeAll = (parameter: Parameter, value: Json) =>
  parameter.in === 'path' || parameter.in === 'header'
    ? parameterText(parameter, value)
    : parameterPairs(parameter, value).join('&');
const readAll = (parameter: Parameter, sent: string) =>
  parameter.in === 'path' || parameter.in === 'header'
    ? parameterValue(parameter, sent)
    : parameterValueIn(parameter, sent === '' ? [] : sent.split('&').map(pairOf));
for (const { style, explode, place, ...row } of styleExamples) {
  for (const kind of ['empty', 'text', 'array', 'object'] as const) {
    const wire = row[kind];
    if (wire === undefined) continue;
    test(`Style Examples: ${place} ${style}, explode ${explode}, ${kind}`, () => {
      const parameter = parameterOf(
        place,
        kind === 'empty' ? text : color[kind],
        explode,
        style,
        place === 'path' ? 'p' : 'color',
      );
      const named = { ...parameter, name: 'color' };
      expect(writeAll(named, blue[kind])).toBe(wire);
      expect(readAll(named, wire)).toEqual(blue[kind]);
    });
  }
}

const odd = [
  'a',
  '',
  ' ',
  ',',
  ';',
  '.',
  '..',
  '=',
  '&',
  '|',
  '%',
  '%20',
  '%2C',
  '+',
  '/',
  '?',
  '#',
  '[',
  ']',
  '[a]',
  '"',
  "'",
  '\\',
  '\n',
  '\u0000',
  'ü',
  '😀',
  'é',
  '日本',
  '1',
  '1.0',
  '-0',
  '1e3',
  'true',
  'null',
  '{}',
  '[1]',
  'a,b',
  'a b',
  'a|b',
  'a=b',
  'a&b',
  ';p=x',
  '.x.y',
  'p',
  '__proto__',
  'constructor',
  '~-_.!*()',
];
const ways: readonly { place: Parameter['in']; style: string }[] = [
  { place: 'path', style: 'simple' },
  { place: 'path', style: 'label' },
  { place: 'path', style: 'matrix' },
  { place: 'query', style: 'form' },
  { place: 'query', style: 'spaceDelimited' },
  { place: 'query', style: 'pipeDelimited' },
  { place: 'query', style: 'deepObject' },
  { place: 'cookie', style: 'form' },
];
/** What a style can't say, as the documents admit. */
function isBeyond(style: string, explode: boolean, value: Json): boolean {
  const texts = Array.isArray(value)
    ? value
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flat()
      : [];
  const isList = Array.isArray(value) && !explode && style !== 'deepObject';
  // as an empty list
  if (isList && value.length === 1 && value[0] === '') return true;
  if (
    (style === 'label' || style === 'simple') &&
    Array.isArray(value) &&
    value.length === 1 &&
    value[0] === ''
  )
    return true;
  if (explode) return false;
  const delimiter = { spaceDelimited: ' ', pipeDelimited: '|' }[style];
  return delimiter !== undefined && texts.some((item) => String(item).includes(delimiter));
}
for (const { place, style } of ways) {
  for (const explode of [false, true]) {
    test(`odd texts come back: ${place} ${style}, explode ${explode}`, () => {
      const scalar = parameterOf(place, text, explode, style);
      const list = parameterOf(place, color.array, explode, style);
      const object = parameterOf(
        place,
        { type: 'object', additionalProperties: text },
        explode,
        style,
      );
      const check = (parameter: Parameter, value: Json) => {
        if (isBeyond(style, explode, value)) return;
        const wire = writeAll(parameter, value);
        expect(wire).toMatch(/^[\w\-.~%,;=&]*$/);
        expect(readAll(parameter, wire), `${JSON.stringify(value)} as ${wire}`).toEqual(value);
      };
      for (const one of odd) {
        check(scalar, one);
        check(list, [one]);
        for (const two of odd) check(list, [one, two]);
        if (one !== '')
          check(
            object,
            Object.fromEntries([
              [one, 'x'],
              ['k', one],
            ]),
          );
      }
    });
  }
}

test('nothing that comes in makes it throw', () => {
  const schemas = [
    text,
    { type: 'integer' },
    color.array,
    color.object,
    {
      type: 'object',
      additionalProperties: { type: 'integer' },
      patternProperties: { '^a': text },
    },
    { anyOf: [color.array, color.object, { type: 'null' }] },
    {},
    true,
  ];
  const sent = [
    ...odd,
    '%',
    '%%',
    '%ff',
    '%E0%A4%A',
    ';',
    ';;',
    ';p',
    ';=',
    '...',
    ',,,',
    '===',
    'p[',
    'p[]=1',
    'p[a]',
  ];
  for (const { place, style } of [...ways, { place: 'header' as const, style: 'simple' }]) {
    for (const explode of [false, true])
      for (const schema of schemas) {
        const parameter = parameterOf(place, schema as object, explode, style);
        for (const one of sent) {
          expect(() => parameterValue(parameter, one)).not.toThrow();
          expect(() =>
            parameterValueIn(parameter, [pairOf(one), ['p', one], [one, one]]),
          ).not.toThrow();
        }
      }
  }
});

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
        parameterOf('query', schema, style === 'deepObject', style),
        sent.split('&').map(pairOf),
      ),
    ).toEqual(value));
}

for (const place of ['path', 'query', 'header', 'cookie'] as const) {
  test(`a ${place} parameter of a media type is JSON text`, () => {
    const content = {
      name: 'p',
      in: place,
      required: true,
      content: { 'application/json': { schema: {} } },
    };
    const [parameter] = operationOf({ parameters: [content] }, {}, pathFor(content)).parameters;
    for (const value of [
      ...odd,
      7,
      null,
      true,
      [],
      [[1, { a: odd }]],
      { a: { b: null } },
    ] as Json[]) {
      const wire = writeAll(parameter!, value);
      if (place === 'header') expect(wire).toMatch(/^[\x20-\x7e]+$/);
      expect(readAll(parameter!, wire)).toEqual(value);
    }
    expect(readAll(parameter!, place === 'query' || place === 'cookie' ? 'p=%7B' : '{')).toBe('{');
  });
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
