import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nameApis } from '../../conformance/core/contract/named-contracts.ts';
import { apis } from '../../spec/apis.ts';
import { defaultSettings } from './settings.ts';
import { buildSite } from './site.ts';
import { launch, serveFiles, violationsOn } from './browser/testing.ts';

const widths = [1440, 768, 390, 320];
let files: ReadonlyMap<string, string | Uint8Array>;
let paths: readonly string[];
let server: Awaited<ReturnType<typeof serveFiles>>;
let browser: Browser;

beforeAll(async () => {
  files = await buildSite({ apis: nameApis(apis, []), settings: defaultSettings });
  paths = [...files.keys()].filter((path) => path.endsWith('.html'));
  server = await serveFiles(files);
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});

/** A context that tells what a page must not do: a request to elsewhere, an error, an exception. */
async function contextWith(options: BrowserContextOptions) {
  const offences: string[] = [];
  const context: BrowserContext = await browser.newContext(options);
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== server.origin && protocol !== 'data:') offences.push(`asks ${request.url()}`);
  });
  context.on('response', (response) => {
    if (!response.ok()) offences.push(`${response.status()} ${response.url()}`);
  });
  context.on('console', (message) => offences.push(`${message.type()}: ${message.text()}`));
  context.on('weberror', (error) => offences.push(error.error().message));
  return { context, offences, page: await context.newPage() };
}

for (const javaScriptEnabled of [true, false])
  test(`every page fits every screen ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
    const { context, offences, page } = await contextWith({ javaScriptEnabled });
    const wide: string[] = [];
    for (const path of paths) {
      await page.goto(`${server.origin}/${path}`);
      for (const width of widths) {
        await page.setViewportSize({ width, height: 800 });
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          const over = await page.locator('html').evaluate((html) => html.scrollWidth - innerWidth);
          if (over > 0) wide.push(`${path} at ${width}: ${over} pixels`);
        }
      }
    }
    await context.close();
    expect(wide).toEqual([]);
    expect(offences).toEqual([]);
  }, 600_000);

for (const colorScheme of ['light', 'dark'] as const)
  test(`no page has a fault of accessibility in the ${colorScheme}`, async () => {
    const { context, page } = await contextWith({ colorScheme });
    const found: string[] = [];
    for (const path of paths) {
      await page.goto(`${server.origin}/${path}`);
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 800 });
        found.push(...(await violationsOn(page)).map((each) => `${path} at ${width}: ${each}`));
      }
    }
    await context.close();
    expect(found).toEqual([]);
  }, 600_000);
