import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nameApis } from '../../../conformance/core/contract/named-contracts.ts';
import { apis } from '../../../spec/apis.ts';
import { launch, serveFiles, violationsOn } from '../browser/testing.ts';
import { defaultSettings } from '../settings.ts';
import { buildSite } from '../site.ts';

let server: Awaited<ReturnType<typeof serveFiles>>;
let browser: Browser;

beforeAll(async () => {
  const settings = { ...defaultSettings, language: 'de' };
  server = await serveFiles(await buildSite({ apis: nameApis(apis, []), settings }));
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});

const operation = 'mixin/operations/createPin.html';

/** A page in a window, with a mock that gives an answer. */
async function opened(width: number, status: number, body: unknown): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  await page.route('http://127.0.0.1:4010/**', (route) =>
    route.fulfill({
      status,
      json: body,
      headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' },
    }),
  );
  await page.goto(`${server.origin}/${operation}`);
  return page;
}

const tooWide = (page: Page) =>
  page.locator('html').evaluate((html) => html.scrollWidth - innerWidth);

for (const width of [1440, 320])
  test(`the console speaks German, and fits a screen of ${width} pixels`, async () => {
    const page = await opened(width, 418, {});
    await page.getByRole('button', { name: 'Ausprobieren' }).click();
    await page.getByRole('form', { name: 'createPin ausprobieren' }).waitFor();
    for (const label of ['Server', 'Beispiel', 'Antwort des Mock-Servers'])
      expect(await page.getByLabel(label, { exact: true }).isVisible(), label).toBe(true);
    await page.getByRole('button', { name: 'Senden' }).click();
    const result = page.locator('.console-answer');
    await result.waitFor();
    expect(await result.textContent()).toContain('Der Status 418 ist nicht dokumentiert.');
    expect(await page.locator('.console').first().textContent()).not.toMatch(
      /\b(?:Response|Contract|Send|Credentials|Example)\b/,
    );
    expect(await tooWide(page)).toBe(0);
    // the bar at the top lies over what is scrolled below it
    await page.evaluate('scrollTo(0, 0)');
    expect(await violationsOn(page)).toEqual([]);
    await page.close();
  });

test('without its words, the console speaks English', async () => {
  const page = await opened(1440, 200, {});
  await page.route('**/words.json', (route) => route.abort());
  await page.getByRole('button', { name: 'Ausprobieren' }).click();
  await page.getByRole('button', { name: 'Send', exact: true }).waitFor();
  await page.close();
});

for (const width of [1440, 320])
  test(`the search speaks German, and fits a screen of ${width} pixels`, async () => {
    const page = await opened(width, 200, {});
    const box = page.locator('#site-search-box');
    await box.fill('zzzz');
    const status = page.getByRole('status');
    await expect.poll(() => status.textContent()).toBe('Keine Ergebnisse für „zzzz“.');
    await box.fill('20118');
    await expect.poll(() => status.textContent()).toMatch(/^(?:1 Ergebnis|\d+ Ergebnisse)$/);
    const kinds = await page.locator('.search-kind').allTextContents();
    expect(kinds).toContain('Fehler');
    expect(await tooWide(page)).toBe(0);
    expect(await violationsOn(page)).toEqual([]);
    await page.close();
  });
