import { expect, test } from 'vitest';
import { isMultipleOf } from './multiple-of.ts';

const rows: readonly [value: number, step: number, is: boolean][] = [
  [0, 0.01, true],
  [-0, 3, true],
  [9, 3, true],
  [10, 3, false],
  [-9, 3, true],
  [19.99, 0.01, true],
  [19.995, 0.01, false],
  [0.3, 0.1, true],
  [1.1, 0.1, true],
  [0.75, 0.5, false],
  [5e20, 0.5, true],
  [Number.MAX_SAFE_INTEGER, 2, false],
  // as 9007199254740993, which is one
  [2 ** 53, 3, true],
  [1e300, 1e-10, true],
  [5e-324, 1, false],
  [1e-7, 1e-8, true],
  [Infinity, 1, false],
];

test.for(rows)('%d of %d: %s', ([value, step, is]) => expect(isMultipleOf(value, step)).toBe(is));
