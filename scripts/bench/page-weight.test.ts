import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { folderWith } from '../../conformance/testing.ts';
import { filesOf, pageWeight } from './page-weight.ts';

const page =
  '<link rel="stylesheet" href="../a.css"><script src="b.js" defer></script><a href="c.html">c</a><script src="https://example.com/d.js"></script>';
const folder = folderWith({
  'a.css': 'a {}',
  'in/b.js': 'b();',
  'in/c.html': 'c',
  'in/page.html': page,
});
const compressed = (text: string): number => gzipSync(text, { level: 9 }).length;

test('a page weighs what it loads at once from its own site', () =>
  expect(pageWeight(join(folder, 'in', 'page.html'))).toBe(
    compressed(page) + compressed('a {}') + compressed('b();'),
  ));

test('the files of a folder are found, without its folders', () =>
  expect(filesOf(folder).sort()).toEqual(
    ['a.css', 'in/b.js', 'in/c.html', 'in/page.html'].map((name) => join(folder, name)),
  ));
