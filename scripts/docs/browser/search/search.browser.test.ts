import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SearchEntry } from '../../search/entry.ts';
import { indexFile, searchFiles } from '../../search/files.ts';
import { searchIndex } from '../../search/index-of.ts';
import { answer } from '../../serve/answer.ts';
import { launch } from '../testing.ts';
import { servedBy } from './testing.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const entries: readonly SearchEntry[] = [
  {
    url: 'mixin/operations/createPin.html',
    ...{ title: 'Create Pin', kind: 'operation', api: 'Mixin' },
    ...{ text: 'Sets the PIN. A wrong one is refused with 20118.', terms: ['createPin'] },
  },
  {
    url: 'mixin/errors.html#error-20118',
    ...{ title: '20118', kind: 'error', api: 'Mixin', text: 'Invalid PIN format.', terms: [] },
  },
  {
    url: 'push/operations/refreshPushToken.html',
    ...{ title: 'Refresh device push token', kind: 'operation', api: 'Notifications' },
    ...{ text: '<img src=x onerror=alert(1)> of a device', terms: ['refreshPushToken'] },
  },
  {
    url: 'https://elsewhere.example.test/',
    ...{ title: 'Elsewhere', kind: 'topic', text: '', terms: [] },
  },
];

/** A page as the site has them, two folders below its root. */
const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A page</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/style.css">
<script src="/page.js" defer></script></head>
<body><header><div id="search" role="search" data-root="../../"><label for="search-box">Search</label><input type="search" id="search-box"></div></header>
<main><h1>A page</h1><p><a href="#">A link</a></p></main></body></html>`;
const style =
  ':root{color-scheme:light dark;--text:light-dark(#1b1e27,#e6e8ee);--quiet:light-dark(#565c6c,#a6acbb);--ground:light-dark(#fff,#14161b);--raised:light-dark(#f5f6f9,#1d2027);--line:#888;--accent-ground:light-dark(#e8effd,#1f2d4d);--focus:light-dark(#1a4fc0,#8db2ff);--radius:4px}body{background:var(--ground);color:var(--text)}#search{position:relative}';
const script = `document.getElementById('search-box').addEventListener('focus', async () => {
  const { startSearch } = await import('/assets/search.js');
  await startSearch(document.getElementById('search'), new URL('/assets/search.json', location));
  document.body.dataset.ready = '';
}, { once: true });`;

const files = new Map<string, string | Uint8Array>([
  [indexFile, searchIndex(entries)],
  ...(await searchFiles()),
  ['mixin/operations/createPin.html', page] as const,
  ['push/operations/refreshPushToken.html', page] as const,
  ['mixin/errors.html', page] as const,
  ['style.css', style] as const,
  ['page.js', script] as const,
]);

let browser: Browser;
let server: Awaited<ReturnType<typeof servedBy>>;
let tab: Page;
let offences: string[];

beforeAll(async () => {
  server = await servedBy((path) => answer(files, path));
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});
beforeEach(async () => {
  offences = [];
  tab = await browser.newPage();
  tab.on('console', (message) => {
    if (message.type() === 'error') offences.push(message.text());
  });
  tab.on('pageerror', ({ message }) => offences.push(message));
  tab.on('request', (request) => {
    if (!request.url().startsWith(server.url) && !request.url().startsWith('data:'))
      offences.push(request.url());
  });
  await tab.goto(`${server.url}/mixin/operations/createPin.html`);
});
afterEach(async () => {
  expect(offences).toEqual([]);
  await tab.close();
});

const box = () => tab.getByRole('combobox', { name: 'Search' });
const options = () => tab.getByRole('option');

/** Comes to the box, and asks. */
async function ask(query: string): Promise<void> {
  await tab.locator('#search-box').focus();
  await tab.keyboard.type(query);
  await tab.locator('body[data-ready]').waitFor();
}

/** What axe finds wrong on the page as it is. */
async function faults(): Promise<string[]> {
  await tab.evaluate(axe);
  return await tab.evaluate(async () => {
    type Violation = { id: string; nodes: { html: string }[] };
    const { axe: checks } = globalThis as unknown as {
      axe: { run: (options: object) => Promise<{ violations: Violation[] }> };
    };
    const { violations } = await checks.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}

test('nothing of the search is loaded before a reader comes to it', async () => {
  const loaded: string[] = [];
  tab.on('request', (request) => loaded.push(new URL(request.url()).pathname));
  await tab.reload();
  expect(loaded.filter((path) => path.includes('search'))).toEqual([]);
  await ask('pin');
  expect(loaded).toContain('/assets/search.json');
});

test('what was typed while the index came is looked for, and an arrow and Enter lead there', async () => {
  await ask('20118');
  expect(await options().first().textContent()).toContain('20118 Error');
  expect(await box().getAttribute('aria-expanded')).toBe('true');
  await tab.keyboard.press('ArrowDown');
  const id = await box().getAttribute('aria-activedescendant');
  expect(await options().first().getAttribute('id')).toBe(id);
  expect(await options().first().getAttribute('aria-selected')).toBe('true');
  await tab.keyboard.press('Enter');
  await tab.waitForURL(`${server.url}/mixin/errors.html#error-20118`);
});

