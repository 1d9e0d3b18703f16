import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadContract } from '../../../conformance/core/contract/load.ts';
import { foreignDescriptions } from '../../../conformance/corpus/foreign-descriptions.ts';
import { listen } from '../../../conformance/testing.ts';
import { startMock, type Mock } from '../server.ts';

/** An API, and what the frontend has to know of it. */
type Api = {
  readonly name: string;
  readonly file: string;
  /** The path of all things, and the member of its answer that has them; `''` for the answer itself. */
  readonly collection: string;
  readonly list: string;
  readonly id: string;
  readonly title: string;
  readonly update: 'PUT' | 'PATCH';
  /** The query parameter that selects by title. */
  readonly filter?: string;
  /** The status of a request about a thing that is gone: a 404, unless none is documented. */
  readonly gone: number;
  /** Whether changes of an older state are refused. */
  readonly hasTags: boolean;
};

const folder = join(import.meta.dirname, 'frontend');
const foreign = (wanted: string): string =>
  foreignDescriptions.find(({ name }) => name === wanted)!.file;

const toDo = {
  ...{ file: join(folder, 'to-do.yaml'), collection: '/todos', list: 'items', id: 'id' },
  ...{ title: 'title', filter: 'title', gone: 404, hasTags: true },
};
const apis: readonly Api[] = [
  { ...toDo, name: 'to-do, by PUT', update: 'PUT' },
  { ...toDo, name: 'to-do, by PATCH', update: 'PATCH' },
  {
    ...{ name: 'authentik', file: foreign('authentik'), collection: '/core/groups/' },
    ...{ list: 'results', id: 'pk', title: 'name', update: 'PATCH', filter: 'name' },
    ...{ gone: 400, hasTags: false },
  },
  {
    ...{ name: 'galaxy', file: foreign('galaxy'), collection: '/planets', list: 'data' },
    ...{ id: 'id', title: 'name', update: 'PUT', gone: 404, hasTags: false },
  },
];

// an origin other than the mock's and not local, as that of a frontend under test
const host = 'app.example.test';
let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
      ...['--disable-background-networking', '--disable-component-update'],
      `--host-resolver-rules=MAP ${host} 127.0.0.1`,
      '--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests',
    ],
  });
});
afterAll(() => browser?.close());

/** Serves the frontend, configured for an API of a mock. */
const serve = ({ file: _, ...api }: Api, { url }: Mock) => {
  const config = JSON.stringify({ ...api, api: url, headers: { Authorization: 'Bearer token' } });
  const html = readFileSync(join(folder, 'index.html'), 'utf8').replace(
    '<script type="application/json" id="config">',
    (found) => found + config,
  );
  const script = readFileSync(join(folder, 'app.js'), 'utf8');
  return listen(({ url: path }, response) => {
    const [type, text] = path === '/app.js' ? ['text/javascript', script] : ['text/html', html];
    response.setHeader('Content-Type', type).end(text);
  });
};

/** What a user does in one tab of the frontend. */
function tabOf(page: Page) {
  const row = (title: string) => page.getByRole('listitem').filter({ hasText: title });
  const press = async (name: string, within: Pick<Page, 'getByRole'> = page) => {
    // a tab behind another one draws once a second
    await page.bringToFront();
    const count = Number(await page.locator('body').getAttribute('data-refreshed'));
    await within.getByRole('button', { name, exact: true }).click();
    await page.locator(`body[data-refreshed="${count + 1}"]`).waitFor();
  };
  return {
    open: async (url: string) => {
      await page.goto(url);
      await page.locator('body[data-refreshed="1"]').waitFor();
    },
    titles: () => page.getByRole('listitem').locator('span').allTextContents(),
    ids: () =>
      page
        .getByRole('listitem')
        .evaluateAll((all) => all.map((each) => each.getAttribute('data-id'))),
    status: () => page.getByRole('status').textContent(),
    add: async (title: string) => {
      await page.getByLabel('Title').fill(title);
      await press('Add');
    },
    filter: async (text: string) => {
      await page.getByLabel('Only').fill(text);
      await press('Filter');
    },
    /** Opens the editor of a thing; the result saves it with another title. */
    edit: async (title: string) => {
      const own = row(title);
      const id = await own.getAttribute('data-id');
      await own.getByRole('button', { name: 'Edit' }).click();
      const editor = page.locator(`li[data-id="${id}"]`);
      await editor.getByRole('textbox').waitFor();
      return async (changed: string) => {
        await editor.getByRole('textbox').fill(changed);
        await press('Save', editor);
      };
    },
    remove: (title: string) => press('Delete', row(title)),
    undo: () => press('Undo'),
    refresh: () => press('Filter'),
    reload: async () => {
      await page.reload();
      await page.locator('body[data-refreshed="1"]').waitFor();
    },
  };
}

