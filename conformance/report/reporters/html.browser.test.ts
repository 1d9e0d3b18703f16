import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { frozenReport, passingReport } from '../../corpus/report.ts';
import { hostileReport, largeReport } from './html/testing.ts';
import { anchorOf } from './html/view.ts';
import { html } from './html.ts';

const reports = {
  frozen: frozenReport,
  passing: passingReport,
  hostile: hostileReport,
  large: largeReport(1000, 2),
};
const folder = mkdtempSync(join(tmpdir(), 'conformance-html-'));
const urlOf = (name: keyof typeof reports, hash = '') =>
  `${pathToFileURL(join(folder, `${name}.html`)).href}${hash}`;

let browser: Browser;
let context: BrowserContext;
let page: Page;
/** What a page must not do: a request, an error on the console, an exception, a dialog. */
let offences: string[];

beforeAll(async () => {
  for (const [name, report] of Object.entries(reports))
    writeFileSync(join(folder, `${name}.html`), html.render(report, { colors: false }));
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

beforeEach(() => open());
afterEach(async () => {
  await context.close();
  expect(offences).toEqual([]);
});

async function open(options: BrowserContextOptions = {}): Promise<void> {
  await context?.close();
  offences = [];
  context = await browser.newContext(options);
  const own = new Set(Object.keys(reports).map((name) => urlOf(name as keyof typeof reports)));
  context.on('request', (request) => {
    if (!own.has(request.url().replace(/#.*/, ''))) offences.push(`request to ${request.url()}`);
  });
  context.on('console', (message) => offences.push(`${message.type()}: ${message.text()}`));
  context.on('weberror', (error) => offences.push(error.error().message));
  context.on('dialog', (dialog) => {
    offences.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page = await context.newPage();
}

const shown = (kind: string) => page.locator(`[data-item="${kind}"]:not([hidden])`).count();
const phone = { width: 360, height: 740 };
const scrollsSideways = () =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
const openDetails = () =>
  page.evaluate(() =>
    document.querySelectorAll('details').forEach((element) => {
      element.open = true;
    }),
  );

async function violations(): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations: found } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(),
  );
  return found.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html: node, failureSummary }) => `${node} ${failureSummary}`).join('\n')}`,
  );
}

const looks: readonly {
  name: keyof typeof reports;
  look: string;
  options: BrowserContextOptions;
}[] = [
  { name: 'frozen', look: 'light', options: { colorScheme: 'light' } },
  { name: 'frozen', look: 'dark', options: { colorScheme: 'dark' } },
  { name: 'frozen', look: 'narrow', options: { viewport: phone } },
  { name: 'passing', look: 'dark', options: { colorScheme: 'dark' } },
  { name: 'hostile', look: 'narrow and dark', options: { viewport: phone, colorScheme: 'dark' } },
];
for (const { name, look, options } of looks) {
  test(`the ${name} report can be read by everybody: ${look}`, async () => {
    await open(options);
    await page.goto(urlOf(name));
    expect(await violations()).toEqual([]);
    expect(await scrollsSideways()).toBe(false);
    await openDetails();
    await page.getByLabel('Search').fill('things');
    await page.locator('#count').filter({ hasText: 'shown' }).waitFor();
    expect(await violations()).toEqual([]);
    expect(await scrollsSideways()).toBe(false);
  });
}

test('nothing that an implementation answered runs, and nothing is fetched', async () => {
  await page.goto(urlOf('hostile'));
  await openDetails();
  await page.getByLabel('Search').fill('script');
  expect(
    await page.evaluate(() => [
      document.scripts.length,
      document.images.length,
      document.querySelectorAll(
        '[onload], [onerror], [href^="javascript"], iframe, object, embed, base',
      ).length,
    ]),
  ).toEqual([1, 0, 0]);
  expect(await page.title()).toContain('It could not be judged in full');
});

test('the policy of the page stops what is not ours', async () => {
  await page.goto(urlOf('frozen'));
  await page.evaluate(() => {
    const image = document.createElement('img');
    image.src = 'https://evil.example/x';
    image.setAttribute('onerror', 'document.title = "ran"');
    document.body.append(image);
    const script = document.createElement('script');
    script.textContent = 'document.title = "ran"';
    document.body.append(script);
  });
  await expect
    .poll(
      () =>
        offences.filter((offence) => /violates the following Content Security Policy/.test(offence))
          .length,
    )
    .toBeGreaterThanOrEqual(3);
  expect(await page.title()).not.toBe('ran');
  offences = [];
});

const filters: readonly { hash: string; findings: number; cases: number; why: string }[] = [
  { hash: '#severity=error', findings: 3, cases: 3, why: 'severity' },
  { hash: '#severity=warning', findings: 1, cases: 1, why: 'severity' },
  { hash: '#verdict=fail', findings: 2, cases: 2, why: 'verdict' },
  { hash: '#verdict=skip', findings: 1, cases: 3, why: 'verdict, of a known finding' },
  { hash: '#api=others', findings: 0, cases: 1, why: 'API' },
  { hash: '#operation=things%2FlistThings', findings: 2, cases: 2, why: 'operation' },
  { hash: '#check=body-parses', findings: 1, cases: 1, why: 'check' },
  { hash: '#known=hidden', findings: 4, cases: 10, why: 'known ones' },
  { hash: '#q=DEMANDS+nothing+such', findings: 0, cases: 0, why: 'words that are nowhere' },
  { hash: '#q=teapot', findings: 1, cases: 1, why: 'a word of the reason' },
  { hash: '#q=at+most+name', findings: 1, cases: 0, why: 'words in any order' },
  { hash: '#q=makeThing&verdict=pass', findings: 0, cases: 1, why: 'two things at once' },
  { hash: '#severity=nonsense', findings: 5, cases: 10, why: 'a value that is none' },
];
for (const { hash, findings, cases, why } of filters) {
  test(`filters by ${why}, from the address: ${hash}`, async () => {
    await page.goto(urlOf('frozen', hash));
    expect({ findings: await shown('finding'), cases: await shown('case') }).toEqual({
      findings,
      cases,
    });
    if (hash.includes('nonsense')) return;
    expect(await page.locator('#count').textContent()).toContain(
      `${findings} of 5 findings, ${cases} of 10 cases`,
    );
    expect(await page.locator('[data-count="finding"]').textContent()).toBe(
      `${findings} of 5 shown`,
    );
    expect(await page.locator('[data-none="finding"]').isVisible()).toBe(findings === 0);
  });
}

test('what is chosen is in the address, and survives a reload', async () => {
  await page.goto(urlOf('frozen'));
  await page.locator('select[name=severity]').selectOption('error');
  await page.locator('select[name=operation]').selectOption({ label: 'makeThing' });
  await page.getByLabel('Hide known').check();
  await page.getByLabel('Search').fill('accepted zebra');
  await page.waitForURL('**/frozen.html#*q=*');
  expect(await shown('finding')).toBe(0);
  await page.getByLabel('Search').fill('at most');
  await page.waitForURL(
    '**/frozen.html#q=at+most&severity=error&operation=things%2FmakeThing&known=hidden',
  );
  expect(await shown('finding')).toBe(1);
  await page.reload();
  expect(await page.getByLabel('Search').inputValue()).toBe('at most');
  expect(await shown('finding')).toBe(1);
  expect(await shown('operation')).toBe(1);
  await page.getByRole('button', { name: 'Show all' }).click();
  expect(await shown('finding')).toBe(5);
  expect(page.url()).toBe(urlOf('frozen'));
});

test('few cases that match are shown without a click, and are put away again', async () => {
  await page.goto(urlOf('frozen', '#verdict=fail'));
  expect(await page.getByText('breaks body-parses').isVisible()).toBe(true);
  await page.getByRole('button', { name: 'Show all' }).click();
  expect(await page.locator('details[open]').count()).toBe(0);
});

test('a link to a finding keeps the filter, unless that hides it', async () => {
  await page.goto(urlOf('frozen', '#severity=error'));
  const [first, second] = [
    'finding/things/makeThing/body-parses/201',
    'finding/things/listThings/within-time/slow',
  ];
  await page.getByRole('link', { name: '✗ 1: 1 finding of body-parses in makeThing' }).click();
  await page.waitForURL(`**/frozen.html#${first}&severity=error`);
  expect(
    await page
      .locator(`[id="${first}"]`)
      .evaluate((element) => element.getBoundingClientRect().top),
  ).toBeGreaterThanOrEqual(0);
  await page.reload();
  expect(await shown('finding')).toBe(3);
  await expect
    .poll(() =>
      page.locator(`[id="${first}"]`).evaluate((element) => element.getBoundingClientRect().top),
    )
    .toBeLessThan(400);
  await page.evaluate((place) => (location.hash = place), second);
  await page.waitForURL(`**/frozen.html#${second}`);
  expect(await page.locator(`[id="${second}"]`).isVisible()).toBe(true);
  expect(await shown('finding')).toBe(5);
});

