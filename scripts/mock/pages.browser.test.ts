import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listen } from '../../conformance/testing.ts';
import type { Entry } from './cli/log.ts';
import { documented, ids, operationNamed, start } from './testing.ts';

// an origin other than the mock's and not local, as that of a frontend under test
const host = 'app.example.test';
const entries: Entry[] = [];
let mock: Awaited<ReturnType<typeof start>>;
let server: Awaited<ReturnType<typeof listen>>;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  mock = await start({ log: (entry) => entries.push(entry) });
  server = await listen((_, response) => {
    response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>A page</title>');
  });
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
      '--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests',
    ],
  });
  page = await browser.newPage();
  await page.goto(`http://${host}:${new URL(server.url).port}/`);
});
afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
  await mock?.close();
});

/** The response that a page gets with credentials, and a header field that it may read. */
const call = (url: string, options: { headers: object; body: string; method: string }) =>
  page.evaluate(
    async ([to, { headers, body, method }]) => {
      const response = await fetch(to, {
        method,
        headers: headers as Record<string, string>,
        body,
        credentials: 'include',
      });
      return {
        status: response.status,
        text: await response.text(),
        violation: response.headers.get('x-contract-violation'),
      };
    },
    [url, options] as const,
  );

for (const id of ids) {
  const { path, headers, body } = documented[id];
  const sent = { headers: { ...headers }, body: String(body), method: 'POST' };

  test(`a page of another origin calls ${id} with credentials, after a preflight`, async () => {
    await page.context().addCookies([{ name: 'session', value: 'of-the-page', url: mock.url }]);
    const from = entries.length;
    expect(await call(`${mock.urlOf(operationNamed(id).api)}${path}`, sent)).toMatchObject({
      status: 200,
      violation: null,
    });
    expect(entries.slice(from).map(({ method }) => method)).toEqual(['OPTIONS', 'POST']);
  });

  test(`the browser caches the preflight of ${id}, and a page reads the violation`, async () => {
    const from = entries.length;
    const { violation } = await call(`${mock.urlOf(operationNamed(id).api)}${path}`, {
      ...sent,
      body: '{',
    });
    expect(violation).toMatch(/^body must be application\/json that can be parsed/);
    expect(entries.slice(from).map(({ method }) => method)).toEqual(['POST']);
  });
}

test('a page of another origin than --origin gets nothing', async () => {
  await using closed = await start({ origins: ['https://other.example.test'] });
  await expect(
    call(`${closed.url}${documented.createPin.path}`, {
      headers: { ...documented.createPin.headers },
      body: String(documented.createPin.body),
      method: 'POST',
    }),
  ).rejects.toThrow(/Failed to fetch/);
});

test('a foreign page may not control the mock', async () => {
  await expect(
    page.evaluate(
      async (url) => (await fetch(url, { method: 'DELETE', credentials: 'include' })).status,
      `${mock.url}/__mock`,
    ),
  ).resolves.toBe(403);
});
