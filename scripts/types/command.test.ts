import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { folderWith } from '../../conformance/testing.ts';
import { execute } from './command.ts';

const things = 'scripts/generate/fixtures/things/openapi.yaml';
let stdout: string;
beforeEach(() => {
  stdout = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    stdout += String(text);
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

test('prints the types of a description, with those that it refers to', async () => {
  expect(await execute([things])).toBe(0);
  expect(stdout).toMatch(/^\/\/ The types of scripts\/generate\/fixtures\/things\/openapi\.yaml,/);
  expect(stdout).toContain('export interface paths {');
  expect(stdout).toContain('Thing: {');
});

test('writes them to a file, whose folder is made', async () => {
  const file = join(folderWith({}), 'src', 'things.ts');
  await execute([things, '--out', file]);
  expect(stdout).toBe(`wrote ${file}\n`);
  expect(readFileSync(file, 'utf8')).toContain('export interface paths {');
});

test.each([
  [['spec'], /^One file of types is of one description, and these are spec\/amity, spec\/mixin, /],
  [
    [],
    /^One file of types is of one description, and these are amity, mixin, notifications: name one/,
  ],
  [['scripts/generate/fixtures/broken.yaml'], /broken\.yaml/],
  [['none.yaml'], /none\.yaml: there is no such file/],
])('%o can not be written as types', async (words, says) => {
  await expect(execute(words)).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringMatching(says) as string,
  });
  expect(stdout).toBe('');
});
