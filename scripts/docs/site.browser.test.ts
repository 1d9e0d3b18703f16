import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  launch,
  openWatched,
  overflowOf,
  serveFiles,
  unfold,
  violationsOn,
} from './browser/testing.ts';
import { ownSite } from './testing.ts';

const widths = [1440, 768, 390, 320];
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

for (const javaScriptEnabled of [true, false])
  test(`every page fits every screen ${javaScriptEnabled ? 'with' : 'without'} JavaScript, and keeps nothing`, async () => {
    const opened = await openWatched(browser, server.origin, { javaScriptEnabled });
    const { context, offences, page } = opened;
    const wide: string[] = [];
    for (const path of paths) {
      await page.goto(`${server.origin}/${path}`);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        for (const width of widths) {
          await page.setViewportSize({ width, height: 800 });
          const over = await overflowOf(page);
          if (over > 0) wide.push(`${path} at ${width} in the ${colorScheme}: ${over} pixels`);
        }
        await unfold(page);
      }
    }
    const stored = await page
      .locator('html')
      .evaluate(() => [localStorage.length, sessionStorage.length]);
    expect([stored, await context.cookies()]).toEqual([[0, 0], []]);
    await context.close();
    expect(wide).toEqual([]);
    expect(offences).toEqual([]);
  }, 600_000);

test('no page has a fault of accessibility, whatever is open', async () => {
  const { context, page } = await openWatched(browser, server.origin);
  const found: string[] = [];
  const look = async (state: string) => {
    found.push(...(await violationsOn(page)).map((each) => `${state}: ${each}`));
  };
  for (const path of paths) {
    await page.goto(`${server.origin}/${path}`);
    for (const [width, closed, open] of [
      [1440, 'light', 'dark'],
      [390, 'dark', 'light'],
    ] as const) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme: closed });
      await look(`${path} at ${width}, ${closed}`);
      await page.emulateMedia({ colorScheme: open });
      if (width === 390) await unfold(page);
      await look(`${path} at ${width}, ${open}`);
    }
  }
  await context.close();
  expect(found).toEqual([]);
}, 600_000);
