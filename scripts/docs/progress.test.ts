import { expect, test } from 'vitest';
import { showProgress } from './progress.ts';

function shown(isTTY: boolean, all: number): string {
  let text = '';
  const stream = {
    isTTY,
    write(chunk: unknown) {
      text += String(chunk);
      return true;
    },
  };
  {
    using progress = showProgress(stream);
    for (let done = 1; done <= all; done += 1) progress.tell(done);
  }
  return text;
}

test('a terminal shows the progress of a large site, and nothing stays', () => {
  expect(shown(true, 1000)).toMatch(/^\r200 pages\x1b\[K(.*\r)?\r\x1b\[K$/s);
});

test.each([
  ['a small site', true, 50],
  ['a file', false, 1000],
] as const)('%s gets none', (_, isTTY, all) => expect(shown(isTTY, all)).toBe(''));
