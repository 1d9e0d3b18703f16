import { expect, test } from 'vitest';
import { tokensOf } from '../pointer.ts';
import { jsonPositions } from './json-lines.ts';

const text = [
  '{',
  '  "a": {',
  '    "b" : [1, "x\\"]}",',
  '      { "c": null }, [',
  '      true ]',
  '    ],',
  '    "d/e": -1.5e3, "f": "",',
  '    "\\u0067": {}',
  '  },',
  '  "z": 1',
  '}',
].join('\n');
const rows: readonly [pointer: string, line: number][] = [
  ['', 1],
  ['/a', 2],
  ['/a/b', 3],
  ['/a/b/0', 3],
  ['/a/b/1', 3],
  ['/a/b/2', 4],
  ['/a/b/2/c', 4],
  ['/a/b/3', 4],
  ['/a/b/3/0', 5],
  ['/a/d~1e', 7],
  ['/a/f', 7],
  ['/a/g', 8],
  ['/z', 10],
  ['/a/nothing', 2],
  ['/z/nothing', 10],
  ['/a/b/9', 3],
  ['/nothing', 1],
];
for (const [pointer, line] of rows)
  test(`${pointer || 'the root'} is on line ${line}`, () =>
    expect(jsonPositions(text)(tokensOf(pointer)).line).toBe(line));

for (const odd of ['', '[]', '{}', '7', '""', '  {"a":1}'])
  test(`${JSON.stringify(odd)} has one line`, () => expect(jsonPositions(odd)(['a']).line).toBe(1));

test('a text without line breaks has columns', () =>
  expect(jsonPositions('{"a":{"b":1}}')(['a', 'b'])).toEqual({ line: 1, col: 7 }));