test('Enter alone leads to the first result', async () => {
  await ask('push token');
  await tab.keyboard.press('Enter');
  await tab.waitForURL(`${server.url}/push/operations/refreshPushToken.html`);
});

test('arrows go around, through the box itself', async () => {
  await ask('pin');
  const count = await options().count();
  expect(count).toBe(2);
  const active = () => box().getAttribute('aria-activedescendant');
  await tab.keyboard.press('ArrowUp');
  expect(await active()).toBe(`search-option-${count}`);
  await tab.keyboard.press('ArrowDown');
  expect(await active()).toBeNull();
  await tab.keyboard.press('ArrowDown');
  expect(await active()).toBe('search-option-1');
});

test('Escape closes and then empties, leaving closes, and coming back opens', async () => {
  await ask('pin');
  await tab.keyboard.press('Escape');
  expect(await options().count()).toBe(0);
  expect(await box().inputValue()).toBe('pin');
  expect(await box().getAttribute('aria-expanded')).toBe('false');
  await tab.keyboard.press('ArrowDown');
  expect(await options().count()).toBe(2);
  await tab.keyboard.press('Tab');
  expect(await options().count()).toBe(0);
  await box().focus();
  expect(await options().count()).toBe(2);
  await tab.keyboard.press('Escape');
  await tab.keyboard.press('Escape');
  expect(await box().inputValue()).toBe('');
});

test('results stand by API with their matches marked, and are told', async () => {
  await ask('push tok');
  const group = tab.getByRole('group', { name: 'Notifications' });
  expect(await group.getByRole('option').count()).toBe(1);
  expect(await group.locator('mark').allTextContents()).toEqual(['push', 'token']);
  expect(await tab.getByRole('status').textContent()).toBe('1 result');
  await box().fill('zzzz');
  expect(await tab.getByRole('status').textContent()).toBe('No results for “zzzz”.');
  expect(await tab.getByRole('status').isVisible()).toBe(true);
  expect(await box().getAttribute('aria-expanded')).toBe('false');
});

test('what an index says is text, and leads to the site only', async () => {
  await ask('device');
  expect(await options().first().textContent()).toContain('<img src=x');
  expect(await tab.locator('#search img').count()).toBe(0);
  await box().fill('elsewhere');
  expect(await options().first().getAttribute('href')).toBe(`${server.url}/`);
});

test('a result can be opened in another tab', async () => {
  await ask('createPin');
  const [other] = await Promise.all([
    tab.context().waitForEvent('page'),
    options()
      .first()
      .click({ modifiers: ['Control'] }),
  ]);
  await other.waitForURL(`${server.url}/mixin/operations/createPin.html`);
  await other.close();
});

test.each([
  ['light', 1440],
  ['dark', 1440],
  ['light', 320],
  ['dark', 320],
] as const)('axe finds nothing wrong: %s, %i pixels', async (colorScheme, width) => {
  await tab.setViewportSize({ width, height: 700 });
  await tab.emulateMedia({ colorScheme });
  await ask('pin');
  expect(await faults(), 'open').toEqual([]);
  await tab.keyboard.press('ArrowDown');
  expect(await faults(), 'with an active option').toEqual([]);
  expect(
    await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
    'no overflow',
  ).toBe(true);
  await box().fill('zzzz');
  expect(await faults(), 'with nothing found').toEqual([]);
});

test('an index that is not there is told', async () => {
  await tab.route('**/search.json', (route) => route.fulfill({ status: 404 }));
  await ask('pin');
  expect(await tab.getByRole('status').textContent()).toContain('cannot be loaded');
  await tab.keyboard.type('s');
  expect(await tab.getByRole('status').textContent()).toContain('cannot be loaded');
  offences = offences.filter((text) => !text.includes('404'));
});
