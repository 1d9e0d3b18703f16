import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { parameterValue, parameterValueIn } from './read-parameter.ts';
import { parameterOf } from './testing.ts';
import { parameterPairs, parameterText } from './write-parameter.ts';

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
      const parameter = parameterOf('path', schema, { explode });
      const written = parameterText(parameter, value);
      expect(written).toMatch(/^[\w\-.~%,=]*$/);
      expect(parameterValue(parameter, written)).toEqual(value);
    });
    for (const place of ['query', 'cookie'] as const) {
      test(`${place}, form, explode ${explode}: ${why}`, () => {
        const parameter = parameterOf(place, schema, { explode });
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
    const parameter = parameterOf('header', schema, { explode });
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
    expect(parameterPairs(parameterOf(place, schema, { explode }), value)).toEqual(pairs));
}

const candidates: readonly {
  schema: object;
  sent: string;
  value: Json | undefined;
  why: string;
}[] = [
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
for (const { schema, sent, value, why } of candidates) {
  test(`reads ?${sent}: ${why}`, () => {
    const [name = '', ...rest] = sent.split('=');
    expect(parameterValueIn(parameterOf('query', schema), [[name, rest.join('=')]])).toEqual(value);
  });
}
