import axe from 'axe-core';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Mock } from '../../server.ts';
import { clientOf, startStateful, toDoDescription } from '../../things/testing.ts';

let mock: Mock;
let send: ReturnType<typeof clientOf>;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let offences: string[] = [];

beforeAll(async () => {
  mock = await startStateful(toDoDescription);
  send = clientOf(mock);
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
});
afterAll(async () => {
  await browser?.close();
  await mock?.close();
});
beforeEach(() => {
  mock.state.reset();
  mock.scenario.reset();
  mock.requests.clear();
});
afterEach(async () => {
  await context?.close();
  expect(offences).toEqual([]);
});

async function open(options: BrowserContextOptions = {}): Promise<void> {
  offences = [];
  context = await browser.newContext(options);
  context.on('request', (request) => {
    if (new URL(request.url()).origin !== mock.url) offences.push(`request to ${request.url()}`);
  });
  context.on('weberror', (error) => offences.push(error.error().message));
  context.on('dialog', (dialog) => {
    offences.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page = await context.newPage();
  page.on('console', (message) => {
    // the browser tells each answer that is an error
    if (!message.text().startsWith('Failed to load resource')) offences.push(message.text());
  });
  await page.goto(`${mock.url}/__mock`);
}

async function violations(): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations: found } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(),
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
}

const hostile = '<script>alert(1)</script>"><img src=x onerror=alert(1)>';
const looks = [1280, 320].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({
    colorScheme,
    viewport: { width, height: 800 },
  })),
);
for (const look of looks) {
  test(`everybody can read the page: ${look.viewport.width} pixels, ${look.colorScheme}`, async () => {
    await send('POST', '/todos', { title: hostile });
    await send('POST', '/labels', { title: 5 });
    await fetch(`${mock.url}/nowhere`);
    mock.scenario.add({ operation: 'listLabels', latency: 5 });
    await open(look);
    await page.evaluate(() =>
      document.querySelectorAll('details').forEach((element) => {
        element.open = true;
      }),
    );
    expect(await violations()).toEqual([]);
    expect(
      await page.evaluate(
        () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
      ),
    ).toBe(true);
  });
}

test('what requests sent is text, and nothing of it runs', async () => {
  await send('POST', '/todos', { title: hostile });
  await fetch(`${mock.url}/${encodeURIComponent(hostile)}?${hostile}`);
  mock.scenario.add({ operation: 'createToDo', latency: 5, next: 1 });
  await open();
  await page.locator('#things').getByText(hostile).first().waitFor();
  await page.locator('#log details').nth(1).waitFor();
  expect(
    await page.evaluate(() => [document.scripts.length, document.images.length, document.title]),
  ).toEqual([1, 0, `The mock at ${mock.url}`]);
});

test('what requests change is shown without a reload, and what is open stays open', async () => {
  await send('POST', '/todos', { title: 'Milk' });
  await open();
  await page.locator('#log details').first().locator('summary').click();
  await page.getByRole('heading', { name: 'Request', exact: true }).waitFor();
  await send('POST', '/todos', { title: 'Bread' });
  await page.locator('#things').getByText('Bread').first().waitFor();
  await page.locator('#log details').nth(1).waitFor();
  expect(await page.locator('#log details').nth(1).getAttribute('open')).toBe('');
  expect(await page.locator('#log details').nth(0).getAttribute('open')).toBeNull();
  // the focus stays too
  expect(await page.evaluate(() => document.activeElement?.id)).toBe(
    `request-${mock.requests.all()[1]?.number}-summary`,
  );
});

test('while it is paused, the page stays as it is', async () => {
  await open();
  const pause = page.getByRole('button', { name: 'Pause' });
  await pause.click();
  expect(await pause.getAttribute('aria-pressed')).toBe('true');
  await send('POST', '/todos', { title: 'Milk' });
  await page.clock.install();
  await page.clock.runFor(5000);
  expect(await page.locator('#log details').count()).toBe(0);
  await pause.click();
  await page.clock.runFor(2000);
  await page.locator('#log details').first().waitFor();
});

test('with the keyboard alone: things and rules are added, and everything is reset', async () => {
  await open();
  const type = async (label: RegExp, text: string, button: string) => {
    await page.getByLabel(label).focus();
    await page.keyboard.type(text);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(button);
    await page.keyboard.press('Enter');
  };
  const told = (text: string | RegExp) => page.getByRole('status').getByText(text).waitFor();
  await type(/^Add things/, '/todo: [{ title: Milk }]', 'Add things');
  await told(/^\/~1todo: no operation lists things at \/todo\. There are \/todos/);
  await page.getByLabel(/^Add things/).fill('');
  await type(/^Add things/, '/todos: [{ title: Milk }]', 'Add things');
  await told('The things were added.');
  await page.locator('#things').getByText('Milk').first().waitFor();
  await type(/^Add rules/, '{ operation: listLabels, code: 200 }', 'Add rules');
  await page.locator('#rules').getByText('listLabels').waitFor();
  expect(mock.scenario.rules()).toHaveLength(1);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await told('The rules are those of the start.');
  expect(mock.scenario.rules()).toEqual([]);
  await page.getByRole('button', { name: 'Reset the state' }).focus();
  await page.keyboard.press('Enter');
  await told('The state is that of the start.');
  await page.locator('#things').getByText('Milk').first().waitFor({ state: 'detached' });
  // a request is opened, and its curl line copied
  await send('POST', '/labels', { title: 'Home' });
  await page.locator('#log summary').first().focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Copy as curl');
  expect(await page.locator('.curl code').textContent()).toContain(`-X POST '${mock.url}/labels'`);
  await page.keyboard.press('Enter');
  await told(/^The curl line/);
});

test('a snapshot is downloaded and restored', async () => {
  await send('POST', '/todos', { title: 'Milk' });
  await open();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download a snapshot' }).click(),
  ]);
  const file = await download.path();
  mock.state.reset();
  await page.getByLabel('Restore a snapshot').setInputFiles(file);
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await page.getByRole('status').getByText('The snapshot was restored.').waitFor();
  expect(mock.state.things('/todos').map(({ members }) => members.title)).toContain('Milk');
});

test('requests are found by words and by their verdict', async () => {
  await send('GET', '/labels');
  await send('POST', '/labels', { title: 5 });
  await open();
  const shown = page.locator('#log details:not([hidden])');
  await page.getByLabel('Verdict').selectOption('refused');
  expect(await shown.count()).toBe(1);
  await page.getByLabel('Verdict').selectOption('all');
  await page.getByLabel('Search').fill('listLabels');
  expect(await shown.count()).toBe(1);
  expect(await shown.textContent()).toContain('GET');
});

test('without scripts, the page shows everything and offers nothing that does not work', async () => {
  await send('POST', '/todos', { title: 'Milk' });
  await open({ javaScriptEnabled: false });
  await page.locator('#things').getByText('Milk').first().waitFor();
  await page.locator('#log summary').first().click();
  await page.getByRole('heading', { name: 'Response', exact: true }).waitFor();
  expect(await page.getByRole('button').count()).toBe(0);
});
