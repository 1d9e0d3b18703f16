import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { launch, openWatched, overflowOf, serveFiles, type Watched } from './browser/testing.ts';
import { ownSite } from './testing.ts';
import { en } from './words/en.ts';

let server: Awaited<ReturnType<typeof serveFiles>>;
let browser: Browser;
let opened: Watched;

beforeAll(async () => {
  server = await serveFiles(await ownSite());
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});
afterEach(async () => {
  await opened.context.close();
  expect(opened.offences).toEqual([]);
});

const operation = 'mixin/operations/createPin.html';

async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  opened = await openWatched(browser, server.origin, options);
  await opened.page.goto(`${server.origin}/${path}`);
  return opened.page;
}

const phone = { viewport: { width: 390, height: 700 } };

/** Whether an element can be seen: below the top that stays, and within the window. */
const isFree = (page: Page, selector: string): Promise<boolean> =>
  page.locator(selector).evaluate((element) => {
    const { top, height } = element.getBoundingClientRect();
    const bar = document.querySelector('.top')!;
    const isSticky = getComputedStyle(bar).position === 'sticky';
    return (
      top >= (isSticky ? bar.getBoundingClientRect().bottom : 0) &&
      top + height > 0 &&
      top < innerHeight
    );
  });

test('the link that skips to the text moves the focus there', async () => {
  const page = await open(operation);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: en.skip });
  expect(await skip.evaluate((link) => link === document.activeElement)).toBe(true);
  expect(await skip.evaluate((link) => link.getBoundingClientRect().left)).toBeGreaterThanOrEqual(
    0,
  );
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('main')?.id)).toBe('site-main');
});

for (const [name, options] of [
  ['a wide screen', {}],
  ['a phone', phone],
] as const)
  test(`on ${name}, Tab comes to all in its order, and nothing covers what has the focus`, async () => {
    const page = await open('mixin/authentication.html', options);
    const hidden: string[] = [];
    const seen: number[] = [];
    for (const key of ['Tab', 'Shift+Tab'])
      for (;;) {
        await page.keyboard.press(key);
        const [at, isCovered, html] = await page.evaluate(() => {
          const active = document.activeElement!;
          const all = [...document.querySelectorAll('*')];
          const { left, top, width, height } = active.getBoundingClientRect();
          const [x, y] = [
            left + Math.min(width, innerWidth) / 2,
            Math.max(top, 0) + Math.min(height, 20) / 2,
          ];
          const there = document.elementFromPoint(x, y);
          const isShown = there && (active.contains(there) || there.contains(active));
          return [
            active === document.body ? -1 : all.indexOf(active),
            !isShown,
            active.outerHTML.slice(0, 80),
          ];
        });
        if (at < 0) break;
        if (isCovered) hidden.push(`${key}: ${html}`);
        if (key === 'Tab') seen.push(at);
      }
    expect(hidden).toEqual([]);
    expect(seen.length).toBeGreaterThan(30);
    expect(seen).toEqual(seen.toSorted((one, other) => one - other));
  });

test('the slash comes to the search, but not out of a field', async () => {
  const page = await open('mixin/errors.html');
  await page.keyboard.press('/');
  const box = page.locator('#site-search-box');
  expect(await box.evaluate((each) => each === document.activeElement)).toBe(true);
  await page.keyboard.type('a/b');
  expect(await box.inputValue()).toBe('a/b');
});

test('the menu shows where one is', async () => {
  const page = await open('mixin/operations/createPin.html', {
    viewport: { width: 1440, height: 300 },
  });
  expect(await isFree(page, '.menu [aria-current]')).toBe(true);
});

for (const anchor of ['request-body-example-firstPin', 'ideas'])
  test(`a link to what is closed opens it: ${anchor}`, async () => {
    const page = await open(`${operation}#${anchor}`);
    expect(await page.locator(`#${anchor}`).getAttribute('open')).toBe('');
    expect(await isFree(page, `#${anchor}`)).toBe(true);
  });

