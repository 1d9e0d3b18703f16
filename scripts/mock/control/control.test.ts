import { networkInterfaces } from 'node:os';
import { afterAll, expect, test } from 'vitest';
import { ask, start } from '../testing.ts';

const mock = await start({ host: '0.0.0.0' });
afterAll(() => mock.close());
const { port } = new URL(mock.url);
const local = `http://127.0.0.1:${port}`;

test('the health lists the served APIs', async () => {
  expect(await ask(local, { path: '/__mock/health' }, 'GET')).toMatchObject({
    status: 200,
    json: {
      status: 'ok',
      apis: [
        { api: 'amity', operations: 1 },
        { api: 'mixin', operations: 3 },
        { api: 'notifications', operations: 1 },
      ],
    },
  });
});

const visitors: { why: string; headers: { [name: string]: string }; status: number }[] = [
  { why: 'a client on this machine', headers: {}, status: 200 },
  { why: 'a page of this machine', headers: { Origin: 'http://localhost:3000' }, status: 200 },
  { why: 'a page from elsewhere', headers: { Origin: 'https://evil.example.com' }, status: 403 },
  {
    why: 'a page of a host that begins with localhost',
    headers: { Origin: 'http://localhost.example.com' },
    status: 403,
  },
  {
    why: 'a foreign host name that resolves to this machine',
    headers: { Host: `evil.example.com:${port}` },
    status: 403,
  },
  {
    why: 'a form on a foreign page, as a browser sends it',
    headers: {
      Origin: 'https://evil.example.com',
      'Content-Type': 'text/plain',
      'Sec-Fetch-Site': 'cross-site',
      'Sec-Fetch-Mode': 'navigate',
    },
    status: 403,
  },
  {
    why: 'a page without an origin of its own, such as a sandbox or a file',
    headers: { Origin: 'null' },
    status: 403,
  },
  {
    why: 'an image of a foreign page, which has no origin',
    headers: { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' },
    status: 403,
  },
  {
    why: 'another machine, by a tunnel that writes the local name into Host',
    headers: { 'X-Forwarded-For': '203.0.113.7', 'X-Forwarded-Host': 'mock.example.com' },
    status: 403,
  },
  { why: 'another machine, by a proxy', headers: { Forwarded: 'for=203.0.113.7' }, status: 403 },
  {
    why: 'this machine, by a development server',
    headers: { 'X-Forwarded-For': '::ffff:127.0.0.1, ::1', 'X-Forwarded-Host': 'localhost:5173' },
    status: 200,
  },
  {
    why: 'the page of the mock itself',
    headers: { 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': 'cors' },
    status: 200,
  },
];
for (const { why, headers, status } of visitors) {
  test(`${why} gets ${status}`, async () => {
    expect((await ask(local, { path: '/__mock', headers }, 'GET')).status).toBe(status);
    expect((await ask(local, { path: '/__mock/state', headers }, 'DELETE')).status).toBe(status);
    expect((await ask(local, { path: '/__mock/health', headers }, 'GET')).status).toBe(200);
  });
}

const [outside] = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .filter(({ internal, family }) => !internal && family === 'IPv4');
test.skipIf(outside === undefined)(
  'a client on another machine may read the health only',
  async () => {
    const remote = `http://${outside!.address}:${port}`;
    expect(
      (await ask(remote, { path: '/__mock', headers: { Host: 'localhost' } }, 'GET')).status,
    ).toBe(403);
    expect((await ask(remote, { path: '/__mock/health' }, 'GET')).status).toBe(200);
  },
);

test('a link on a foreign page leads to the page of the mock, and a form there to nothing', async () => {
  const headers = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' };
  const of = (method: string, path: string) => ask(local, { path, headers, body: '{}' }, method);
  expect((await of('GET', '/__mock')).status).toBe(200);
  expect((await of('POST', '/__mock/scenario')).status).toBe(403);
  expect((await of('POST', '/__mock/state')).status).toBe(403);
});

test('an unknown path of the control endpoint gets the known ones', async () => {
  expect(await ask(local, { path: '/__mock/nothing' }, 'GET')).toMatchObject({
    status: 404,
    json: {
      error: expect.stringMatching(
        /^There is no GET \/__mock\/nothing\. There are GET, DELETE \/__mock; .*GET \/__mock\/health\.$/,
      ),
    },
  });
  expect((await ask(local, { path: '/__mockery' }, 'GET')).text).toContain(
    'No served API has this path',
  );
  expect(await ask(local, { path: '/__mock/scenario', body: '{' })).toMatchObject({
    status: 400,
    json: { error: expect.stringContaining('neither JSON nor YAML') },
  });
});

test('a method that a path does not take is told, and HEAD is like GET', async () => {
  expect(await ask(local, { path: '/__mock/state' }, 'PATCH')).toMatchObject({
    status: 405,
    headers: { allow: 'GET, POST, PUT, DELETE' },
  });
  expect(await ask(local, { path: '/__mock/requests' }, 'HEAD')).toMatchObject({
    status: 200,
    text: '',
  });
});

test('a body that is nested too deeply, or has very many mistakes, is a mistake', async () => {
  for (const path of ['/__mock/scenario', '/__mock/state', '/__mock/snapshot'])
    expect(
      await ask(local, { path, body: '['.repeat(9000) + ']'.repeat(9000) }, 'PUT'),
    ).toMatchObject({
      status: 400,
      json: { error: 'the body is nested deeper than 1500 levels.', pointer: '' },
    });
  const numbers = `[${'1,'.repeat(400_000)}1]`;
  expect(await ask(local, { path: '/__mock/scenario', body: numbers })).toMatchObject({
    status: 400,
    json: { pointer: '/0' },
  });
});
