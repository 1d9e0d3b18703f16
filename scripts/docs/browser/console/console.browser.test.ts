import { execFile } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import axe from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { loadContract } from '../../../../conformance/core/contract/load.ts';
import { listen } from '../../../../conformance/testing.ts';
import { apis } from '../../../../spec/apis.ts';
import { startMock, type Mock } from '../../../mock/server.ts';
import { serveConsole } from '../../console/testing.ts';
import { launch } from '../testing.ts';
import { allowing, hostile, things, type Answering } from './testing.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');

/** What a server of a test answers; each test says it. */
let answer: Answering;
let server: Awaited<ReturnType<typeof listen>>;
let mock: Mock;
let site: Awaited<ReturnType<typeof serveConsole>>;
let browser: Browser;
let context: BrowserContext;
let page: Page;
/** What no page may do. A test that provokes some says which. */
let offences: string[];
let expected: RegExp;

beforeAll(async () => {
  const ours = Object.entries(apis).map(([api, file]) => loadContract(api, join(root, file)));
  const contracts = [...ours, things()];
  mock = await startMock({ contracts });
  server = await listen((request, response) => answer(request, response));
  const anchors = ['response-200.list', 'response-200.data.user_id', 'request-body.pin'];
  site = await serveConsole({ contracts, mock: mock.url, servers: [server.url], anchors });
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await site?.[Symbol.asyncDispose]();
  await server?.[Symbol.asyncDispose]();
  await mock?.close();
});
beforeEach(() => {
  // the browser tells each answer that is an error
  expected = /^Failed to load resource: the server responded with a status of/;
});
afterEach(async () => {
  const [cookies, stored] = [
    await context.cookies(),
    await page.evaluate(() => localStorage.length),
  ];
  await context.close();
  expect(offences).toEqual([]);
  expect([cookies, stored]).toEqual([[], 0]);
});

async function open(path: string, options: BrowserContextOptions = {}): Promise<void> {
  offences = [];
  context = await browser.newContext(options);
  context.on('weberror', (error) => offences.push(error.error().message));
  page = await context.newPage();
  page.on('console', (message) => {
    const isWrong = ['error', 'warning'].includes(message.type());
    if (isWrong && !expected.test(message.text())) offences.push(message.text());
  });
  await page.goto(`${site.url}/${path.split('/').map(encodeURIComponent).join('/')}`);
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.locator('.console').waitFor();
}

const button = (name: string) => page.getByRole('button', { name, exact: true });
const live = () => page.getByRole('status');
const findings = () => page.locator('.console-finding').allInnerTexts();

/** Presses Send, and waits for what comes of it. */
async function send(): Promise<string> {
  await button('Send').click();
  return said();
}
async function said(): Promise<string> {
  await page.waitForFunction(() => {
    const text = document.querySelector('[role=status]')?.textContent ?? '';
    return text !== '' && !text.startsWith('Sending');
  });
  return (await live().textContent()) ?? '';
}

async function violations(): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations: found } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(),
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
}

const chooseServer = () => page.getByLabel('Server').selectOption(server.url);

for (const [api, file] of Object.entries(apis))
  for (const { id } of loadContract(api, join(root, file)).operations)
    test(`${api}: the example of ${id} is sent to the mock, and its answer keeps the contract`, async () => {
      const asked: string[] = [];
      await open(`${api}/${id}`);
      page.on('request', (request) => asked.push(request.url()));
      expect(await violations()).toEqual([]);
      expect(await send()).toMatch(
        /^20[01] \w+, success, in \d+ ms\. It conforms to the contract\.$/,
      );
      expect(await findings()).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^✓ passed The body conforms to its schema\.$/),
        ]),
      );
      expect(await violations()).toEqual([]);
      expect(asked).toEqual([expect.stringContaining(`${mock.url}/${api}/`)]);
    });

test('opening asks for the script, the module and the style sheet only', async () => {
  await open('mixin/createPin');
  const asked = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
  );
  expect(asked.filter((path) => path.startsWith('/assets/')).sort()).toEqual([
    '/assets/console/console.css',
    '/assets/console/console.js',
    expect.stringMatching(/^\/assets\/console\/mixin\/createPin_/),
  ]);
});

test('each documented answer can be asked for, and a 202 of mixin is a refusal', async () => {
  await open('mixin/createPin');
  const choices = page.getByLabel('Mock response');
  const names = await choices.locator('option').allInnerTexts();
  expect(names.length).toBeGreaterThan(4);
  for (const name of names.slice(1)) {
    await choices.selectOption(name);
    expect(await send()).toContain('It conforms to the contract.');
    expect(await page.locator('.console-status').textContent()).toMatch(
      new RegExp(`^${name.slice(0, 3)} .*(success|refusal|server error)`, 's'),
    );
    if (name.startsWith('202'))
      expect(await page.locator('.console-meaning').textContent()).toBe('refusal');
    expect(await violations()).toEqual([]);
  }
});

