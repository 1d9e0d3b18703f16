import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Node } from '../../conformance/core/pointer.ts';
import { apis } from '../../spec/apis.ts';
import { nameApis } from '../../conformance/core/contract/named-contracts.ts';
import { bundle } from '../generate/bundle.ts';
import { servePages } from './testing.ts';
import { site } from './site.ts';

// not localhost: on a local page Redoc is quieter than on a real one
const host = 'docs.example.test';
let pages: Map<string, string>;
let server: Awaited<ReturnType<typeof servePages>>;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let origin: string;
/** What a page must not do: a request to elsewhere, an error on the console, an exception. */
let offences: string[];

beforeAll(async () => {
  pages = await site(nameApis(apis, []));
  server = await servePages(pages);
  origin = `http://${host}:${server.port}`;
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--host-resolver-rules=MAP ${host} 127.0.0.1`,
    ],
  });
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});

beforeEach(async () => {
  offences = [];
  context = await browser.newContext();
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && url.protocol !== 'data:') offences.push(`request to ${url.href}`);
  });
  context.on('console', (message) => {
    if (message.type() === 'error') offences.push(message.text());
  });
  context.on('weberror', (error) => offences.push(error.error().message));
  page = await context.newPage();
});
afterEach(() => context.close());

for (const [name, description] of Object.entries(apis)) {
  test(`the page of ${name} shows every operation and contacts no other host`, async () => {
    for (const { path, summary } of operations(await bundle(description))) {
      await page.goto(`${origin}/${name}.html`);
      await redocIsAtWork(page);
      await page.getByRole('main').getByRole('link', { name: path }).click();
      await page.getByRole('heading', { name: summary }).first().waitFor();
    }
    // a link that the script does not handle, as in a new tab, must lead somewhere too
    expect(await page.locator('a[href^="/"]').count()).toBe(0);
    // leaving a page is when a browser sends what was collected on it
    await page.goto(`${origin}/index.html`);
    expect(offences).toEqual([]);
  });
}

test('the index leads to the page of every API', async () => {
  for (const name of Object.keys(apis)) {
    await page.goto(`${origin}/index.html`);
    await page.locator(`a[href="${name}.html"]`).click();
    await page.waitForURL(`${origin}/${name}.html`);
    await redocIsAtWork(page);
  }
  expect(offences).toEqual([]);
});

test('the index can be read in the light and in the dark', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto(`${origin}/index.html`);
    const [text, ground] = await page.evaluate(() => {
      const { color, backgroundColor } = getComputedStyle(document.body);
      return [color, backgroundColor].map((colour) => Number(/\d+/.exec(colour)?.[0]));
    });
    expect(Math.abs(text! - ground!), colorScheme).toBeGreaterThan(150);
  }
});

test('the policy of a page stops telemetry even where Redoc is not told to leave it', async () => {
  const [name, text] = [...pages].find(([file]) => file !== 'index.html')!;
  const talkative = text.replace('"disableTelemetry":true', '"disableTelemetry":false');
  expect(talkative).not.toBe(text);
  pages.set(`talkative-${name}`, talkative);
  const refused = page.waitForEvent('console', (message) =>
    message.text().includes('Content Security Policy'),
  );
  await page.goto(`${origin}/talkative-${name}`);
  expect((await refused).text()).toContain('has been blocked');
});

/** The text of a page is there before its script runs, but this image only afterwards. */
async function redocIsAtWork(page: Page): Promise<void> {
  const logo = page.getByAltText('redocly logo').first();
  await logo.waitFor();
  expect(await logo.getAttribute('src')).toMatch(/^data:/);
}

function operations({ paths }: Node): { path: string; summary: string }[] {
  type Operations = Record<string, { operationId?: string; summary?: string }>;
  return Object.entries(paths as Record<string, Operations>).flatMap(([path, pathItem]) =>
    Object.values(pathItem)
      .filter(({ operationId }) => operationId !== undefined)
      .map(({ summary = '' }) => ({ path, summary })),
  );
}
