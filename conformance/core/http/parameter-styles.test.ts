import { expect, test } from 'vitest';
import type { Parameter } from '../contract/model.ts';
import type { Json } from '../json.ts';
import { operationOf } from '../../testing.ts';
import { pairOf } from './percent.ts';
import { parameterValue, parameterValueIn } from './read-parameter.ts';
import { color, parameterOf, pathFor, readAll, writeAll } from './testing.ts';

const text = { type: 'string' };
const blue = {
  empty: '',
  text: 'blue',
  array: ['blue', 'black', 'brown'],
  object: { R: 100, G: 200, B: 150 },
};
// https://spec.openapis.org/oas/v3.1.1.html#style-examples, row by row; what has no value there is
// n/a
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
for (const { style, explode, place, ...row } of styleExamples) {
  for (const kind of ['empty', 'text', 'array', 'object'] as const) {
    const wire = row[kind];
    if (wire === undefined) continue;
    test(`Style Examples: ${place} ${style}, explode ${explode}, ${kind}`, () => {
      const parameter = parameterOf(place, kind === 'empty' ? text : color[kind], {
        explode,
        style,
        name: place === 'path' ? 'p' : 'color',
      });
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
      const scalar = parameterOf(place, text, { explode, style });
      const list = parameterOf(place, color.array, { explode, style });
      const object = parameterOf(
        place,
        { type: 'object', additionalProperties: text },
        { explode, style },
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
        const parameter = parameterOf(place, schema as object, { explode, style });
        for (const one of sent) {
          expect(() => parameterValue(parameter, one)).not.toThrow();
          expect(() =>
            parameterValueIn(parameter, [pairOf(one), ['p', one], [one, one]]),
          ).not.toThrow();
        }
      }
  }
});

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
