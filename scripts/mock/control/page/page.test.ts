import { expect, test } from 'vitest';
import { clientOf, startStateful, toDoDescription } from '../../things/testing.ts';
import { ask } from '../../testing.ts';

const asBrowsers = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

test('people get a page at /__mock, and programs what the mock holds', async () => {
  await using mock = await startStateful(toDoDescription);
  const page = await ask(mock.url, { path: '/__mock', headers: asBrowsers }, 'GET');
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(page.headers['content-security-policy']).toMatch(
    /^default-src 'none'; style-src 'sha256-\S+'; script-src 'sha256-\S+'; .*frame-ancestors 'none'$/,
  );
  const program = await ask(mock.url, { path: '/__mock', headers: { Accept: '*/*' } }, 'GET');
  expect(program.json).toEqual({ scenario: [], memory: 0, things: 0 });
  const index = await ask(mock.url, { path: '/__mock/index' }, 'GET');
  expect(index.text).toContain(`${mock.url}/__mock, also in a browser`);
});

test('the page has another tag after each change, and is not sent again without one', async () => {
  await using mock = await startStateful(toDoDescription);
  const send = clientOf(mock);
  const known = new Set<string>();
  const changes = [
    () => send('GET', '/labels'),
    () => mock.state.seed({ '/labels': [{ title: 'Home' }] }),
    () => mock.scenario.add({ operation: 'listLabels', latency: 1 }),
    () => mock.state.reset(),
    () => mock.requests.clear(),
  ];
  for (const change of changes) {
    await change();
    const { headers } = await ask(mock.url, { path: '/__mock', headers: asBrowsers }, 'GET');
    known.add(headers.etag!);
    const again = { ...asBrowsers, 'If-None-Match': headers.etag! };
    expect((await ask(mock.url, { path: '/__mock', headers: again }, 'GET')).status).toBe(304);
  }
  expect(known.size).toBe(changes.length);
});

test('what came from requests is escaped, and credentials are hidden', async () => {
  await using mock = await startStateful(toDoDescription);
  const hostile = `<script>alert(1)</script>"><img onerror='x'>`;
  await clientOf(mock)('POST', '/todos', { title: hostile });
  const headers = { 'X-Hostile': hostile, Authorization: 'Bearer secret' };
  await ask(mock.url, { path: `/labels?q=${encodeURIComponent(hostile)}`, headers }, 'GET');
  const { text } = await ask(mock.url, { path: '/__mock', headers: asBrowsers }, 'GET');
  expect(text).not.toContain('<script>alert');
  expect(text).not.toContain('<img');
  expect(text).not.toContain('secret');
  expect(text).toContain('x-hostile: &lt;script&gt;');
  expect(text).toContain(`curl -i -X POST &#39;${mock.url}/todos&#39;`);
});
