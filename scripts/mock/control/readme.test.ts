import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripTypeScriptTypes } from 'node:module';
import { expect, test } from 'vitest';
import { clientOf, startStateful, toDoDescription } from '../things/testing.ts';

test('the test in the README passes', async () => {
  const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');
  const [, code] =
    /<!-- tested: control\/readme\.test\.ts -->\n```ts\n(.*?)```/s.exec(readme) ?? [];
  await using mock = await startStateful(toDoDescription);
  const app = { add: (title: string) => clientOf(mock)('POST', '/todos', { title }) };
  const tests: (() => Promise<void>)[] = [];
  const define = (_: string, run: () => Promise<void>) => tests.push(run);
  new Function('test', 'expect', 'mock', 'app', stripTypeScriptTypes(code!))(
    define,
    expect,
    mock,
    app,
  );
  expect(tests).toHaveLength(1);
  await tests[0]!();
});
