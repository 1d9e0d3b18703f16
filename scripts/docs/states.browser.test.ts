import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nameApis } from '../../conformance/core/contract/named-contracts.ts';
import { apis } from '../../spec/apis.ts';
import { launch, openWatched, overflowOf, unfold, violationsOn } from './browser/testing.ts';
import { languages } from './samples/languages.ts';
import { serveSite, type Served } from './serve/serve.ts';
import { defaultSettings } from './settings.ts';
import { openSite } from './site.ts';
import { en } from './words/en.ts';

/** The site with its mock, as `--serve` has them. */
let site: Served;
let browser: Browser;

beforeAll(async () => {
  site = await serveSite({
    port: 0,
    build: openSite,
    read: () => ({ apis: nameApis(apis, []), settings: defaultSettings }),
    files: () => [],
    report: () => undefined,
    complain: () => undefined,
  });
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await site?.[Symbol.asyncDispose]();
});

/** A page with less for axe to read. */
const schema = 'mixin/schemas/User.html';
const operations = [
  'mixin/operations/createPin.html',
  'mixin/operations/registerUser.html',
  'mixin/operations/updateDeviceInfo.html',
  'amity/operations/registerSession.html',
  'notifications/operations/refreshPushToken.html',
];
const screens: readonly Screen[] = [
  { width: 1440, colorScheme: 'light' },
  { width: 320, colorScheme: 'dark' },
];
type Screen = { readonly width: number; readonly colorScheme: 'light' | 'dark' };

/** Opens a page, brings it into a state, and expects it to be without fault. */
async function inState(path: string, { width, colorScheme }: Screen, states: Steps): Promise<void> {
  const options = { viewport: { width, height: 800 }, colorScheme };
  const { context, page, offences } = await openWatched(browser, site.url, options);
  await page.goto(`${site.url}/${path}`);
  for (const [name, bring] of Object.entries(states)) {
    await bring(page);
    expect([name, await violationsOn(page), await overflowOf(page)]).toEqual([name, [], 0]);
  }
  await context.close();
  expect(offences).toEqual([]);
}
type Steps = { readonly [state: string]: (page: Page) => Promise<unknown> };

const consoleStates: Steps = {
  'console open': async (page) => {
    await page.getByRole('button', { name: en.tryIt }).click();
    await page.locator('.console-form').waitFor();
  },
  'answer shown': async (page) => {
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.locator('.console-answer').waitFor();
    expect(await page.locator('.console-finding.console-broken').count()).toBe(0);
    await unfold(page);
  },
};
const searchStates: Steps = {
  'results shown': async (page) => {
    await page.keyboard.press('/');
    await page.keyboard.type('20118');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
  },
  'nothing found': async (page) => {
    await page.getByRole('combobox', { name: en.search }).fill('qqqqzzzz');
    await page.getByText('qqqqzzzz').waitFor();
  },
};
const evidenceStates: Steps = {
  'evidence shown': async (page) => {
    expect(await page.locator('.evidence:visible').count()).toBeGreaterThan(0);
  },
  'evidence off': async (page) => {
    await page.getByLabel(en.showEvidence, { exact: true }).uncheck();
    expect(await page.locator('.evidence:visible, .evidences:visible').count()).toBe(0);
    await page.reload();
    expect(await page.locator('.evidence:visible').count()).toBe(0);
  },
};
const sampleStates: Steps = Object.fromEntries(
  languages.map(({ id, label }) => [
    label,
    async (page: Page) => {
      await page.getByRole('radio', { name: label }).check();
      const all = await page.locator('.samples').count();
      expect(all).toBeGreaterThan(0);
      expect(await page.locator(`.sample[data-language="${id}"]:visible`).count()).toBe(all);
      expect(await page.locator('.sample:visible').count()).toBe(all);
    },
  ]),
);

for (const screen of screens)
  describe(`at ${screen.width} in the ${screen.colorScheme}, no fault has`, () => {
    for (const path of operations)
      test(`the console of ${path}`, () => inState(path, screen, consoleStates));
    test('the search', () => inState('mixin/errors.html', screen, searchStates));
    test('a page without evidence', () => inState(schema, screen, evidenceStates));
    test('each language of the samples', () =>
      inState('notifications/operations/refreshPushToken.html', screen, sampleStates));
  });

for (const colorScheme of ['light', 'dark'] as const)
  test(`the menu of a phone has no fault in the ${colorScheme}, and Escape closes it`, () =>
    inState(
      schema,
      { width: 320, colorScheme },
      {
        'menu open': async (page) => {
          await page.getByRole('button', { name: en.menu, exact: true }).click();
          await page.locator('.menu').getByRole('link', { name: 'Reading notes' }).waitFor();
        },
        'menu closed': async (page) => {
          await page.keyboard.press('Escape');
          await page
            .locator('.menu')
            .getByRole('link', { name: 'Reading notes' })
            .waitFor({ state: 'hidden' });
          const button = page.getByRole('button', { name: en.menu, exact: true });
          expect(await button.evaluate((each) => each === document.activeElement)).toBe(true);
        },
      },
    ));
