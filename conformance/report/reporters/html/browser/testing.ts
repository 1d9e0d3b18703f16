import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { Report } from '../../../report.ts';
import { html } from '../../html.ts';

/** Pages of reports in a browser; a test that makes a page do what it must not do fails. */
export class Pages<Name extends string> {
  page!: Page;
  context!: BrowserContext;
  /** What a page must not do: a request, an error on the console, an exception, a dialog. */
  offences: string[] = [];
  readonly #folder = mkdtempSync(join(tmpdir(), 'conformance-html-'));
  readonly #reports: { readonly [name in Name]: Report };
  #browser!: Browser;

  /** Registers the hooks that start and end the browser, and a new page for each test. */
  constructor(reports: { readonly [name in Name]: Report }) {
    this.#reports = reports;
    beforeAll(() => this.#launch());
    afterAll(async () => {
      await this.#browser?.close();
      rmSync(this.#folder, { recursive: true });
    });
    beforeEach(() => this.open());
    afterEach(async () => {
      await this.context.close();
      expect(this.offences).toEqual([]);
    });
  }

  urlOf(name: Name, hash = ''): string {
    return `${pathToFileURL(join(this.#folder, `${name}.html`)).href}${hash}`;
  }

  async #launch(): Promise<void> {
    for (const [name, report] of Object.entries<Report>(this.#reports))
      writeFileSync(join(this.#folder, `${name}.html`), html.render(report, { colors: false }));
    this.#browser = await chromium.launch({
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
  }

  /** Opens an empty page in a new context. */
  async open(options: BrowserContextOptions = {}): Promise<void> {
    await this.context?.close();
    this.offences = [];
    this.context = await this.#browser.newContext(options);
    const own = new Set(Object.keys(this.#reports).map((name) => this.urlOf(name as Name)));
    this.context.on('request', (request) => {
      if (!own.has(request.url().replace(/#.*/, '')))
        this.offences.push(`request to ${request.url()}`);
    });
    this.context.on('console', (message) =>
      this.offences.push(`${message.type()}: ${message.text()}`),
    );
    this.context.on('weberror', (error) => this.offences.push(error.error().message));
    this.context.on('dialog', (dialog) => {
      this.offences.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    this.page = await this.context.newPage();
  }

  /** The number of items of a kind that the filter shows. */
  shown(kind: string): Promise<number> {
    return this.page.locator(`[data-item="${kind}"]:not([hidden])`).count();
  }

  openDetails(): Promise<void> {
    return this.page.evaluate(() =>
      document.querySelectorAll('details').forEach((element) => {
        element.open = true;
      }),
    );
  }
}
