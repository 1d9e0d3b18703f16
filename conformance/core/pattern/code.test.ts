import { expect, test } from 'vitest';
import { patternCode } from './code.ts';

test.each([
  ['^[a-z]+$', '/^[a-z]+$/u', 'a quick one'],
  ['a/b\n', '/a\\/b\\n/u', 'a slash and a line break'],
  ['\\-', '/-/u', 'a needless escape, which the flag refuses'],
  ['(a+)+$', 'patternOf("(a+)+$")', 'one that JavaScript may take forever for'],
  ['(?<=a', undefined, 'one that nobody can read'],
])('%j becomes %s: %s', (pattern, code, _) => expect(patternCode(pattern)).toBe(code));
