import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../../conformance/testing.ts';
import { writeSite } from './write-site.ts';

test('files are written below their folders, beside what is there', async () => {
  const folder = folderWith({ 'site/own.txt': 'own' });
  const files = new Map<string, string | Uint8Array>([
    ['index.html', 'ä'],
    ['a/b/c.html', ''],
    ['assets/x.bin', new Uint8Array([0, 255])],
  ]);
  expect(await writeSite(join(folder, 'site'), files)).toEqual({ pages: 2, bytes: 4 });
  expect(readFileSync(join(folder, 'site/assets/x.bin'))).toEqual(Buffer.from([0, 255]));
  expect(readFileSync(join(folder, 'site/own.txt'), 'utf8')).toBe('own');
});

test.each(['../x.html', 'a/../../x.html', '/x.html', 'a\\x.html', './x.html'])(
  'nothing is written for %s',
  async (path) => {
    const folder = join(folderWith({}), 'site');
    const files = new Map([
      ['index.html', ''],
      [path, ''],
    ]);
    await expect(writeSite(folder, files)).rejects.toThrow('outside of the site');
    expect(existsSync(folder)).toBe(false);
  },
);
