import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { request as secureRequest } from 'node:https';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { generate } from 'selfsigned';
import { expect, test } from 'vitest';
import { withBody } from '../conformance/corpus/calls.ts';
import { description, folderWith } from '../conformance/testing.ts';
import { started } from './mock/cli/testing.ts';
import { ask, documented, operations } from './mock/testing.ts';

/**
 * What a TLS connection is given for a path; the certificate is not trusted, and that is the point.
 */
const askSecurely = (url: string) =>
  new Promise<{ status: number | undefined; names: string }>((resolve, reject) => {
    secureRequest(url, { rejectUnauthorized: false, agent: false }, (response) => {
      const names = (response.socket as TLSSocket).getPeerCertificate().subjectaltname ?? '';
      response.resume().on('end', () => resolve({ status: response.statusCode, names }));
    })
      .on('error', reject)
      .end();
  });

/** A kept connection with nothing on it. */
async function idle(url: string): Promise<Agent> {
  const agent = new Agent({ keepAlive: true });
  await new Promise<void>((done, failed) =>
    request(`${url}/`, { agent }, (response) => response.resume().on('end', done))
      .on('error', failed)
      .end(),
  );
  return agent;
}

test('it prints what it serves and where it listens, and a line for each request', async () => {
  await using mock = await started();
  const lines = operations.map(
    ({ api, method, path, id }) => `${method} ${mock.url}/${api}${path}  ${id}\n`,
  );
  expect(mock.out()).toBe(`${lines.join('')}The mock listens at ${mock.url}/ (Ctrl-C ends it)\n`);
  expect(readFileSync('README.md', 'utf8')).toContain(
    `<!-- mock -->\n\`\`\`\n${mock.out().replaceAll(mock.url, 'http://127.0.0.1:4010')}\`\`\`\n`,
  );
  for (const call of Object.values(documented))
    expect(await ask(mock.url, call)).toMatchObject({ status: 200 });
  await mock.printed(
    'POST /notifications/devices/refresh-token 200 refreshPushToken · documented (',
  );
});

test('only what is named is served, and --quiet prints no line for each request', async () => {
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
  test(`${signal} ends it with exit code 0 while a connection is idle and a request is on its way`, async () => {
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

test('a second Ctrl-C, as npm passes one on, ends it at once and with exit code 0', async () => {
  await using mock = await started();
  mock.child.kill('SIGINT');
  mock.child.kill('SIGTERM');
  mock.child.kill('SIGINT');
  expect(await mock.ended).toMatchObject({ code: 0, signal: null, err: '' });
});

/** As many as the issue asks for; a machine that allows a process fewer open files gets fewer. */
const idleConnections = Math.min(
  10_000,
  Number(
    (process.report!.getReport() as { userLimits: { open_files: { soft: number | string } } })
      .userLimits.open_files.soft,
  ) - 500 || 10_000,
);
test(`the next request is answered while ${idleConnections} connections are idle`, async () => {
  await using mock = await started(['mixin', '--quiet']);
  const port = Number(new URL(mock.url).port);
  const sockets: Socket[] = [];
  try {
    while (sockets.length < idleConnections) {
      sockets.push(
        ...(await Promise.all(
          Array.from({ length: Math.min(500, idleConnections - sockets.length) }, async () => {
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

test('a reader that goes away ends it quietly', async () => {
  await using mock = await started();
  mock.child.stdout!.destroy();
  await ask(mock.url, documented.createPin).catch(() => undefined);
  expect(await mock.ended).toMatchObject({ code: 0, err: '' });
});

test('--log json prints a line for programs', async () => {
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

test('--dynamic makes answers anew, and --stateful remembers', async () => {
  await using mock = await started(['amity', '--dynamic', '--stateful', '--seed', '7']);
  const name = async (displayName?: string) =>
    (await ask(mock.url, withBody(documented.registerSession, { displayName }))).json as {
      accessToken: string;
      users: { displayName: string }[];
    };
  const [first, second] = [await name('Ada'), await name()];
  expect(first.accessToken).not.toBe(second.accessToken);
  expect(second.users[0]!.displayName).toBe('Ada');
});

test('--scenario starts with the rules of a file', async () => {
  const folder = folderWith({
    'rules.yaml': '- { operation: createPin, example: pinFormat, next: 1 }\n',
  });
  await using mock = await started(['mixin', '--scenario', join(folder, 'rules.yaml')]);
  const codes = [
    (await ask(mock.url, documented.createPin)).json,
    (await ask(mock.url, documented.createPin)).status,
  ];
  expect(codes).toMatchObject([{ error: { code: 20118 } }, 200]);
});

test('--origin lets the pages of that origin alone read what they get', async () => {
  await using mock = await started([
    'amity',
    '--origin',
    'https://a.example.com',
    '--origin',
    'https://b.example.com',
  ]);
  for (const [Origin, allowed] of [
    ['https://a.example.com', 'https://a.example.com'],
    ['https://b.example.com', 'https://b.example.com'],
    ['https://c.example.com', undefined],
  ] as const) {
    expect(
      (await ask(mock.url, { path: '/', headers: { Origin } }, 'GET')).headers[
        'access-control-allow-origin'
      ],
    ).toBe(allowed);
  }
});

test('--https serves with a certificate for this machine, and --cert with a given one', async () => {
  await using mock = await started(['amity', '--https']);
  expect(mock.url).toMatch(/^https:/);
  expect(await askSecurely(`${mock.url}/__mock/health`)).toEqual({
    status: 200,
    names: expect.stringContaining('DNS:localhost'),
  });
  const own = await generate([{ name: 'commonName', value: 'own.example.com' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'own.example.com' }] }],
  });
  const folder = folderWith({ 'own.pem': own.cert, 'own.key': own.private });
  await using other = await started([
    'amity',
    '--cert',
    join(folder, 'own.pem'),
    '--key',
    join(folder, 'own.key'),
  ]);
  expect(await askSecurely(`${other.url}/__mock/health`)).toEqual({
    status: 200,
    names: 'DNS:own.example.com',
  });
});

test('--watch reads a description again, and serves the last good one while it is broken', async () => {
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
    /openapi\.yaml:2: this is no YAML: .* The description of openapi is served as it was before\./,
  );
  writeFileSync(file, 'openapi: 3.1.0\npaths: [');
  await broken;
  expect((await ask(mock.url, { path: '/a' }, 'GET')).json).toBe(1);
  writeFileSync(file, says(2));
  await mock.printed('read again: openapi');
  expect((await ask(mock.url, { path: '/a' }, 'GET')).json).toBe(2);
});

test('--verify-signatures refuses the documented token, which has expired', async () => {
  await using mock = await started(['--verify-signatures']);
  expect(await ask(mock.url, documented.createPin)).toMatchObject({
    status: 202,
    json: { error: { code: 401 } },
  });
});

test('--public-key verifies signatures too', async () => {
  const { publicKey } = generateKeyPairSync('ed25519');
  const keys = folderWith({
    'key.pem': publicKey.export({ format: 'pem', type: 'spki' }) as string,
  });
  await using mock = await started(['--public-key', join(keys, 'key.pem')]);
  expect((await ask(mock.url, documented.createPin)).headers['x-contract-violation']).toBe(
    "the token is signed with RS512, the session's key is for EdDSA",
  );
});

test("an operation that can't be served is told", async () => {
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
    'note: spec/amity/openapi.yaml:1: upload: its request body is text/csv; JSON, forms, multipart and plain text are supported\n',
  );
  expect(code).toBe(0);
});
