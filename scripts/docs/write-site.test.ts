import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../../conformance/testing.ts';
import type { SiteFile } from './site-model.ts';
import { writeSite } from './write-site.ts';

async function* made(...files: SiteFile[]): AsyncIterable<SiteFile> {
  yield* files;
}

async function* unmakeable(): AsyncIterable<SiteFile> {
  yield* made();
  throw new Error('no site can be made');
}

test('files are written below their folders, beside what is there', async () => {
  const folder = folderWith({ 'site/own.txt': 'own' });
  const told: number[] = [];
  const files = made(
    ['index.html', 'ä'],
    ['a/b/c.html', ''],
    ['assets/x.bin', new Uint8Array([0, 255])],
  );
  const written = await writeSite(join(folder, 'site'), files, { tell: (one) => told.push(one) });
  expect(written).toEqual({ pages: 2, bytes: 4 });
  expect(told).toEqual([1, 2]);
  expect(readFileSync(join(folder, 'site/assets/x.bin'))).toEqual(Buffer.from([0, 255]));
  expect(readFileSync(join(folder, 'site/own.txt'), 'utf8')).toBe('own');
});

test('what is ours alone goes before, but not where no site can be made', async () => {
  const folder = join(folderWith({ 'site/old.html': '' }), 'site');
  await expect(writeSite(folder, unmakeable(), { isOurs: true })).rejects.toThrow('no site');
  expect(existsSync(join(folder, 'old.html'))).toBe(true);
  await writeSite(folder, made(['a.html', ''], ['b/c.html', '']), { isOurs: true });
  expect(existsSync(join(folder, 'old.html'))).toBe(false);
  expect(existsSync(join(folder, 'a.html'))).toBe(true);
});

test.each(['../x.html', 'a/../../x.html', '/x.html', 'a\\x.html', './x.html'])(
  'nothing is written for %s',
  async (path) => {
    const folder = join(folderWith({}), 'site');
    await expect(writeSite(folder, made([path, '']))).rejects.toThrow('outside of the site');
    expect(existsSync(folder)).toBe(false);
  },
);
