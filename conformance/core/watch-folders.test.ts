import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../testing.ts';
import { fingerprintOf } from './fingerprint.ts';
import { watchFolders } from './watch-folders.ts';

/** Watches folders, and does something; resolves to the folders in which that was seen. */
async function seen(folders: () => string[], act: () => void): Promise<ReadonlySet<string>> {
  const told = Promise.withResolvers<ReadonlySet<string>>();
  using _ = watchFolders(folders, told.resolve);
  act();
  return await told.promise;
}

test('a file that an editor replaces is seen again and again, and changes are told together', async () => {
  const folder = folderWith({ 'a/x.yaml': '1', 'b/y.yaml': '1', 'c/z.yaml': '1' });
  const [a, b, c] = ['a', 'b', 'c'].map((name) => join(folder, name)) as [string, string, string];
  for (const round of ['2', '3']) {
    const folders = await seen(
      () => [a, b, c],
      () => {
        writeFileSync(join(a, 'new'), round);
        renameSync(join(a, 'new'), join(a, 'x.yaml'));
        writeFileSync(join(b, 'y.yaml'), round);
      },
    );
    expect([...folders].sort()).toEqual([a, b]);
  }
});

test('folders that come later are watched, and missing ones are no mistake', async () => {
  const folder = folderWith({ 'a.yaml': '' });
  const below = join(folder, 'below');
  const folders = await seen(
    () => [folder, below],
    () => mkdirSync(below),
  );
  expect([...folders]).toEqual([folder]);
});

test('the fingerprint of files follows their contents and their order', () => {
  const folder = folderWith({ a: '1', b: '1', c: '2' });
  const of = (...names: string[]) => fingerprintOf(names.map((name) => join(folder, name)));
  expect(of('a', 'c')).toBe(of('b', 'c'));
  expect(new Set([of('a', 'c'), of('c', 'a'), of('a'), of('a', 'none'), of()]).size).toBe(5);
});
