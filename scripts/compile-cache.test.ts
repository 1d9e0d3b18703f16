import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../conformance/testing.ts';

const here = join(import.meta.dirname, 'compile-cache.js');
const folder = realpathSync(folderWith({}));
/** The file as it is installed: no folder of packages beside it. */
const installed = join(folder, 'package', 'scripts', 'compile-cache.mjs');
cpSync(here, installed);

/** Where a process keeps compiled code after it has loaded a file. */
function cacheOf(file: string, environment: { readonly [name: string]: string } = {}): string {
  const script = "process.stdout.write(require('node:module').getCompileCacheDir() ?? '')";
  const { NODE_COMPILE_CACHE: _, XDG_CACHE_HOME: __, ...others } = process.env;
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', file, '--eval', script], {
    env: { ...others, ...environment },
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout;
}

/** An empty home of the user, with this mode of its folder for caches. */
function homeWith(name: string, mode?: number): string {
  const caches = join(folder, name, '.cache');
  mkdirSync(caches, { recursive: true });
  if (mode !== undefined) chmodSync(caches, mode);
  return join(folder, name);
}

test('in this repository, compiled code is cached below its packages', () =>
  expect(cacheOf(here)).toContain(join(process.cwd(), 'node_modules', '.cache', 'compile')));

test('NODE_COMPILE_CACHE names another folder', () =>
  expect(cacheOf(here, { NODE_COMPILE_CACHE: join(folder, 'other') })).toContain(
    join(folder, 'other'),
  ));

test.skipIf(process.platform !== 'linux')('installed, it is cached in a folder of the user', () => {
  const home = homeWith('ada');
  expect(cacheOf(installed, { HOME: home })).toContain(
    join(home, '.cache', 'openapi-contract-suite'),
  );
  const other = homeWith('elsewhere');
  expect(cacheOf(installed, { HOME: home, XDG_CACHE_HOME: other })).toContain(
    join(other, 'openapi-contract-suite'),
  );
});

test.skipIf(process.platform !== 'linux')('a folder that others can write to is not used', () => {
  expect(cacheOf(installed, { HOME: homeWith('shared', 0o777) })).toBe('');
  const home = homeWith('linked');
  symlinkSync(homeWith('target'), join(home, '.cache', 'openapi-contract-suite'));
  expect(cacheOf(installed, { HOME: home })).toBe('');
});

test('without a home, nothing is cached, and everything works', () =>
  expect(cacheOf(installed, { HOME: '/dev/null' })).toBe(''));