/** The frontend of an API in a browser, until it is disposed of. Nothing in it may fail but a request. */
async function openFrontend(api: Api) {
  const mock = await startMock({ contracts: [loadContract('api', api.file)], stateful: true });
  const server = await serve(api, mock);
  const context = await browser.newContext();
  const offences: string[] = [];
  context.on('weberror', (error) => offences.push(error.error().message));
  context.on('console', (message) => {
    // a browser also tells each answer that is an error
    if (message.type() === 'error' && !message.text().includes('the server responded'))
      offences.push(message.text());
  });
  return {
    newTab: async () => {
      const tab = tabOf(await context.newPage());
      await tab.open(`http://${host}:${new URL(server.url).port}/`);
      return tab;
    },
    [Symbol.asyncDispose]: async () => {
      await context.close();
      await server[Symbol.asyncDispose]();
      await mock.close();
      expect(offences).toEqual([]);
    },
  };
}

test.each(apis)('$name: create, list, filter, edit, delete, undo, reload', async (api) => {
  await using frontend = await openFrontend(api);
  const tab = await frontend.newTab();
  const before = await tab.titles();
  for (const title of ['Alpha', 'Beta', 'Gamma']) {
    await tab.add(title);
    expect(await tab.status()).toBe('POST 201');
  }
  expect(await tab.titles()).toEqual([...before, 'Alpha', 'Beta', 'Gamma']);
  expect(new Set(await tab.ids()).size).toBe(before.length + 3);
  if (api.filter !== undefined) {
    await tab.filter('Beta');
    expect(await tab.titles()).toEqual(['Beta']);
    await tab.filter('');
  }
  const save = await tab.edit('Beta');
  await save('Delta');
  expect(await tab.status()).toBe(`${api.update} 200`);
  expect(await tab.titles()).toEqual([...before, 'Alpha', 'Delta', 'Gamma']);
  await tab.remove('Alpha');
  expect(await tab.status()).toBe('DELETE 204');
  expect(await tab.titles()).toEqual([...before, 'Delta', 'Gamma']);
  await tab.undo();
  expect(await tab.status()).toBe('POST 201');
  const after = [...before, 'Delta', 'Gamma', 'Alpha'];
  expect(await tab.titles()).toEqual(after);
  const ids = await tab.ids();
  await tab.reload();
  expect(await tab.titles()).toEqual(after);
  expect(await tab.ids()).toEqual(ids);
});

test.each(apis)('$name: two tabs see what the other one does', async (api) => {
  await using frontend = await openFrontend(api);
  const one = await frontend.newTab();
  const other = await frontend.newTab();
  const before = await one.titles();
  // at the same time
  await Promise.all([one.add('Alpha'), other.add('Beta')]);
  await one.refresh();
  await other.refresh();
  expect((await one.titles()).toSorted()).toEqual([...before, 'Alpha', 'Beta'].toSorted());
  expect(await other.titles()).toEqual(await one.titles());

  const [first, second] = [await one.edit('Alpha'), await other.edit('Alpha')];
  await first('Gamma');
  await second('Delta');
  expect(await other.status()).toBe(`${api.update} ${api.hasTags ? 412 : 200}`);
  expect(await other.titles()).toContain(api.hasTags ? 'Gamma' : 'Delta');
  expect(await other.titles()).not.toContain(api.hasTags ? 'Delta' : 'Gamma');

  const late = await other.edit('Beta');
  await one.refresh();
  await one.remove('Beta');
  expect(await one.titles()).not.toContain('Beta');
  await late('Epsilon');
  expect(await other.status()).toBe(`${api.update} ${api.gone}`);
  expect(await other.titles()).toEqual(await one.titles());
});
