import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { folderWith } from '../../conformance/testing.ts';
import { launch, openWatched } from './browser/testing.ts';
import { ownSite } from './testing.ts';
import { en } from './words/en.ts';
import { writeSite } from './write-site.ts';

let folder: string;
let paths: readonly string[];
let browser: Browser;

beforeAll(async () => {
  const files = await ownSite();
  paths = [...files.keys()].filter((path) => path.endsWith('.html'));
  const path = folderWith({});
  await writeSite(
    path,
    (async function* () {
      yield* files;
    })(),
  );
  folder = pathToFileURL(path).href;
  browser = await launch();
});
afterAll(() => browser?.close());

test('opened from a folder, every page is there with its styles, and asks nothing of elsewhere', async () => {
  const { context, page, offences } = await openWatched(browser, folder);
  const bare: string[] = [];
  for (const path of paths) {
    await page.goto(`${folder}/${path}`);
    const isStyled = await page.evaluate(
      () =>
        getComputedStyle(document.querySelector('.top')!).display === 'flex' &&
        document.documentElement.className === 'js',
    );
    if (!isStyled) bare.push(path);
  }
  await context.close();
  expect(bare).toEqual([]);
  expect(offences).toEqual([]);
}, 120_000);

test('opened from a folder, links lead on, and search and console say why they do not work', async () => {
  const { context, page, offences } = await openWatched(browser, folder);
  await page.goto(`${folder}/index.html`);
  await page.locator('main').getByRole('link', { name: 'Mixin sessions' }).click();
  await page.locator('main').getByRole('link', { name: 'Create Pin' }).click();
  await page.getByRole('heading', { name: 'Create Pin', level: 1 }).waitFor();
  await page.locator('#site-search-box').focus();
  await page.getByText(en.searchNeedsServer).waitFor();
  await page.getByRole('button', { name: en.tryIt }).click();
  await page.getByText(en.consoleNeedsServer).waitFor();
  expect(await page.getByText(en.searchNeedsServer).isVisible()).toBe(false);
  await context.close();
  expect(offences).toEqual([]);
});
