import { expect, test } from 'vitest';
import { equalJson } from './equal-json.ts';
import type { Json } from './json.ts';

const parsed = (text: string) => JSON.parse(text) as Json;
const same: readonly (readonly [string, string])[] = [
  ['1', '1.0'],
  ['0', '-0'],
  ['null', 'null'],
  ['{"a":1,"b":[2,{"c":null}]}', '{"b":[2,{"c":null}],"a":1}'],
  ['{"__proto__":1}', '{"__proto__":1}'],
];
test.each(same)('%s is %s', (one, other) =>
  expect(equalJson(parsed(one), parsed(other))).toBe(true),
);

const different: readonly (readonly [string, string])[] = [
  ['1', '"1"'],
  ['0', 'false'],
  ['null', '{}'],
  ['{}', '[]'],
  ['[]', '{}'],
  ['[1,2]', '[2,1]'],
  ['[1]', '[1,2]'],
  ['{"a":1}', '{"a":1,"b":1}'],
  ['{"a":1}', '{"b":1}'],
  ['{"constructor":null}', '{"a":null}'],
  ['{"a":{"b":1}}', '{"a":{"b":2}}'],
];
test.each(different)('%s is not %s', (one, other) => {
  expect(equalJson(parsed(one), parsed(other))).toBe(false);
  expect(equalJson(parsed(other), parsed(one))).toBe(false);
});
