import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nameApis } from '../../conformance/core/contract/named-contracts.ts';
import { folderWith } from '../../conformance/testing.ts';
import { openKept } from './kept.ts';
import { defaultSettings } from './settings.ts';
import { buildSite, openSite } from './site.ts';
import { consoleWords } from './words/console-words.ts';
import { en } from './words/en.ts';
import type { Word } from './words/word.ts';

const apis = nameApis({}, ['scripts/lint/fixtures/conforming']);
const input = { apis, settings: defaultSettings };

test('a site whose pages are written when they are asked for is the same site', async () => {
  const [whole, opened] = await Promise.all([buildSite(input), openSite(input)]);
  expect([...whole.keys()]).toContain('conforming/index.html');
  for (const [path, content] of whole) {
    expect(opened.has(path), path).toBe(true);
    expect(opened.get(path), path).toEqual(content);
  }
  for (const path of ['none.html', 'conforming/index', 'conforming', '', 'index.txt']) {
    expect(opened.has(path), path).toBe(false);
    expect(opened.get(path), path).toBeUndefined();
  }
});

test('what is kept of an API gives the same pages', async () => {
  const { kept } = openKept();
  const first = await buildSite({ ...input, kept });
  expect(await buildSite({ ...input, kept })).toEqual(first);
});

test('own images and an own style sheet are in the site, and its pages lead there', async () => {
  const folder = folderWith({ 'logo.svg': '<svg/>', 'icon.png': 'icon', 'own.css': 'p {}' });
  const [logo, favicon, css] = ['logo.svg', 'icon.png', 'own.css'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  const files = await buildSite({ apis, settings: { ...defaultSettings, logo, favicon, css } });
  const page = String(files.get('conforming/index.html'));
  for (const [path, text] of [
    ['assets/logo.svg', '<svg/>'],
    ['assets/favicon.png', 'icon'],
    ['assets/own.css', 'p {}'],
  ] as const) {
    expect(Buffer.from(files.get(path)!).toString()).toBe(text);
    expect(page).toContain(`"../${path}"`);
  }
  expect(page).toContain('<link rel="icon" href="../assets/favicon.png">');
});

test('a site in another language has no sentence of English of its own', async () => {
  const files = await buildSite({ apis, settings: { ...defaultSettings, language: 'de' } });
  const english = Object.values<Word>(en)
    .flatMap((word) => (typeof word === 'string' ? [word] : Object.values(word)))
    .filter((text) => /^[^{}`]{20,}$/.test(text));
  const found = [...files].flatMap(([path, content]) =>
    /\.(?:html|md)$/.test(path) ? english.filter((text) => String(content).includes(text)) : [],
  );
  expect([...new Set(found)]).toEqual([]);
  expect(JSON.parse(String(files.get('assets/console/words.json')))).toEqual(consoleWords('de'));
});

test('a site in English loads no words', async () => {
  const files = await buildSite(input);
  expect(files.has('assets/console/words.json')).toBe(false);
  const pages = [...files].filter(([path]) => path.endsWith('.html'));
  expect(pages.filter(([, html]) => String(html).includes('data-words'))).toEqual([]);
});