test('an answer against the contract is found, with links to what the page tells of it', async () => {
  await open(`things/${hostile}`);
  await chooseServer();
  answer = allowing(200, { name: 'other', list: [{ n: 'x' }] });
  expect(await send()).toMatch(/^200 OK, success, in \d+ ms\. Broken rules of the contract: 2\.$/);
  const [, , body, echo] = await findings();
  expect(body).toMatch(
    /^✗ failed The body does not conform to its schema:\s+list\.0\.n must be integer$/,
  );
  expect(echo).toContain('name must be "<img src=x');
  // the nearest place that there is
  const link = page.getByRole('link', { name: 'list.0.n' });
  expect(await link.getAttribute('href')).toBe('#response-200.list');
  await link.click();
  expect(new URL(page.url()).hash).toBe('#response-200.list');
  expect(await violations()).toEqual([]);
});

test('a status that is not documented is found', async () => {
  await open(`things/${hostile}`);
  await chooseServer();
  answer = allowing(418, {});
  expect(await send()).toContain("418 I'm a Teapot, not documented");
  expect(await findings()).toEqual(['✗ failed The status 418 is not documented. Documented: 200.']);
  expect(await violations()).toEqual([]);
});

test('foreign text is text everywhere', async () => {
  await open(`things/${hostile}`);
  answer = allowing(200, { name: hostile, list: [] }, { 'content-language': hostile });
  await chooseServer();
  await page.getByLabel('user name and password').fill('user:s3cret');
  await button('Copy as curl').click();
  await send();
  expect(await page.locator('.console img').count()).toBe(0);
  expect(await page.locator('.console').textContent()).toContain(hostile);
  expect(await page.title()).toBe(hostile);
  // neither the credential nor what it is written as
  await page.locator('summary', { hasText: 'Sent request' }).click();
  const shown = await page.locator('.console').textContent();
  expect(shown).not.toContain(btoa('user:s3cret'));
  expect(shown).not.toContain('user:s3cret');
});

test('a broken request is told, and sent all the same', async () => {
  await open('mixin/createPin');
  const body = page.getByLabel('Body');
  await body.fill('{ "old_pin": 1 }');
  const problems = page.locator('.console-problems:visible li');
  expect(await problems.allInnerTexts()).toEqual(
    expect.arrayContaining(['old_pin must be string', 'pin must be present']),
  );
  const link = problems.getByRole('link', { name: 'pin', exact: true });
  expect(await link.getAttribute('href')).toBe('#request-body.pin');
  expect(await page.getByLabel('Example').inputValue()).toBe('own');
  expect(await violations()).toEqual([]);
  await body.fill('{ "old_pin": ');
  expect(await problems.textContent()).toMatch(/^This is not valid JSON: /);
  expect(await send()).toMatch(/^202 Accepted, refusal, .* It conforms to the contract\.$/);
  await page.getByLabel('Example').selectOption('documented');
  expect(await problems.count()).toBe(0);
});

test('sending can be cancelled, with the keyboard alone', async () => {
  let isAsked: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => {
    isAsked = resolve;
  });
  answer = (request, response) => {
    if (request.method === 'OPTIONS') allowing(204, undefined)(request, response);
    else isAsked();
  };
  await open('mixin/createPin');
  await chooseServer();
  await page.getByLabel('Body').focus();
  await page.keyboard.press('Control+Enter');
  await asked;
  expect(await live().textContent()).toBe('Sending …');
  expect(await violations()).toEqual([]);
  for (let presses = 0; presses < 9; presses += 1) {
    if ((await focused()) === 'Cancel') break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  expect(await said()).toMatch(/^Cancelled\./);
  expect(await focused()).toBe('Send');
  expect(await button('Cancel').isVisible()).toBe(false);
});

const focused = () => page.evaluate(() => document.activeElement?.textContent);

test('everything is reached and used with the keyboard, and its focus is seen', async () => {
  await open('mixin/createPin');
  await page.getByLabel('Server').focus();
  const reached: string[] = [];
  for (let presses = 0; presses < 14; presses += 1) {
    const [name, outline] = await page.evaluate(() => {
      const element = document.activeElement as HTMLInputElement;
      const label = element.labels?.[0] ?? element;
      return [label.textContent ?? '', getComputedStyle(element).outlineStyle];
    });
    if (name.trim() === 'createPin' || outline === 'none') break;
    reached.push(name.trim());
    await page.keyboard.press('Tab');
  }
  expect(reached).toEqual([
    ...['Server', 'bearer: token', 'Show bearer', 'Remember in this tab', 'Example'],
    ...['Mixin-Device-Id', 'X-Request-Id', 'Body', 'Mock response', 'Send', 'Copy as curl'],
  ]);
  await button('Send').focus();
  await page.keyboard.press('Space');
  expect(await said()).toContain('It conforms to the contract.');
});

