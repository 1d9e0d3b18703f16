import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { description, folderWith } from '../conformance/testing.ts';
import { started } from './mock/cli/testing.ts';
import { ask, documented, operations } from './mock/testing.ts';

/** An idle connection. */
async function idle(url: string): Promise<Agent> {
  const agent = new Agent({ keepAlive: true });
  await new Promise<void>((done, failed) =>
    request(`${url}/`, { agent }, (response) => response.resume().on('end', done))
      .on('error', failed)
      .end(),
  );
  return agent;
}

test('it prints the served operations, its URL, and a line for each request', async () => {
  await using mock = await started();
  const lines = operations.map(
    ({ api, method, path, id }) => `${method} ${mock.url}/${api}${path}  ${id}\n`,
  );
  expect(mock.out()).toBe(`${lines.join('')}The mock listens at ${mock.url}/ (Ctrl-C ends it)\n`);
  for (const call of Object.values(documented))
    expect(await ask(mock.url, call)).toMatchObject({ status: 200 });
  await mock.printed(
    'POST /notifications/devices/refresh-token 200 refreshPushToken · documented · the body equals the request example "documented" (',
  );
});

test('it serves the named APIs only, and --quiet prints no line for each request', async () => {
  await using mock = await started(['mixin', 'mixin', '--quiet']);
  expect(await ask(mock.url, documented.createPin)).toMatchObject({ status: 200 });
  expect(await ask(mock.url, documented.registerSession)).toMatchObject({
    status: 202,
    json: { error: { code: 404 } },
  });
  expect(mock.out().match(/^POST .*$/gm)).toHaveLength(3);
  mock.child.kill('SIGINT');
  expect((await mock.ended).out.match(/^POST .*$/gm)).toHaveLength(3);
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal} ends it with exit code 0, despite an idle connection and an unfinished request`, async () => {
    await using mock = await started();
    const agent = await idle(mock.url);
    const cut = new Promise((resolved) => {
      const sent = request(`${mock.url}/session`, { method: 'POST', agent: false }, resolved).on(
        'error',
        resolved,
      );
      sent.write('{', () => mock.child.kill(signal));
    });
    const { code, out, err } = await mock.ended;
    agent.destroy();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('The mock has ended.\n');
    expect(await cut).toMatchObject({ code: 'ECONNRESET' });
  });
}

test('a second Ctrl-C, as npm forwards it, ends it at once with exit code 0', async () => {
  await using mock = await started();
  mock.child.kill('SIGINT');
  mock.child.kill('SIGTERM');
  mock.child.kill('SIGINT');
  expect(await mock.ended).toMatchObject({ code: 0, signal: null, err: '' });
});

/** The mock must serve beside 10,000 idle connections; a lower limit of open files allows fewer. */
const idleConnections = Math.min(
  10_000,
  Number(
    (process.report!.getReport() as { userLimits: { open_files: { soft: number | string } } })
      .userLimits.open_files.soft,
  ) - 500 || 10_000,
);
test(`it responds while ${idleConnections} connections are idle`, async () => {
  await using mock = await started(['mixin', '--quiet']);
  const port = Number(new URL(mock.url).port);
  const sockets: Socket[] = [];
  try {
    while (sockets.length < idleConnections) {
      sockets.push(
        ...(await Promise.all(
          // fewer at once than may wait to be accepted
          Array.from({ length: Math.min(2500, idleConnections - sockets.length) }, async () => {
            const socket = connect(port, '127.0.0.1');
            await once(socket, 'connect');
            return socket;
          }),
        )),
      );
    }
    expect((await ask(mock.url, documented.createPin)).status).toBe(200);
    sockets[0]!.write('GET /__mock/health HTTP/1.1\r\nHost: localhost\r\n\r\n');
    expect(String((await once(sockets[0]!, 'data'))[0])).toMatch(/^HTTP\/1\.1 200 /);
    expect(sockets.filter(({ destroyed }) => destroyed)).toEqual([]);
  } finally {
    for (const socket of sockets) socket.destroy();
  }
});

test('it ends without an error when its standard output is closed', async () => {
  await using mock = await started();
  mock.child.stdout!.destroy();
  await ask(mock.url, documented.createPin).catch(() => undefined);
  expect(await mock.ended).toMatchObject({ code: 0, err: '' });
});

test('--log json prints a line of JSON for each request', async () => {
  await using mock = await started(['notifications', '--log', 'json']);
  await ask(mock.url, {
    ...documented.refreshPushToken,
    path: '/notifications/devices/refresh-token?key=secret',
    body: '{"deviceId": "d"}',
  });
  await mock.printed('"milliseconds"');
  const line = JSON.parse(mock.out().trim().split('\n').at(-1)!) as object;
  expect(line).toEqual({
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    method: 'POST',
    path: '/notifications/devices/refresh-token?…',
    api: 'notifications',
    operation: 'refreshPushToken',
    example: 'badRequest',
    violation: expect.stringMatching(
      /^body\/pushToken must be present \(required, spec\/notifications\/schemas\/RefreshPushTokenRequest\.yaml:\d+\)$/,
    ),
    status: 400,
    milliseconds: expect.any(Number),
  });
});

test('--watch reloads a description, and keeps the last good one while it is broken', async () => {
  const says = (example: number) =>
    description({
      '/a': {
        get: {
          responses: { 200: { description: '', content: { 'application/json': { example } } } },
        },
      },
    });
  const folder = folderWith({ 'api/openapi.yaml': says(1) });
  const file = join(folder, 'api/openapi.yaml');
  await using mock = await started([file, '--watch']);
  const told = (pattern: RegExp) =>
    new Promise<void>((resolve) =>
      mock.child.stderr!.on('data', (chunk: Buffer) => {
        if (pattern.test(chunk.toString())) resolve();
      }),
    );
  const broken = told(
    /openapi\.yaml:2: this is not YAML: .* The description of openapi is served as it was before\./,
  );
  writeFileSync(file, 'openapi: 3.1.0\npaths: [');
  await broken;
  expect((await ask(mock.url, { path: '/a' }, 'GET')).json).toBe(1);
  writeFileSync(file, says(2));
  await mock.printed('read again: openapi');
  expect((await ask(mock.url, { path: '/a' }, 'GET')).json).toBe(2);
});

test('it names an unsupported operation', async () => {
  const form = {
    requestBody: { required: true, content: { 'text/csv': {} } },
    responses: { 204: { description: '' } },
  };
  const folder = folderWith({
    'spec/amity/openapi.yaml': description({
      '/a': {
        post: { operationId: 'upload', ...form },
        get: { responses: { 204: { description: '' } } },
      },
    }),
  });
  await using mock = await started(['spec/amity/openapi.yaml'], folder);
  mock.child.kill('SIGINT');
  const { code, err } = await mock.ended;
  expect(err).toBe(
    'note: spec/amity/openapi.yaml:1: upload: its request body is text/csv; JSON, forms, multipart, plain text and XML with a named root are supported, and what has an example\n',
  );
  expect(code).toBe(0);
});
