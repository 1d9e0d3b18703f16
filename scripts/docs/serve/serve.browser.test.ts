import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from '../browser/testing.ts';
import { smallSite, titled } from './testing.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

async function opened(url: string): Promise<{ page: Page; offences: string[] }> {
  const page = await browser.newPage();
  const offences: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') offences.push(message.text());
  });
  page.on('pageerror', ({ message }) => offences.push(message));
  const response = page.waitForResponse((each) => each.url().endsWith('/_events'));
  await page.goto(url);
  await response;
  return { page, offences };
}

test('the browser shows a change by itself, and stays where it was', async () => {
  const paragraphs = '<p>text</p>'.repeat(300);
  await using site = await smallSite((title) => `<h1>${title}</h1>${paragraphs}`);
  const { page, offences } = await opened(`${site.url}/one/`);
  await page.evaluate(() => scrollTo(0, 4000));
  writeFileSync(join(site.folder, 'one.yaml'), titled('Another'));
  await page.locator('h1', { hasText: 'Another' }).waitFor({ state: 'attached' });
  await page.waitForFunction(() => scrollY === 4000);
  expect(offences).toEqual([]);
  await page.close();
});

test('a mistake is shown above the page until it is mended, and can be read by everyone', async () => {
  await using site = await smallSite();
  const { page, offences } = await opened(`${site.url}/one/`);
  writeFileSync(join(site.folder, 'one.yaml'), 'openapi: 3.1.0\n<b>: [\n');
  const alert = page.getByRole('alert');
  await alert.waitFor();
  expect(await alert.textContent()).toMatch(/one\.yaml:\d+: this is not YAML/);
  expect(await alert.textContent()).toContain('This is the last good site.');
  expect(await alert.locator('b').count()).toBe(0);
  expect(await page.locator('h1').textContent()).toBe('One');
  await page.evaluate(axe);
  const { violations } = await page.evaluate(async () => {
    const { axe: checks } = globalThis as unknown as {
      axe: { run: () => Promise<{ violations: { id: string }[] }> };
    };
    return await checks.run();
  });
  expect(violations.map(({ id }) => id)).toEqual([]);
  writeFileSync(join(site.folder, 'one.yaml'), titled('Mended'));
  await page.locator('h1', { hasText: 'Mended' }).waitFor();
  expect(await alert.count()).toBe(0);
  expect(offences).toEqual([]);
  await page.close();
});

test('pages find their server again, and what it has then', async () => {
  const first = await smallSite();
  const { page } = await opened(`${first.url}/one/`);
  const again = page.waitForEvent('request', (request) => request.url().endsWith('/_events'));
  await first[Symbol.asyncDispose]();
  await again;
  await page.close();
});
