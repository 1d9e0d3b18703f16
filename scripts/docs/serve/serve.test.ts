import { request } from 'node:http';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nameApis } from '../../../conformance/core/contract/named-contracts.ts';
import { folderWith } from '../../../conformance/testing.ts';
import { listening, smallSite, titled } from './testing.ts';

/** What a URL gives, with any Host, and a target that no client would make. */
const get = (url: string, path: string, headers: object = {}, method = 'GET') =>
  new Promise<{ status: number; type: string; text: string; headers: object }>(
    (resolve, reject) => {
      request(url, { path, method, headers: { ...headers }, agent: false }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk) => (text += chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode!,
            type: response.headers['content-type'] ?? '',
            text,
            headers: response.headers,
          }),
        );
      })
        .on('error', reject)
        .end();
    },
  );

test('site and mock answer on one port', async () => {
  await using site = await smallSite();
  const { url, mockUrl } = site;
  expect(mockUrl).toBe(`${url}/mock`);
  const index = await get(url, '/');
  expect(index).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
  expect(index.headers).toMatchObject({ 'cache-control': 'no-store' });
  expect(index.text).toMatch(
    /<script type="module" src="\/_reload\.js\?version=[\w-]+"><\/script><\/head>/,
  );
  expect((await get(url, '/one/')).text).toContain('<h1>One</h1>');
  expect((await get(url, '/one/?x=1')).text).toContain('<h1>One</h1>');
  expect(await get(url, '/one')).toMatchObject({ status: 308, headers: { location: '/one/' } });
  expect(await get(url, '/mock/one/things')).toMatchObject({ status: 200, text: '"One"' });
  expect(await get(url, '/mock/two/things')).toMatchObject({ status: 200, text: '"Two"' });
  expect((await get(url, '/mock/one/none')).status).toBe(404);
  expect((await get(url, '/mock')).text).toContain(`${mockUrl}/one/things`);
  expect(await get(url, '/__mock/health')).toMatchObject({ status: 200 });
  expect(await get(url, '/_reload.js')).toMatchObject({
    status: 200,
    type: 'text/javascript; charset=utf-8',
  });
  expect((await get(url, '/assets/x.bin')).text).toBe('\x01\x02');
});

type Wrong = { what: string; path: string; headers?: object; method?: string; status: number };
const foreign = { host: 'attacker.example' };
const wrong: readonly Wrong[] = [
  { what: 'a page that is not there', path: '/none.html', status: 404 },
  { what: 'a file of the disk', path: '/../package.json', status: 404 },
  { what: 'the same, encoded', path: '/%2e%2e/package.json', status: 404 },
  { what: 'the same, encoded otherwise', path: '/..%2fpackage.json', status: 404 },
  { what: 'what is no percent-encoding', path: '/%', status: 404 },
  { what: 'what only begins like the mock', path: '/mocking', status: 404 },
  { what: 'a page that can not be written', path: '/broken.html', status: 500 },
  { what: 'another method', path: '/', method: 'POST', status: 405 },
  { what: 'the name of a foreign page', path: '/', headers: foreign, status: 403 },
  { what: 'the events, by that name', path: '/_events', headers: foreign, status: 403 },
];
test.each(wrong)('$what is refused', async ({ path, headers, method, status }) => {
  await using site = await smallSite();
  expect((await get(site.url, path, headers, method)).status).toBe(status);
});

test('HEAD gets the fields of a page alone', async () => {
  await using site = await smallSite();
  const head = await get(site.url, '/', {}, 'HEAD');
  const { headers } = await get(site.url, '/');
  expect(head).toMatchObject({ status: 200, text: '' });
  expect(head.headers).toMatchObject({
    'content-length': (headers as { 'content-length': string })['content-length'],
  });
});

