import { expect, test } from 'vitest';
import { runWord } from './run-word.ts';

test('a word of a run is short, begins with a letter, has a digit, and is hardly given twice', () => {
  const words = Array.from({ length: 20 }, runWord);
  for (const word of words) expect(word).toMatch(/^[a-z]\d[a-z\d]{3}$/);
  expect(new Set(words).size).toBeGreaterThan(18);
});
