import { expect, test } from 'vitest';
import { brokenLinks, ownSite } from './testing.ts';

test('every link of the site leads to a page, a file or an anchor, and ids are unique', async () => {
  expect(brokenLinks(await ownSite())).toEqual([]);
});

test('a link to nothing is seen, in pages and in their copies', () => {
  const site = new Map([
    [
      'a/b.html',
      '<p id="x"><p id="x"><a href="../c.html#y">c</a> <a href="#x">x</a> <a href="http://d">d</a>',
    ],
    ['a/b.md', '[gone](<d.md>) [there](<b.md>) `[code](e.md)`'],
    ['c.html', '<p id="z"><img src="none.png">'],
  ]);
  expect(brokenLinks(site)).toEqual([
    'a/b.html has the id x twice',
    'a/b.html links to ../c.html#y',
    'a/b.md links to d.md',
    'c.html links to none.png',
  ]);
});