test('every link within the page leads somewhere', async () => {
  for (const name of ['frozen', 'passing', 'hostile', 'large'] as const) {
    await page.goto(urlOf(name));
    const lost = await page.evaluate(() =>
      [...document.querySelectorAll('a')]
        .map((link) => link.getAttribute('href')!)
        .filter(
          (href) =>
            !href.startsWith('#') || !document.getElementById(decodeURIComponent(href.slice(1))),
        ),
    );
    expect(lost).toEqual([]);
  }
});

/** What a pasted text can't hold: a zero, half a pair; and line ends are those of the system. */
const pasted = (text: string): string => text.toWellFormed().replaceAll(/[\0\r\ufffd]/g, '');

for (const how of ['with the clipboard', 'where there is no clipboard']) {
  test(`the button copies exactly the curl line, ${how}`, async () => {
    await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    const reader = await context.newPage();
    await reader.goto(urlOf('passing'));
    if (how !== 'with the clipboard')
      await page.addInitScript(() =>
        Object.defineProperty(navigator, 'clipboard', { value: undefined }),
      );
    for (const name of ['frozen', 'hostile'] as const) {
      await page.goto(urlOf(name));
      for (const finding of reports[name].findings) {
        await page.bringToFront();
        await page
          .locator(`[id="${anchorOf(finding)}"]`)
          .getByRole('button')
          .click();
        await page
          .locator('#told')
          .filter({ hasText: 'was copied' })
          .waitFor({ state: 'attached' });
        await reader.bringToFront();
        const copied = await reader.evaluate(() => navigator.clipboard.readText());
        expect(name === 'frozen' ? copied : pasted(copied)).toBe(
          name === 'frozen' ? finding.curl : pasted(finding.curl),
        );
        await page.evaluate(() => (document.getElementById('told')!.textContent = ''));
      }
    }
  });
}

