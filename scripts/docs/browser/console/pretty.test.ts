import { expect, test } from 'vitest';
import { pretty } from './pretty.ts';

test.each([
  '{"a":[1,{"b":null}],"c":{},"d":[],"e":"x\\"{,}:"}',
  ' [ [ ] , [ { } ] , "\\\\" ] ',
  '"text"',
  'true',
  '{"":""}',
])('%s stands on lines as a program would write it', (text) => {
  expect(pretty(text)).toBe(JSON.stringify(JSON.parse(text), undefined, 2));
});

test('numbers stay as they were written', () => {
  expect(pretty('[12345678901234567890,1.0,1E2]')).toBe(
    '[\n  12345678901234567890,\n  1.0,\n  1E2\n]',
  );
});

test('a text of megabytes, and one of a hundred thousand levels, are laid out as far as they are shown', () => {
  const long = JSON.stringify({ a: 'x'.repeat(10_000_000) });
  expect(pretty(long, 1000).length).toBeLessThan(2000);
  expect(pretty(long).length).toBe(long.length + 6);
  expect(pretty('['.repeat(100_000), 200_000).length).toBeLessThan(400_000);
});