for (const options of [{}, phone])
  test(`each link to a part of the page leads to where it can be seen ${JSON.stringify(options)}`, async () => {
    const page = await open(operation, options);
    const covered: string[] = [];
    const links = await page
      .locator('main a[href^="#"]')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href')!.slice(1)));
    for (const id of new Set(links)) {
      await page.evaluate((to) => {
        location.hash = to;
      }, id);
      await page.waitForFunction(
        (to) => document.getElementById(decodeURIComponent(to))?.matches(':target'),
        id,
      );
      if (!(await isFree(page, ':target'))) covered.push(id);
    }
    expect(links.length).toBeGreaterThan(20);
    expect(covered).toEqual([]);
  });

const ground = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test('chosen colours stay on other pages, are there from the start, and are forgotten on demand', async () => {
  const page = await open('index.html', { colorScheme: 'light' });
  const light = await ground(page);
  await page.getByLabel(en.theme).selectOption('dark');
  const dark = await ground(page);
  expect(dark).not.toBe(light);
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      document.documentElement.title = document.documentElement.dataset.theme ?? 'none';
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(`${server.origin}/${operation}`);
  expect(await page.locator('html').getAttribute('title')).toBe('dark');
  expect(await ground(page)).toBe(dark);
  await page.getByLabel(en.theme).selectOption('light');
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await ground(page)).toBe(light);
  await page.getByLabel(en.theme).selectOption('');
  expect(await ground(page)).toBe(dark);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});

test('without JavaScript the menu, the languages and the evidence work, and the rest says why not', async () => {
  const page = await open(operation, { ...phone, javaScriptEnabled: false });
  await page.getByRole('button', { name: en.menu, exact: true }).click();
  expect(await page.getByRole('link', { name: 'Reading notes' }).isVisible()).toBe(true);
  await page.keyboard.press('Escape');
  await page.getByRole('radio', { name: 'Kotlin (OkHttp)' }).check();
  expect(await page.locator('.sample:visible').getByText('OkHttpClient').count()).toBeGreaterThan(
    0,
  );
  await page.getByLabel(en.showEvidence, { exact: true }).uncheck();
  expect(await page.locator('.evidence:visible').count()).toBe(0);
  await page.locator('summary', { hasText: 'firstPin' }).first().click();
  expect(await page.locator('.console noscript p').isVisible()).toBe(true);
  expect(await page.locator('.scripted:visible').count()).toBe(0);
});

test('nothing moves by itself, and the colours of the system still tell what is chosen', async () => {
  const page = await open(operation, { reducedMotion: 'no-preference' });
  const scrolling = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior);
  expect(await scrolling()).toBe('auto');
  await page.emulateMedia({ forcedColors: 'active' });
  const edges = await page
    .locator('.menu [aria-current], .choice label:has(:checked)')
    .evaluateAll((all) => all.map((each) => getComputedStyle(each).borderTopWidth));
  expect(edges).toEqual(['2px', '2px']);
});

const spacing =
  '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }';
for (const path of ['index.html', operation, 'amity/notes.html'])
  for (const [name, content, width] of [
    ['wide spacing', spacing, 1440],
    ['wide spacing', spacing, 390],
    ['letters of twice the size', ':root { font-size: 200% !important }', 640],
  ] as const)
    test(`${path} loses nothing with ${name} at ${width}`, async () => {
      const page = await open(path, { bypassCSP: true, viewport: { width, height: 800 } });
      await page.addStyleTag({ content });
      const cut = await page.locator('body *').evaluateAll((all) =>
        all
          .filter((each) => {
            const { overflowX, overflowY } = getComputedStyle(each);
            return (
              each.matches(':not(.unseen, caption)') &&
              each.checkVisibility() &&
              ((overflowX === 'hidden' && each.scrollWidth > each.clientWidth) ||
                (overflowY === 'hidden' && each.scrollHeight > each.clientHeight))
            );
          })
          .map((each) => each.outerHTML.slice(0, 80)),
      );
      expect([cut, await overflowOf(page)]).toEqual([[], 0]);
    });
