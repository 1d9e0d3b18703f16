import { expect, test } from 'vitest';
import { python } from '../python.ts';
import { runPython, withoutPython } from '../testing.ts';
import { sentIn } from './testing.ts';

test('hostile values arrive as they are from Python', async ({ skip }) => {
  skip(withoutPython !== undefined, withoutPython);
  const result = await sentIn(python, runPython, 'variables');
  expect(result.left).toEqual([]);
  expect(result.sent).toEqual(result.wanted);
  expect(result.failed).toEqual([]);
});
