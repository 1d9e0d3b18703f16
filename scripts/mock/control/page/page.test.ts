import { expect, test } from 'vitest';
import { clientOf, loadedFrom, startStateful, toDoDescription } from '../../things/testing.ts';
import { ask } from '../../testing.ts';
import { startMock } from '../../server.ts';

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

/** A description with a login, and keys that only some operations need. */
const withLogin = {
  ...toDoDescription,
  security: [{ key: [] }],
  components: {
    ...(toDoDescription as { components: object }).components,
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
  },
  paths: {
    ...(toDoDescription as { paths: object }).paths,
    '/login': {
      post: {
        operationId: 'login',
        security: [],
        requestBody: { content: { 'application/json': {} } },
        responses: {
          200: {
            description: 'A session.',
            content: { 'application/json': { example: { access_token: 'sesame-2' } } },
          },
        },
      },
    },
  },
};

test('a login shows no password and no token, and its curl line takes them from variables', async () => {
  await using mock = await startMock({ contracts: [loadedFrom(withLogin)], stateful: true });
  const sent = { user: 'jane', password: 'sesame-1', old: { newPassword: 'sesame-4' } };
  const headers = { 'Content-Type': 'application/json', 'X-Key': 'sesame-3' };
  await ask(mock.url, { path: '/login', headers, body: JSON.stringify(sent) });
  await ask(mock.url, { path: '/nowhere?Token=sesame-5', headers, body: 'password=sesame-6' });
  const page = await ask(mock.url, { path: '/__mock', headers: asBrowsers }, 'GET');
  const program = await ask(mock.url, { path: '/__mock/requests' }, 'GET');
  for (const { text } of [page, program]) {
    expect(text).toContain('jane');
    expect(text).not.toContain('sesame');
  }
  expect(page.text).toContain('$PASSWORD&quot;');
  expect(page.text).toContain('$NEW_PASSWORD&quot;');
});

test('one request can not keep the page from people, nor make it very long', async () => {
  await using mock = await startStateful(toDoDescription);
  const deep = (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}`;
  const json = { 'Content-Type': 'application/json' };
  for (const body of [deep(20_000), `{"title":"x","x":${deep(1400)}}`])
    await ask(mock.url, { path: '/todos', headers: json, body });
  for (let count = 0; count < 20; count += 1)
    await clientOf(mock)('POST', '/todos', { title: 'x', note: '<'.repeat(200_000) });
  const page = await ask(mock.url, { path: '/__mock', headers: asBrowsers }, 'GET');
  expect(page.status).toBe(200);
  expect(page.text.length).toBeLessThan(2_500_000);
  expect(page.text).toMatch(/… \(200\d\d\d characters\)/);
  expect((await ask(mock.url, { path: '/__mock/requests' }, 'GET')).status).toBe(200);
});
