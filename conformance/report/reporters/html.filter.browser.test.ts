import { expect, test } from 'vitest';
import { frozenReport } from '../../corpus/report.ts';
import { Pages } from './html/browser/testing.ts';
import { largeReport, longReport } from './html/testing.ts';

const pages = new Pages({ frozen: frozenReport, large: largeReport(1000, 2), long: longReport() });

const filters: readonly { hash: string; findings: number; cases: number; why: string }[] = [
  { hash: '#severity=error', findings: 4, cases: 4, why: 'severity' },
  { hash: '#severity=warning', findings: 2, cases: 2, why: 'severity' },
  { hash: '#verdict=fail', findings: 3, cases: 3, why: 'verdict' },
  { hash: '#verdict=skip', findings: 1, cases: 3, why: 'verdict, of a known finding' },
  { hash: '#api=others', findings: 0, cases: 1, why: 'API' },
  { hash: '#operation=things%2FlistThings', findings: 2, cases: 2, why: 'operation' },
  { hash: '#check=body-parses', findings: 1, cases: 1, why: 'check' },
  { hash: '#known=hidden', findings: 6, cases: 12, why: 'known ones' },
  { hash: '#q=DEMANDS+nothing+such', findings: 0, cases: 0, why: 'words that are nowhere' },
  { hash: '#q=teapot', findings: 1, cases: 1, why: 'a word of the reason' },
  { hash: '#q=at+most+name', findings: 1, cases: 0, why: 'words in any order' },
  { hash: '#q=not+validated', findings: 3, cases: 0, why: 'words of the cause' },
  { hash: '#q=makeThing&verdict=pass', findings: 1, cases: 2, why: 'two things at once' },
  { hash: '#severity=nonsense', findings: 7, cases: 12, why: 'a value that is none' },
];
for (const { hash, findings, cases, why } of filters) {
  test(`filters by ${why}, from the address: ${hash}`, async () => {
    await pages.page.goto(pages.urlOf('frozen', hash));
    expect({ findings: await pages.shown('finding'), cases: await pages.shown('case') }).toEqual({
      findings,
      cases,
    });
    if (hash.includes('nonsense')) return;
    expect(await pages.page.locator('#count').textContent()).toContain(
      `${findings} of 7 findings, ${cases} of 12 cases`,
    );
    expect(await pages.page.locator('[data-count="finding"]').textContent()).toBe(
      `${findings} of 7 shown`,
    );
    expect(await pages.page.locator('[data-none="finding"]').isVisible()).toBe(findings === 0);
  });
}

test('what is chosen is in the address, and survives a reload', async () => {
  await pages.page.goto(pages.urlOf('frozen'));
  await pages.page.locator('select[name=severity]').selectOption('error');
  await pages.page.locator('select[name=operation]').selectOption({ label: 'makeThing' });
  await pages.page.getByLabel('Hide known').check();
  await pages.page.getByLabel('Search').fill('accepted zebra');
  await pages.page.waitForURL('**/frozen.html#*q=*');
  expect(await pages.shown('finding')).toBe(0);
  await pages.page.getByLabel('Search').fill('at most');
  await pages.page.waitForURL(
    '**/frozen.html#q=at+most&severity=error&operation=things%2FmakeThing&known=hidden',
  );
  expect(await pages.shown('finding')).toBe(1);
  await pages.page.reload();
  expect(await pages.page.getByLabel('Search').inputValue()).toBe('at most');
  expect(await pages.shown('finding')).toBe(1);
  expect(await pages.shown('operation')).toBe(1);
  await pages.page.getByRole('button', { name: 'Show all' }).click();
  expect(await pages.shown('finding')).toBe(7);
  expect(pages.page.url()).toBe(pages.urlOf('frozen'));
});

test('few cases that match are shown without a click, and are put away again', async () => {
  await pages.page.goto(pages.urlOf('frozen', '#verdict=fail'));
  expect(await pages.page.getByText('breaks body-parses').isVisible()).toBe(true);
  const closed = pages.page
    .getByText('`name` is null instead of string')
    .or(pages.page.locator('.more .finding').filter({ hasText: 'is null instead of string' }));
  expect(await closed.first().isVisible()).toBe(true);
  await pages.page.getByRole('button', { name: 'Show all' }).click();
  // that to begin with
  expect(await pages.page.locator('details[open]').count()).toBe(1);
});

