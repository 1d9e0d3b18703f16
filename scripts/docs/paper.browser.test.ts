import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, openWatched, serveFiles } from './browser/testing.ts';
import { ownSite } from './testing.ts';

let paths: readonly string[];
let server: Awaited<ReturnType<typeof serveFiles>>;
let browser: Browser;

beforeAll(async () => {
  const files = await ownSite();
  paths = [...files.keys()].filter((path) => path.endsWith('.html'));
  server = await serveFiles(files);
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});

/** What paper has no use for: a button, a choice, a name of a language beside its code. */
const left = '.contents, .console, .copy, .choice, .language, noscript, caption, .scripted';

test('paper has all of every page, also what is folded, in its width and without JavaScript', async () => {
  const { context, page, offences } = await openWatched(browser, server.origin, {
    javaScriptEnabled: false,
    // A4 with the margins of a browser
    viewport: { width: 718, height: 1000 },
  });
  await page.emulateMedia({ media: 'print' });
  const lost: string[] = [];
  let folded = 0;
  for (const path of paths) {
    await page.goto(`${server.origin}/${path}`);
    folded += await page.locator('details:not([open])').count();
    const found = await page.locator('main').evaluate((main, but) => {
      const hasText = ({ childNodes }: Element) =>
        [...childNodes].some(({ nodeType, nodeValue }) => nodeType === 3 && nodeValue?.trim());
      const isLost = (each: Element) =>
        hasText(each) && !each.closest(but) && !each.checkVisibility();
      const isCut = ({ scrollWidth, clientWidth, localName }: Element) =>
        clientWidth > 0 && scrollWidth > clientWidth && localName !== 'caption';
      return [...main.querySelectorAll('*')]
        .filter(
          (each) => isLost(each) || (each.checkVisibility() && !each.closest(but) && isCut(each)),
        )
        .map((each) => each.outerHTML.slice(0, 100));
    }, left);
    lost.push(...found.map((html) => `${path}: ${html}`));
  }
  await context.close();
  expect(folded).toBeGreaterThan(100);
  expect(lost).toEqual([]);
  expect(offences).toEqual([]);
}, 300_000);

test('paper has the samples of all languages, each with its name, and no menu', async () => {
  const { context, page } = await openWatched(browser, server.origin);
  await page.goto(`${server.origin}/mixin/operations/createPin.html`);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.sample:visible').count()).toBe(3 * 6);
  expect(await page.locator('.sample figcaption:visible').count()).toBe(3 * 6);
  expect(await page.locator(':is(.top, .menu, footer, .copy):visible').count()).toBe(0);
  await context.close();
});

test('printing opens what is closed, and closes it again', async () => {
  const { context, page, offences } = await openWatched(browser, server.origin);
  await page.goto(`${server.origin}/mixin/operations/createPin.html`);
  const closed = await page.locator('details:not([open])').count();
  await page.evaluate(() => {
    addEventListener('beforeprint', () => {
      document.title = `${document.querySelectorAll('details:not([open])').length}`;
    });
  });
  expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(50_000);
  expect(await page.title()).toBe('0');
  expect(await page.locator('details:not([open])').count()).toBe(closed);
  await context.close();
  expect(offences).toEqual([]);
});