for (const { what, answering, says, errors } of [
  {
    what: 'a server that allows no other pages',
    answering: (_: IncomingMessage, response: ServerResponse) => response.end('{}'),
    says: /^There was no response from http:\/\/127\.0\.0\.1:\d+ that a page may read\. .*\(CORS\)/,
    errors: /blocked by CORS policy|net::ERR_FAILED/,
  },
  {
    what: 'a server that ends the connection',
    answering: ({ socket }: IncomingMessage) => socket.destroy(),
    says: /^There was no response/,
    errors: /ERR_EMPTY_RESPONSE|net::ERR_FAILED|CORS/,
  },
  {
    what: 'a redirect',
    answering: allowing(302, undefined, { location: '/other' }),
    says: /^The server responds with a redirect, which is not followed/,
    errors: /^never$/,
  },
])
  test(`${what} is told`, async () => {
    expected = errors;
    await open(`things/${hostile}`);
    await chooseServer();
    answer = answering;
    expect(await send()).toMatch(says);
    expect(await violations()).toEqual([]);
    // the next request is sent
    expected = /./;
    answer = allowing(200, { name: hostile });
    expect(await send()).toContain('It conforms to the contract.');
  });

test('a mock that is not running is told, with the command that starts it', async () => {
  expected = /net::ERR_/;
  await open('mixin/createPin');
  await page.route(`${mock.url}/**`, (route) => route.abort('connectionrefused'));
  expect(await send()).toMatch(/Is the mock server running\? This command starts it:$/);
  expect(await page.locator('.console-result pre').textContent()).toBe(
    'npx openapi-contract-suite mock mixin.yaml',
  );
  expect(await violations()).toEqual([]);
});

test('the policy of the site stops requests to other servers, and the reader is told', async () => {
  expected = /Content Security Policy/;
  await open('things/elsewhere');
  await page.getByLabel('Server').selectOption('http://{host}');
  await page.getByLabel('Variable host').fill('elsewhere.example.test');
  expect(await send()).toMatch(
    /^The policy of this site allows no request to http:\/\/elsewhere\.example\.test/,
  );
});

test('a real server gets neither Prefer nor the credential of the mock', async () => {
  const headers: IncomingMessage['headers'][] = [];
  await open('mixin/createPin');
  await page.getByLabel('Mock response').selectOption({ index: 2 });
  await chooseServer();
  expect(await page.getByLabel('Mock response').isVisible()).toBe(false);
  expect(await page.getByText('A real server responds').isVisible()).toBe(true);
  answer = (request, response) => {
    if (request.method !== 'OPTIONS') headers.push(request.headers);
    allowing(500, {})(request, response);
  };
  await send();
  expect(headers).toHaveLength(1);
  for (const name of ['prefer', 'authorization', 'referer', 'cookie'])
    expect(headers[0]).not.toHaveProperty(name);
});

test('nothing is stored until the reader asks for it', async () => {
  const stored = () => page.evaluate(() => ({ ...sessionStorage }));
  await open('mixin/createPin');
  await page.getByLabel('bearer: token').fill('s3cret');
  await chooseServer();
  expect(await stored()).toEqual({});
  const box = page.getByLabel('Remember in this tab');
  await box.check();
  expect(Object.keys(await stored())).toEqual(['contracts-console:mixin']);
  await page.reload();
  await page.getByRole('button', { name: 'Try it' }).click();
  expect(await page.getByLabel('bearer: token').inputValue()).toBe('s3cret');
  expect(await page.getByLabel('bearer: token').getAttribute('type')).toBe('password');
  expect(await page.getByLabel('Server').locator('option:checked').textContent()).toBe(server.url);
  await box.uncheck();
  expect(await stored()).toEqual({});
});

test('the copied line is a request that the mock answers alike', async () => {
  await open('mixin/createPin', { permissions: ['clipboard-read', 'clipboard-write'] });
  await button('Copy as curl').click();
  expect(await said()).toBe('Copied.');
  const line = await page.evaluate(() => navigator.clipboard.readText());
  expect(line).not.toContain('any-credential');
  // the mock answers in this process
  const { stdout: output } = await promisify(execFile)('bash', ['-c', line], {
    env: { ...process.env, MIXIN_BEARER: 'mine' },
  });
  expect(output).toMatch(/^HTTP\/1\.1 200 OK/);
  expect(await violations()).toEqual([]);
});

test('a credential is shown on demand', async () => {
  await open('mixin/createPin');
  const input = page.getByLabel('bearer: token');
  await button('Show bearer').click();
  expect(await input.getAttribute('type')).toBe('text');
  await button('Hide bearer').click();
  expect(await input.getAttribute('type')).toBe('password');
});

for (const width of [1440, 768, 390, 320])
  for (const colorScheme of ['light', 'dark'] as const)
    test(`it can be used at ${width} pixels in the ${colorScheme}`, async () => {
      await open('mixin/registerUser', { colorScheme, viewport: { width, height: 800 } });
      await page.getByLabel('Body').fill('{');
      await button('Copy as curl').click();
      await send();
      await page.getByText('Header fields that a page may read').click();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        width,
      );
      expect(await violations()).toEqual([]);
    });
