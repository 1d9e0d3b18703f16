import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { apis } from './apis.ts';

test('spec/apis.ts lists every folder with a description, under its name', () => {
  const folders = globSync('*/openapi.yaml', { cwd: import.meta.dirname }).map(dirname);
  expect(Object.keys(apis).sort()).toEqual(folders.sort());
  for (const [name, file] of Object.entries(apis))
    expect(file).toBe(join('spec', name, 'openapi.yaml').replaceAll('\\', '/'));
});
