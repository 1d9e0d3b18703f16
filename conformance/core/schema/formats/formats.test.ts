import { sample, string, stringMatching } from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  documentedValues,
  encodingReading,
  formatReading,
  formats,
  unknownReading,
} from './reading.ts';

/** Texts that are like values of formats, and others. */
const random = [
  ...sample(string({ unit: 'binary', maxLength: 40 }), { seed: 1, numRuns: 300 }),
  ...sample(stringMatching(/^[0-9a-fTtZzPpDHM:.+\-{}[\]@%/#~\s]{0,24}$/), {
    seed: 2,
    numRuns: 1000,
  }),
];
const values = formats.flatMap(({ valid, near, between }) => [
  ...valid,
  ...Object.values(near),
  ...Object.values(between),
]);
/** Changes that careless readers let pass. */
const changed = values.flatMap((value) => [
  ` ${value}`,
  `${value}\n`,
  `${value}${value}`,
  `x${value}`,
  value.slice(1),
  value.toUpperCase(),
  value.replaceAll('e', 'K'),
]);
const everything = [...new Set([...values, ...random, ...changed])];

describe.each(formats)('$name', (format) => {
  const { strict, loose, valid, near, between } = format;
  test('what is strictly valid is so loosely', () =>
    expect(everything.filter((value) => strict(value) && !loose(value))).toEqual([]));
  test('its valid values are valid', () => {
    expect(valid.filter((value) => !strict(value))).toEqual([]);
    expect(new Set(valid).size).toBe(valid.length);
  });
  test('its near misses are refused by every careful server', () =>
    expect(Object.values(near).filter(loose)).toEqual([]));
  test('what lies between the readings is loosely valid only', () =>
    expect(Object.values(between).filter((value) => strict(value) || !loose(value))).toEqual([]));
  test('a line break at the end is never strictly valid', () => {
    if (Object.keys(near).length === 0) return;
    expect(valid.filter((value) => strict(`${value}\n`))).toEqual([]);
  });
  test.each([
    '0',
    'a',
    'a.',
    '.',
    '1.',
    '/',
    '%',
    '{',
    '{a',
    '{a}',
    '@',
    '"@',
    ':',
    '-',
    '=',
    'P1',
    'P1D',
    '~0',
    '(',
    'ä',
  ])('a text of 100,000 characters is judged: %s…', (part) => {
    const long = part.repeat(100_000 / part.length);
    for (const text of [
      long,
      `${long}\n`,
      `${valid[0]}${long}`,
      `a:${long} `,
      `https://a/${long}`,
    ]) {
      expect([true, false]).toContain(strict(text));
      expect([true, false]).toContain(loose(text));
    }
  });
});

test('names and aliases are unique', () => {
  const names = formats.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  for (const name of names) expect(formatReading(name)).toBeDefined();
});

test('every format of JSON Schema 2020-12 and the usual ones of OpenAPI are known', () => {
  const names =
    'date-time date time duration email idn-email hostname idn-hostname ipv4 ipv6 uri uri-reference ' +
    'iri iri-reference uuid uri-template json-pointer relative-json-pointer regex ' +
    'url byte binary password int32 int64 float double';
  expect(names.split(' ').filter((name) => !formatReading(name))).toEqual([]);
});

test('names that no format has', () => {
  for (const name of ['', 'constructor', 'toString', '__proto__', 'UUID'])
    expect(formatReading(name)).toBeUndefined();
});

test('an encoding is known in every letter case', () => {
  expect(encodingReading('base64')?.name).toBe('byte');
  expect(encodingReading('BASE64')?.name).toBe('byte');
  expect(encodingReading('base64url')?.name).toBe('base64url');
  expect(encodingReading('byte')).toBeUndefined();
  expect(encodingReading('quoted-printable')).toBeUndefined();
});

test('of an unknown format only what is documented is strictly valid', () => {
  const schema = { format: 'size', examples: ['1 MB'], default: '2 MB', enum: ['3 MB', 'XL'] };
  const { strict, loose } = unknownReading(documentedValues(schema));
  expect(['1 MB', '2 MB', '3 MB', 'XL', '5 MB'].map(strict)).toEqual([
    true,
    true,
    true,
    true,
    false,
  ]);
  expect(loose('5 MB')).toBe(true);
  expect(documentedValues({ example: 'a', const: 'b', examples: 'c' })).toEqual(['a', 'b']);
});

/** Decisions that are easy to get wrong. */
test.each([
  ['date-time', '2024-02-29T12:00:00+14:00', 'strict'],
  ['date-time', '2100-02-29T12:00:00Z', 'neither'],
  ['date-time', '2024-02-29TT12:00:00Z', 'neither'],
  ['date-time', '12024-02-29T12:00:00Z', 'neither'],
  ['date', '0099-02-28', 'strict'],
  ['date', '1900-02-29', 'neither'],
  ['duration', 'P1Y2M', 'strict'],
  ['duration', 'P', 'neither'],
  ['duration', 'PT', 'neither'],
  ['email', 'ada@example.test', 'loose'],
  ['hostname', '192.0.2.1', 'loose'],
  ['hostname', 'ab--c.example', 'loose'],
  ['idn-hostname', '例え.example', 'strict'],
  ['ipv6', '::ffff:192.0.2.1', 'strict'],
  ['ipv6', '[::1', 'neither'],
  ['uri', 'http://localhost:3000/a', 'strict'],
  ['uri', 'http://[2001:db8::1]/a', 'strict'],
  ['uri', 'urn:isbn:0451450523', 'strict'],
  ['uri', 'mailto:ada@example.com', 'strict'],
  ['uri', 'https://example.com/\u212a', 'loose'],
  ['uri-reference', '//example.com/a', 'loose'],
  ['uuid', '9b2e7f04-1c3d-4e5f-0a6b-7c8d9e0f1a2b', 'loose'],
  ['uuid', '9b2e7f04-1c3d-7e5f-8a6b-7c8d9e0f1a2b', 'strict'],
  ['uuid', '{9b2e7f04-1c3d-4e5f-8a6b-7c8d9e0f1a2b', 'neither'],
  ['byte', '====', 'neither'],
  ['byte', 'dmFs\n', 'loose'],
  ['byte', 'dmFs\n\n', 'neither'],
  ['int32', '1e2', 'strict'],
  ['int32', '12a', 'neither'],
  ['int32', '', 'neither'],
  ['double', 'Infinity', 'loose'],
])('%s %s: %s', (name, value, reading) => {
  const { strict, loose } = formatReading(name)!;
  expect(strict(value) ? 'strict' : loose(value) ? 'loose' : 'neither').toBe(reading);
});

test.for(['24:59:60', '25:59:60', '23:60:60', '12:99:60', '24:00:60'])(
  'an offset makes no leap second of %s',
  (clock) => {
    for (const offset of ['Z', '+01:00', '-01:00', '+02:00', '+00:01', '-23:59']) {
      for (const reading of ['strict', 'loose'] as const) {
        expect(formatReading('time')![reading](`${clock}${offset}`)).toBe(false);
        expect(formatReading('date-time')![reading](`2016-12-31T${clock}${offset}`)).toBe(false);
      }
    }
  },
);
