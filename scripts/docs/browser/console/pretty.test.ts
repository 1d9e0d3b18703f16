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
