import { expect, test } from 'vitest';
import { jsonLine, textLine } from './log.ts';

const entry = {
  method: 'POST',
  path: '/things/a\u202eb',
  status: 422,
  violation: 'body/x\nGET /forged 200 (0.1 ms)\u001b[2J must not be there',
  milliseconds: 1.234,
};

test('nothing in a request ends its line in the log, or commands the terminal', () =>
  expect(textLine(entry)).toBe(
    'POST /things/a\\u202eb 422 body/x\\nGET /forged 200 (0.1 ms)\\x1b[2J must not be there (1.2 ms)',
  ));

test('a line of JSON has the same values and only visible characters', () => {
  const line = jsonLine(entry, new Date(0));
  expect(line).toMatch(/^[\x20-\x7e]+$/);
  expect(JSON.parse(line)).toMatchObject({ path: entry.path, violation: entry.violation });
});
