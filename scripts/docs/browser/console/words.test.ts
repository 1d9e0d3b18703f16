import { expect, test } from 'vitest';
import { filled } from './words.ts';

test('values stand in their places, also foreign ones', () => {
  expect(filled('{a} and {b}', { a: '{b} $& $1', b: 2 })).toBe('{b} $& $1 and 2');
  expect(filled('{unknown} {constructor}', { a: 1 })).toBe('{unknown} {constructor}');
});
