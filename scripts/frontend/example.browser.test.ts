import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listen } from '../../conformance/testing.ts';
import { startMock, type Mock } from '../mock/server.ts';

/** An origin that nobody serves. */
const nowhere = 'https://api.example.test';
const worker = createRequire(import.meta.url).resolve('msw/mockServiceWorker.js');
const types: { readonly [extension: string]: string } = {
  '.html': 'text/html',
  '.js': 'text/javascript',
};

/** Tries what a page with this policy may not do. */
const evaluating = `try {
  document.title = new Function('return "it ran"')();
} catch (error) {
  document.title = error.name;
}`;

let folder: string;
let browser: Browser;
let mock: Mock;
let site: Awaited<ReturnType<typeof listen>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'example-'));
  await build({
    ...{ configFile: false, root: join(import.meta.dirname, 'example'), logLevel: 'error' },
    build: { outDir: folder, emptyOutDir: true, target: 'esnext', modulePreload: false },
  });
  mock = await startMock();
  site = await listen(({ url = '' }, response) => {
    const { pathname } = new URL(url, 'http://site.test');
    if (pathname === '/eval.js') {
      response.setHeader('Content-Type', 'text/javascript').end(evaluating);
      return;
    }
    const file = pathname === '/mockServiceWorker.js' ? worker : join(folder, pathname);
    // no `unsafe-eval`, no inline script, no other origin than the API's
    const policy = `default-src 'none'; script-src 'self'; worker-src 'self'; img-src data:; connect-src 'self' ${mock.url} ${nowhere}`;
    response.setHeader('Content-Security-Policy', policy);
    response.setHeader('Content-Type', types[extname(file)] ?? 'text/plain');
    response.end(readFileSync(file));
  });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
      ...['--disable-background-networking', '--disable-component-update'],
    ],
  });
});
afterAll(async () => {
  await browser?.close();
  await site?.[Symbol.asyncDispose]();
  await mock?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens the example, and notes what the browser complains of. */
async function open(
  query: string,
): Promise<{ readonly page: Page; readonly complaints: string[] }> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  await page.goto(`${site.url}/index.html?${query}`);
  return { page, complaints };
}

/** Signs in with a push token. Returns what the page shows: a heading, a verdict and a body each. */
async function signIn(page: Page, pushToken: string): Promise<readonly string[]> {
  await page.getByLabel('Push token').fill(pushToken);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText(pushToken, { exact: false }).waitFor();
  return page.getByRole('listitem').allInnerTexts();
}

test('register, open a session, refresh a push token: the same with the mock and with MSW', async () => {
  const real = await open(`api=${mock.url}`);
  const mocked = await open(`msw&api=${nowhere}`);
  for (const token of ['token-a', 'token-b']) {
    const answers = await signIn(real.page, token);
    expect(answers).toHaveLength(3);
    expect(
      answers.map((answer) =>
        answer
          .split('\n')
          .filter((line) => line !== '')
          .slice(0, 2),
      ),
    ).toEqual([
      ['registerUser: 200', 'as documented'],
      ['registerSession: 200', 'as documented'],
      ['refreshPushToken: 200', 'as documented'],
    ]);
    expect(answers[2]).toContain(`"pushToken": "${token}"`);
    expect(await signIn(mocked.page, token)).toEqual(answers);
  }
  expect([...real.complaints, ...mocked.complaints]).toEqual([]);
});

test('the policy of the page forbids code from texts', async () => {
  const { page } = await open(`api=${mock.url}`);
  await page.addScriptTag({ url: '/eval.js' });
  expect(await page.title()).toBe('EvalError');
});
