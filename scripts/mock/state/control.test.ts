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

test('an unknown path of the control endpoint gets the known ones', async () => {
  expect(await ask(local, { path: '/__mock/nothing' }, 'GET')).toMatchObject({
    status: 404,
    json: { error: expect.stringContaining('There is no GET /__mock/nothing.') },
  });
  expect((await ask(local, { path: '/__mockery' }, 'GET')).text).toContain(
    'No served API has this path',
  );
  expect(await ask(local, { path: '/__mock/scenario', body: '{' })).toMatchObject({
    status: 400,
    json: { error: expect.stringContaining('neither JSON nor YAML') },
  });
});
