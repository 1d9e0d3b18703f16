import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { withWrittenValue } from './written-value.ts';

test.each<[text: string, place: string, values: [before: Json, after: Json], expected: string]>([
  ['{"name":"a","shopId":"a"}', '/name', ['a', 'b'], '{"name":"b","shopId":"a"}'],
  ['{ "name" :\n"a", "shopId": "a" }', '/shopId', ['a', 'b'], '{ "name" :\n"a", "shopId": "b" }'],
  [
    '{"user":{"name":"a","note":"a"}}',
    '/user/name',
    ['a', 'b'],
    '{"user":{"name":"b","note":"a"}}',
  ],
  // a name in another form
  ['{"n\\u0061me":"a","size":1}', '/name', ['a', 'b'], '{"n\\u0061me":"b","size":1}'],
  ['{"n\\u0061me":"a","note":"a"}', '/name', ['a', 'b'], '{"n\\u0061me":"a","note":"a"}'],
  // digits of other numbers and texts
  ['{"size":11,"id":1,"at":"1"}', '/id', [1, 7], '{"size":11,"id":7,"at":"1"}'],
  ['{"size":1.5,"id":1,"max":1}', '/id', [1, 7], '{"size":1.5,"id":7,"max":1}'],
  ['{"ids":[1,2],"id":1}', '/ids/0', [1, 7], '{"ids":[7,2],"id":1}'],
  ['{"a.b":"$&","c":"$&"}', '/a.b', ['$&', '$1'], '{"a.b":"$1","c":"$&"}'],
  ['{"name":"b"}', '/name', ['a', 'c'], '{"name":"b"}'],
])('in %s, %s may be another one: %j', (text, pointer, [before, after], expected) =>
  expect(withWrittenValue(text, `$request.body#${pointer}`, { before, after })).toBe(expected),
);
