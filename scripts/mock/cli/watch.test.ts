import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadContract } from '../../../conformance/core/contract/load.ts';
import { description, folderWith } from '../../../conformance/testing.ts';
import { watchDescriptions } from './watch.ts';

const titled = (summary: string): string =>
  description({ '/things': { get: { summary, responses: { 200: { description: 'OK' } } } } });

/** Watches one description. Its lines go to a log beside it, as where a shell sends them there. */
function watched() {
  const folder = folderWith({ 'openapi.yaml': titled('first') });
  const file = join(folder, 'openapi.yaml');
  const lines: string[] = [];
  let heard: (() => void) | undefined;
  const tell = (line: string) => {
    lines.push(line);
    appendFileSync(join(folder, 'mock.log'), `${line}\n`);
    heard?.();
  };
  const watching = watchDescriptions([loadContract('things', file)], {
    reload: () => undefined,
    report: tell,
    complain: tell,
  });
  return {
    ...{ lines, [Symbol.dispose]: () => watching[Symbol.dispose]() },
    /** Gives the description a text, and waits for the line that says so. */
    async write(text: string): Promise<void> {
      const line = new Promise<void>((resolve) => {
        heard = resolve;
      });
      writeFileSync(file, text);
      await line;
    },
  };
}

test('a log beside the description is no change of it', async () => {
  using watch = watched();
  const { lines, write } = watch;
  for (const text of ['second', 'third', 'fourth']) await write(titled(text));
  expect(lines).toHaveLength(3);
  for (const line of lines) expect(line).toMatch(/^read again: things/);
});

test('a mistake is told once, until it is mended', async () => {
  using watch = watched();
  const { lines, write } = watch;
  await write('openapi: 3.1.0\npaths: 7\n');
  await write(titled('first'));
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^error: .*served as it was before/);
  expect(lines[1]).toMatch(/^read again: things/);
});