test('the back button takes back one choice, and the letters of a search together', async () => {
  await pages.page.goto(pages.urlOf('frozen'));
  await pages.page.locator('select[name=severity]').selectOption('error');
  await pages.page.waitForURL('**/frozen.html#severity=error');
  const search = pages.page.getByLabel('Search');
  for (const words of ['validated', 'validated string']) {
    await search.fill(words);
    await pages.page.waitForURL(`**/frozen.html#q=${words.replace(' ', '+')}&severity=error`);
  }
  expect(await pages.shown('finding')).toBe(1);
  await pages.page.goBack();
  await pages.page.waitForURL('**/frozen.html#severity=error');
  expect(await search.inputValue()).toBe('');
  await expect.poll(() => pages.shown('finding')).toBe(4);
  await pages.page.goBack();
  await pages.page.waitForURL(pages.urlOf('frozen'));
  await expect.poll(() => pages.shown('finding')).toBe(7);
  expect(await pages.page.locator('select[name=severity]').inputValue()).toBe('');
  await pages.page.goForward();
  await pages.page.waitForURL('**/frozen.html#severity=error');
  await expect.poll(() => pages.shown('finding')).toBe(4);
});

test('the back button leaves the filter as it was before a link', async () => {
  const place = 'finding/things/listThings/within-time/slow';
  await pages.page.goto(pages.urlOf('frozen', `#${place}`));
  await pages.page.locator('select[name=severity]').selectOption('warning');
  await pages.page.waitForURL('**/frozen.html#severity=warning');
  await pages.page.goBack();
  await pages.page.waitForURL(`**/frozen.html#${place}`);
  await expect.poll(() => pages.shown('finding')).toBe(7);
});

test('a link to a finding opens what holds it', async () => {
  const finding = 'finding/things/makeThing/invalid-refused/body/name:type:null';
  await pages.page.goto(pages.urlOf('frozen', `#${finding}`));
  const article = pages.page.locator(`[id="${finding}"]`);
  expect(await article.isVisible()).toBe(true);
  expect(await article.evaluate((element) => element.closest('.cause')?.hasAttribute('open'))).toBe(
    true,
  );
  await expect
    .poll(() => article.evaluate((element) => element.getBoundingClientRect().top))
    .toBeLessThan(700);
});

test('a link to a finding keeps the filter, unless that hides it', async () => {
  await pages.page.goto(pages.urlOf('frozen', '#severity=error'));
  const [first, second] = [
    'finding/things/makeThing/body-parses/201',
    'finding/things/listThings/within-time/slow',
  ];
  await pages.page
    .getByRole('link', { name: '✗ 1: 1 finding of body-parses in makeThing' })
    .click();
  await pages.page.waitForURL(`**/frozen.html#${first}&severity=error`);
  expect(
    await pages.page
      .locator(`[id="${first}"]`)
      .evaluate((element) => element.getBoundingClientRect().top),
  ).toBeGreaterThanOrEqual(0);
  await pages.page.reload();
  expect(await pages.shown('finding')).toBe(4);
  await expect
    .poll(() =>
      pages.page
        .locator(`[id="${first}"]`)
        .evaluate((element) => element.getBoundingClientRect().top),
    )
    .toBeLessThan(400);
  await pages.page.evaluate((place) => (location.hash = place), second);
  await pages.page.waitForURL(`**/frozen.html#${second}`);
  expect(await pages.page.locator(`[id="${second}"]`).isVisible()).toBe(true);
  expect(await pages.shown('finding')).toBe(7);
});

for (const { name, kind, total, why } of [
  { name: 'large', kind: 'operation', total: 1000, why: '1,000 operations with two errors each' },
  { name: 'long', kind: 'finding', total: 1400, why: '1,000 errors and 3,000 notices' },
] as const) {
  test(`a large report opens and is filtered without a wait: ${why}`, async () => {
    const begun = performance.now();
    await pages.page.goto(pages.urlOf(name));
    expect(await pages.shown(kind)).toBe(total);
    await pages.page.locator('[name=q]').fill('operationNumber77 member3');
    await pages.page.locator('#count').filter({ hasText: 'operations shown' }).waitFor();
    // ten times what it takes, so that a busy machine does not make it red
    expect(performance.now() - begun).toBeLessThan(30_000);
  });
}
