import { expect, test } from 'vitest';
import { jsonTypeOf } from './model.ts';

test.for([
  [null, 'null'],
  [[], 'array'],
  [{}, 'object'],
  ['', 'string'],
  [false, 'boolean'],
  [1, 'integer'],
  // 1.0, as JSON may write it
  [JSON.parse('1.0'), 'integer'],
  [1.5, 'number'],
] as const)('the type of %j is %s', ([value, type]) => expect(jsonTypeOf(value)).toBe(type));