test('a change is seen on the page and in the mock, and only what changed is made again', async () => {
  await using site = await smallSite();
  await using events = await listening(site.url);
  const { version } = await events.next(() => true);
  writeFileSync(join(site.folder, 'new'), titled('Another'));
  renameSync(join(site.folder, 'new'), join(site.folder, 'one.yaml'));
  const later = await events.next((event) => event.version !== version);
  expect(later.mistakes).toEqual([]);
  expect((await get(site.url, '/one/')).text).toContain('<h1>Another</h1>');
  expect((await get(site.url, '/one/')).text).toContain(`version=${later.version}`);
  expect((await get(site.url, '/mock/one/things')).text).toBe('"Another"');
  expect(Object.fromEntries(site.made)).toEqual({ one: 2, two: 1 });
  expect(site.lines).toEqual([expect.stringMatching(/^made again: one \(\d+ ms\)$/)]);
});

test.each([
  ['a description that is no YAML', 'openapi: 3.1.0\npaths: [\n', /one\.yaml:\d: this is not YAML/],
  ['a description of which no page can be made', titled('Unmakeable'), /one\.yaml:1: no page/],
])('%s keeps the last good site and is told, until it is mended', async (_, text, says) => {
  await using site = await smallSite();
  await using events = await listening(site.url);
  const { version } = await events.next(() => true);
  writeFileSync(join(site.folder, 'one.yaml'), text);
  const broken = await events.next(({ mistakes }) => mistakes.length > 0);
  expect(broken).toEqual({ version, mistakes: [expect.stringMatching(says)] });
  expect((await get(site.url, '/one/')).text).toContain('<h1>One</h1>');
  // a page that is opened now hears of it too
  await using others = await listening(site.url);
  expect(await others.next(() => true)).toEqual(broken);
  writeFileSync(join(site.folder, 'one.yaml'), titled('One'));
  const mended = await events.next((event) => event.version !== version);
  expect(mended.mistakes).toEqual([]);
  expect(site.lines[0]).toMatch(/^error: .*one\.yaml:\d/);
  expect(Object.fromEntries(site.made)).toMatchObject({ two: 1 });
});

test('a configuration may come, be wrong, and be mended', async () => {
  await using site = await smallSite();
  await using events = await listening(site.url);
  const config = join(site.folder, 'docs.yaml');
  const { version } = await events.next(() => true);
  writeFileSync(config, 'title: Ours');
  const second = await events.next((event) => event.version !== version);
  expect((await get(site.url, '/')).text).toContain('<h1>Ours</h1>');
  writeFileSync(config, 'tilte: Theirs');
  const broken = await events.next(({ mistakes }) => mistakes.length > 0);
  expect(broken.version).toBe(second.version);
  expect(broken.mistakes[0]).toContain('docs.yaml:1: there is no "tilte" here: did you mean');
  writeFileSync(config, 'title: Theirs');
  const third = await events.next((event) => event.version !== second.version);
  expect(third.mistakes).toEqual([]);
  expect((await get(site.url, '/')).text).toContain('<h1>Theirs</h1>');
});

test('what stands beside a description is watched, and its API alone is made again', async () => {
  const folder = folderWith({ 'shop/openapi.yaml': titled('Shop') });
  await using site = await smallSite(undefined, nameApis({}, [join(folder, 'shop/openapi.yaml')]));
  await using events = await listening(site.url);
  const { version } = await events.next(() => true);
  writeFileSync(join(folder, 'shop/README.md'), '# Notes');
  await events.next((event) => event.version !== version);
  expect(Object.fromEntries(site.made)).toEqual({ openapi: 2, one: 1, two: 1 });
});

test('two mistakes are shown together, and each goes when it is mended', async () => {
  await using site = await smallSite();
  await using events = await listening(site.url);
  for (const name of ['one', 'two'])
    writeFileSync(join(site.folder, `${name}.yaml`), 'openapi: 3.1.0\npaths: 7\n');
  await events.next(({ mistakes }) => mistakes.length === 2);
  writeFileSync(join(site.folder, 'one.yaml'), titled('One again'));
  const event = await events.next(({ mistakes }) => mistakes.length === 1);
  expect(event.mistakes[0]).toContain('two.yaml');
});

test('it ends while pages listen, and its port is free again', async () => {
  const site = await smallSite();
  await using _ = await listening(site.url);
  await site[Symbol.asyncDispose]();
  await expect(fetch(site.url)).rejects.toThrow();
});