test('without a script everything is there, and nothing that needs one', async () => {
  await open({ javaScriptEnabled: false });
  await page.goto(urlOf('frozen'));
  expect(await page.getByRole('article').count()).toBe(5);
  for (const finding of await page.getByRole('article').all())
    expect(await finding.isVisible()).toBe(true);
  expect(await page.getByRole('search').count()).toBe(0);
  expect(await page.getByRole('button').count()).toBe(0);
  await page.locator('#cases summary').filter({ hasText: 'makeThing' }).click();
  expect(await page.getByText('breaks body-parses').isVisible()).toBe(true);
});

test('can be used with the keyboard alone', async () => {
  await page.goto(urlOf('frozen'));
  await page.getByLabel('Search').focus();
  await page.keyboard.type('body-parses');
  await page.locator('#count').filter({ hasText: 'shown' }).waitFor();
  for (
    let presses = 0;
    presses < 30 &&
    !(await page.evaluate(() => document.activeElement?.className.includes('copy')));
    presses += 1
  )
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page
    .locator('#told')
    .filter({ hasText: /copied/ })
    .waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/Copied/);
});

test('the colours can be chosen, and are remembered', async () => {
  await open({ colorScheme: 'light' });
  await page.goto(urlOf('frozen'));
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.getByRole('button', { name: 'Dark' }).click();
  const dark = await ground();
  expect(dark).not.toBe(light);
  await page.reload();
  expect(await ground()).toBe(dark);
  expect(await page.getByRole('button', { name: 'Light' }).isVisible()).toBe(true);
});

test('is printed in full, also what is folded', async () => {
  await page.goto(urlOf('frozen'));
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByText('breaks body-parses').isVisible()).toBe(true);
  expect(await page.getByRole('search').count()).toBe(0);
});

test('a large report opens and is filtered without a wait', async () => {
  const begun = performance.now();
  await page.goto(urlOf('large'));
  expect(await shown('operation')).toBe(1000);
  await page.getByLabel('Search').fill('operationNumber777');
  await page.locator('#count').filter({ hasText: '1 of 1000 operations shown' }).waitFor();
  // ten times what it takes, so that a busy machine does not make it red
  expect(performance.now() - begun).toBeLessThan(30_000);
});
