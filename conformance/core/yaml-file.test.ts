import { expect, test } from 'vitest';
import { parseYaml } from './yaml-file.ts';

const read = (text: string) => parseYaml('file.yaml', text, { merge: true }).value();
const messageOf = (text: string): string => {
  try {
    read(text);
    return 'no error';
  } catch (error) {
    expect(error).toMatchObject({ name: 'UserError' });
    return (error as Error).message;
  }
};
const repeated = (text: string, count: number) => Array.from({ length: count }, () => text).join();

test('many aliases of one anchor are fine, and so are merge keys', () => {
  expect(read(`a: &a 1\nb: [${repeated('*a', 2000)}]`)).toHaveProperty('b.1999', 1);
  expect(read('a: &a { b: 1 }\nc: { <<: *a, d: 2 }')).toEqual({ a: { b: 1 }, c: { b: 1, d: 2 } });
});

test('an anchor that is used again means the last one', () =>
  expect(read('a: &a 1\nb: *a\nc: &a 2\nd: *a')).toMatchObject({ b: 1, d: 2 }));

test.each([
  ['in lists', (before: string) => `[${repeated(`*${before}`, 9)}]`],
  ['in maps', (before: string) => `{ a: *${before}, b: *${before}, c: *${before}, d: *${before} }`],
])('aliases that stand for millions of values %s are told with their line', (_, level) => {
  const levels = Array.from(
    { length: 14 },
    (__, at) => `l${at + 1}: &l${at + 1} ${level(`l${at}`)}`,
  );
  expect(messageOf(['l0: &l0 [x]', ...levels].join('\n'))).toMatch(
    /^file\.yaml:\d+: aliases repeat more than 5,000,000 values from here\.$/,
  );
});

test('merge keys that make millions of members are told before they are made', () => {
  const members = Array.from({ length: 3000 }, (_, at) => `k${at}: 1`).join(', ');
  const maps = Array.from({ length: 3000 }, (_, at) => `- { <<: *base, own${at}: 1 }`);
  expect(messageOf(`base: &base { ${members} }\nlist:\n${maps.join('\n')}`)).toMatch(
    /aliases repeat more than 5,000,000 values/,
  );
});

test.each([
  ['x: &a [1, *a]', 'the alias "a" stands inside of what it names'],
  ['x: &a { b: { c: *a } }', 'the alias "a" stands inside of what it names'],
  ['x: *a\ny: &a 1', 'this is not YAML: there is no anchor "a" before this alias'],
])('%j is told with its line', (text, reason) =>
  expect(messageOf(text)).toBe(`file.yaml:1: ${reason}.`),
);

test('nesting that no parser reads is told', () =>
  expect(messageOf(`a: 1\nb: ${'['.repeat(20_000)}${']'.repeat(20_000)}`)).toBe(
    'file.yaml:2: it is nested too deeply to be read.',
  ));

test('a merge of what is no map is told', () =>
  expect(messageOf('a: { <<: 1 }')).toMatch(
    /^file\.yaml: this is not YAML: Merge sources must be/,
  ));
