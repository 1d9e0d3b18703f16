import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { npmCommand } from './bench/bench.ts';

/** Where the process of an npm command keeps compiled code. */
function cacheOf(command: string, environment: { readonly [name: string]: string } = {}): string {
  const flags = npmCommand(command).slice(0, -1);
  const script = "process.stdout.write(require('node:module').getCompileCacheDir() ?? '')";
  const { NODE_COMPILE_CACHE: _, ...others } = process.env;
  return spawnSync(process.execPath, [...flags, '--eval', script], {
    env: { ...others, ...environment },
    encoding: 'utf8',
  }).stdout;
}

test.each(['conformance', 'mock'])('%s caches compiled code where no other user writes', (name) =>
  expect(cacheOf(name)).toContain(join(process.cwd(), 'node_modules', '.cache', 'compile')),
);

test('NODE_COMPILE_CACHE names another folder', () =>
  expect(cacheOf('mock', { NODE_COMPILE_CACHE: 'node_modules/.cache/other' })).toContain(
    join('node_modules', '.cache', 'other'),
  ));
