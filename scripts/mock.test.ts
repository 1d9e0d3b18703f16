import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { request as secureRequest } from 'node:https';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { join, resolve } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { generate } from 'selfsigned';
import { expect, test } from 'vitest';
import { withBody } from '../conformance/corpus/calls.ts';
import { description, folderWith } from '../conformance/testing.ts';
import { ask, documented, operations } from './mock/testing.ts';

type Ended = { code: number | null; signal: NodeJS.Signals | null; out: string; err: string };
type Running = AsyncDisposable & {
  child: ChildProcess;
  url: string;
  printed: (text: string) => Promise<void>;
  ended: Promise<Ended>;
  out: () => string;
};

/** Runs the command as a user does. */
function run(args: readonly string[], cwd = '.'): Omit<Running, 'url'> {
  const child = spawn(process.execPath, [resolve('scripts/mock.ts'), ...args], {
    cwd,
    env: { ...process.env, INIT_CWD: resolve(cwd) },
  });
  const read = { out: '', err: '' };
  const waiting: { text: string; found: () => void }[] = [];
  child.stdout.on('data', (chunk: Buffer) => {
    read.out += chunk.toString();
    for (const { text, found } of waiting) if (read.out.includes(text)) found();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    read.err += chunk.toString();
  });
  const ended = once(child, 'close').then(([code, signal]): Ended => ({ code, signal, ...read }));
  const printed = (text: string) =>
    new Promise<void>((found, failed) => {
      if (read.out.includes(text)) found();
      waiting.push({ text, found });
      void ended.then(({ err }) => failed(new Error(`it ended without "${text}": ${err}`)));
    });
  const dispose = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  return { child, printed, ended, out: () => read.out, [Symbol.asyncDispose]: dispose };
}

/** Runs it until it listens. */
async function started(args: readonly string[] = [], cwd?: string): Promise<Running> {
  const running = run(['--port', '0', ...args], cwd);
  await running.printed('Ctrl-C ends it');
  return { ...running, url: /listens at (\S+)\/ /.exec(running.out())![1]! };
}

/** What a TLS connection is given for a path; the certificate is not trusted, and that is the point. */
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

const publicPem = (kind: 'ec' | 'ed25519') => {
  const { publicKey } =
    kind === 'ec'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('ed25519');
  return publicKey.export({ format: 'pem', type: 'spki' }) as string;
};
const keys = folderWith({
  'rules.yaml': '- operation: createPin\n  example: forbiden\n',
  'key.pem': publicPem('ed25519'),
  'ec.pem': publicPem('ec'),
  'no.pem': 'no key',
});

test('--public-key verifies signatures too', async () => {
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

const broken = folderWith({
  'spec/amity/openapi.yaml': 'openapi: 3.1.0\ninfo: [\n',
  'spec/mixin/openapi.yaml': '{"swagger": "2.0"}',
  'spec/notifications/openapi.yaml': description({
    '/a': { get: { responses: { 204: { $ref: './nowhere.yaml' } } } },
  }),
});
const mistakes: { why: string; args: string[]; cwd?: string; says: RegExp }[] = [
  {
    why: 'an unknown API',
    args: ['amitty'],
    says: /^error: There is no API "amitty": did you mean "amity"\? There are amity, mixin, notifications; the path of an OpenAPI description will do too\.\n$/,
  },
  {
    why: 'an API that every object has',
    args: ['constructor'],
    says: /There is no API "constructor"/,
  },
  {
    why: 'an unknown flag',
    args: ['--prot', '1'],
    says: /^error: Unknown option '--prot'\. See --help\.\n$/,
  },
  { why: 'a flag without its value', args: ['--port'], says: /argument missing\. See --help\.\n$/ },
  {
    why: 'a port that is a word',
    args: ['--port', 'http'],
    says: /^error: --port is a number from 0 to 65535, not "http"\.\n$/,
  },
  { why: 'a port that is too large', args: ['--port', '65536'], says: /not "65536"/ },
  { why: 'a port below 0', args: ['--port=-1'], says: /not "-1"/ },
  {
    why: 'a port that looks like a flag',
    args: ['--port', '-1'],
    says: /is ambiguous\. See --help\./,
  },
  { why: 'a port with a fraction', args: ['--port', '1.5'], says: /not "1\.5"/ },
  { why: 'no port at all', args: ['--port='], says: /not ""/ },
  {
    why: 'no such address',
    args: ['--host', '192.0.2.1', '--port', '0'],
    says: /This machine has no address 192\.0\.2\.1: choose another with --host\./,
  },
  {
    why: 'no such key file',
    args: ['--public-key', 'nowhere.pem'],
    says: /--public-key nowhere\.pem can't be read .*: there is no such file\./,
  },
  {
    why: 'a key file without a key',
    args: ['--public-key', join(keys, 'no.pem')],
    says: /no\.pem can't be read as a public key in PEM form: /,
  },
  {
    why: 'a key that nothing is signed with',
    args: ['--public-key', join(keys, 'ec.pem')],
    says: /holds a key of the kind ec: tokens are signed with RSA or Ed25519 keys\./,
  },
  {
    why: 'a description that is no YAML',
    args: ['spec/amity/openapi.yaml'],
    cwd: broken,
    says: /^error: spec\/amity\/openapi\.yaml:\d+: this is no YAML: /,
  },
  {
    why: 'a description of another format',
    args: ['spec/mixin/openapi.yaml'],
    cwd: broken,
    says: /this is a Swagger 2\.0 description, which is not read/,
  },
  {
    why: 'a description with a $ref to nowhere',
    args: ['spec/notifications/openapi.yaml'],
    cwd: broken,
    says: /this \$ref can't be read: .*nowhere\.yaml: there is no such file\./,
  },
  {
    why: 'a format of the log that there is not',
    args: ['--log', 'xml'],
    says: /^error: --log is text, json or off, not "xml"\.\n$/,
  },
  {
    why: 'a certificate without its key',
    args: ['--cert', 'a.pem'],
    says: /^error: --cert lacks its other half: give --cert and --key\.\n$/,
  },
  {
    why: 'a certificate that is none',
    args: ['--cert', join(keys, 'no.pem'), '--key', join(keys, 'key.pem')],
    says: /are no certificate with its key in PEM form: /,
  },
  {
    why: 'no such scenario',
    args: ['--scenario', 'nowhere.yaml'],
    says: /^error: --scenario nowhere\.yaml can't be read: there is no such file\.\n$/,
  },
  {
    why: 'a scenario with a wrong example',
    args: ['--scenario', join(keys, 'rules.yaml')],
    says: /rules\.yaml:2: example=forbiden is no documented answer of createPin\. There are forbidden \(202\), /,
  },
  {
    why: 'no description',
    args: ['nowhere/openapi.yaml'],
    says: /^error: nowhere\/openapi\.yaml: there is no such file\.\n$/,
  },
];
for (const { why, args, cwd, says } of mistakes) {
  test(`a mistake is one line and exit code 2: ${why}`, async () => {
    await using mock = run(args, cwd);
    const { code, out, err } = await mock.ended;
    expect(err).toMatch(says);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });
}

test('a port that is taken is one line and exit code 2', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await using mock = run(['--port', String(port)]);
  const ended = await mock.ended;
  server.close();
  expect(ended).toEqual({
    code: 2,
    signal: null,
    out: '',
    err: `error: Port ${port} is taken: stop what uses it, or choose another with --port.\n`,
  });
});

test('--help answers at once, without Prism and without a description', async () => {
  await using mock = run(['--help'], keys);
  const { code, out, err } = await mock.ended;
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('npm run mock -- [api…] [options]');
});
