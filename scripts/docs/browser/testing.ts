import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import axe from 'axe-core';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

const types: { readonly [ending: string]: string } = {
  css: 'text/css',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  json: 'application/json',
  md: 'text/markdown; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
};

/** Serves a site from memory on a free port of this machine, until it is closed. */
export async function serveFiles(
  files: ReadonlyMap<string, string | Uint8Array>,
): Promise<{ readonly origin: string; readonly close: () => void }> {
  const server = createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url ?? '', 'http://localhost').pathname);
    const content = files.get(name.slice(1));
    const type = types[name.split('.').at(-1)!] ?? 'application/octet-stream';
    response.writeHead(content === undefined ? 404 : 200, { 'content-type': type }).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Starts a browser that asks nothing of the network by itself. */
export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

/** What WCAG 2.2 A and AA find on a page: the rule and the element of each fault. */
export async function violationsOn(page: Page): Promise<string[]> {
  // by the debugger: the policy of a page forbids scripts that are not its own
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    }),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`,
    ),
  );
}

/** A page, and what it did that it must not do: a request to elsewhere, an error, an exception. */
export type Watched = {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly offences: string[];
};

/** Opens an empty page that may ask only what begins with an address. */
export async function openWatched(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const offences: string[] = [];
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !url.startsWith('data:')) offences.push(`asks ${url}`);
  });
  context.on('response', (response) => {
    if (!response.ok()) offences.push(`${response.status()} ${response.url()}`);
  });
  context.on('console', (message) => offences.push(`${message.type()}: ${message.text()}`));
  context.on('weberror', (error) => offences.push(error.error().message));
  return { context, offences, page: await context.newPage() };
}

/** By how many pixels a page is wider than its window. */
export const overflowOf = (page: Page): Promise<number> =>
  page.locator('html').evaluate((html) => html.scrollWidth - innerWidth);

/** Opens everything that is folded. */
export const unfold = (page: Page): Promise<void> =>
  page.locator('html').evaluate((html) => {
    for (const details of html.querySelectorAll('details')) details.open = true;
  });
