import axe from 'axe-core';
import type { BrowserContextOptions } from 'playwright-core';
import { expect, test } from 'vitest';
import { frozenReport, passingReport } from '../../corpus/report.ts';
import { Pages } from './html/browser/testing.ts';
import { hostileReport, largeReport } from './html/testing.ts';
import { anchorOf } from './html/view.ts';

const reports = {
  frozen: frozenReport,
  passing: passingReport,
  hostile: hostileReport,
  large: largeReport(100, 2),
};
const pages = new Pages(reports);

const phone = { width: 360, height: 740 };
const scrollsSideways = () =>
  pages.page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
async function violations(): Promise<string[]> {
  await pages.page.evaluate(axe.source);
  const { violations: found } = await pages.page.evaluate(() =>
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
    await pages.open(options);
    await pages.page.goto(pages.urlOf(name));
    expect(await violations()).toEqual([]);
    expect(await scrollsSideways()).toBe(false);
    await pages.openDetails();
    await pages.page.getByLabel('Search').fill('things');
    await pages.page.locator('#count').filter({ hasText: 'shown' }).waitFor();
    expect(await violations()).toEqual([]);
    expect(await scrollsSideways()).toBe(false);
  });
}

test('nothing that an implementation answered runs, and nothing is fetched', async () => {
  await pages.page.goto(pages.urlOf('hostile'));
  await pages.openDetails();
  await pages.page.getByLabel('Search').fill('script');
  expect(
    await pages.page.evaluate(() => [
      document.scripts.length,
      document.images.length,
      document.querySelectorAll(
        '[onload], [onerror], [href^="javascript"], iframe, object, embed, base',
      ).length,
    ]),
  ).toEqual([1, 0, 0]);
  expect(await pages.page.title()).toContain('It could not be judged in full');
});

test('the policy of the page stops what is not ours', async () => {
  await pages.page.goto(pages.urlOf('frozen'));
  await pages.page.evaluate(() => {
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
        pages.offences.filter((offence) =>
          /violates the following Content Security Policy/.test(offence),
        ).length,
    )
    .toBeGreaterThanOrEqual(3);
  expect(await pages.page.title()).not.toBe('ran');
  pages.offences = [];
});

test('every link within the page leads somewhere', async () => {
  for (const name of ['frozen', 'passing', 'hostile', 'large'] as const) {
    await pages.page.goto(pages.urlOf(name));
    const lost = await pages.page.evaluate(() =>
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
    await pages.open({ permissions: ['clipboard-read', 'clipboard-write'] });
    const reader = await pages.context.newPage();
    await reader.goto(pages.urlOf('passing'));
    if (how !== 'with the clipboard')
      await pages.page.addInitScript(() =>
        Object.defineProperty(navigator, 'clipboard', { value: undefined }),
      );
    for (const name of ['frozen', 'hostile'] as const) {
      await pages.page.goto(pages.urlOf(name));
      await pages.openDetails();
      for (const finding of reports[name].findings) {
        await pages.page.bringToFront();
        await pages.page
          .locator(`[id="${anchorOf(finding)}"]`)
          .getByRole('button')
          .click();
        await pages.page
          .locator('#told')
          .filter({ hasText: 'was copied' })
          .waitFor({ state: 'attached' });
        await reader.bringToFront();
        const copied = await reader.evaluate(() => navigator.clipboard.readText());
        expect(name === 'frozen' ? copied : pasted(copied)).toBe(
          name === 'frozen' ? finding.curl : pasted(finding.curl),
        );
        await pages.page.evaluate(() => (document.getElementById('told')!.textContent = ''));
      }
    }
  });
}

test('without a script everything is there, and nothing that needs one', async () => {
  await pages.open({ javaScriptEnabled: false });
  await pages.page.goto(pages.urlOf('frozen'));
  // the first cause is open
  const causes = (await pages.page.locator('.cause > summary').all()).slice(1);
  for (const summary of [...causes, pages.page.locator('.more > summary')]) await summary.click();
  expect(await pages.page.getByRole('article').count()).toBe(7);
  for (const finding of await pages.page.getByRole('article').all())
    expect(await finding.isVisible()).toBe(true);
  expect(await pages.page.getByRole('search').count()).toBe(0);
  expect(await pages.page.getByRole('button').count()).toBe(0);
  await pages.page.locator('#cases summary').filter({ hasText: 'makeThing' }).click();
  expect(await pages.page.getByText('breaks body-parses').isVisible()).toBe(true);
});

test('can be used with the keyboard alone', async () => {
  await pages.page.goto(pages.urlOf('frozen'));
  await pages.page.getByLabel('Search').focus();
  await pages.page.keyboard.type('body-parses');
  await pages.page.locator('#count').filter({ hasText: 'shown' }).waitFor();
  for (
    let presses = 0;
    presses < 30 &&
    !(await pages.page.evaluate(() => document.activeElement?.className.includes('copy')));
    presses += 1
  )
    await pages.page.keyboard.press('Tab');
  await pages.page.keyboard.press('Enter');
  await pages.page
    .locator('#told')
    .filter({ hasText: /copied/ })
    .waitFor();
  expect(await pages.page.evaluate(() => document.activeElement?.textContent)).toMatch(/Copied/);
});

test('the colours can be chosen, and are remembered', async () => {
  await pages.open({ colorScheme: 'light' });
  await pages.page.goto(pages.urlOf('frozen'));
  const ground = () => pages.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await pages.page.getByRole('button', { name: 'Dark' }).click();
  const dark = await ground();
  expect(dark).not.toBe(light);
  await pages.page.reload();
  expect(await ground()).toBe(dark);
  expect(await pages.page.getByRole('button', { name: 'Light' }).isVisible()).toBe(true);
});

test('is printed in full, also what is folded', async () => {
  await pages.page.goto(pages.urlOf('frozen'));
  await pages.page.emulateMedia({ media: 'print' });
  expect(await pages.page.getByText('breaks body-parses').isVisible()).toBe(true);
  expect(await pages.page.getByRole('search').count()).toBe(0);
});
