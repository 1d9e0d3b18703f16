import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, afterEach, expect, test } from 'vitest';
import { ask, documented, start } from '../testing.ts';

const mock = await start();
afterAll(() => mock.close());
const { port, host } = new URL(mock.url);

// after each test, the mock responds as before
const usual = await ask(mock.url, documented.createPin);
afterEach(async () => {
  const { status, json } = await ask(mock.url, documented.createPin);
  expect({ status, json }).toEqual({ status: usual.status, json: usual.json });
});

const opened = async (to = Number(port)): Promise<Socket> => {
  const socket = connect(to, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
};
const head = (more: readonly string[]) =>
  [
    'POST /pin/update HTTP/1.1',
    `Host: ${host}`,
    'Authorization: Bearer t',
    'Content-Type: application/json',
    ...more,
    '',
    '',
  ].join('\r\n');
/** All that a connection receives until it closes. */
const everything = (socket: Socket): Promise<string> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = [];
    socket
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('error', () => undefined)
      .on('close', () => resolve(Buffer.concat(chunks).toString()));
  });

test('malformed JSON is refused as documented', async () => {
  for (const body of ['{', '{"pin": }', 'null null', '\u0000', '{"pin": "a"', '[[[[']) {
    expect(await ask(mock.url, { ...documented.createPin, body })).toMatchObject({
      status: 202,
      json: { error: { code: 400 } },
    });
  }
});

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

for (const how of ['with its length', 'in chunks'] as const) {
  test(`a body of 50 MB is refused as documented, and not kept: ${how}`, async () => {
    const piece = Buffer.alloc(1024 * 1024, 'a');
    collect();
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const { path, headers } = documented.createPin;
    const length = how === 'in chunks' ? {} : { 'Content-Length': String(50 * piece.length) };
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = request(
        `${mock.url}${path}`,
        { method: 'POST', headers: { ...headers, ...length }, agent: false },
        (response) => response.resume().on('end', () => resolve(response.statusCode)),
      );
      sent.on('error', reject);
      void (async () => {
        for (let count = 0; count < 50; count += 1) {
          if (!sent.write(piece)) await once(sent, 'drain');
          if (count % 10 !== 9) continue;
          // only memory that is still referenced counts
          collect();
          most = Math.max(most, process.memoryUsage().arrayBuffers - before);
        }
        sent.end();
      })();
    });
    expect(status).toBe(202);
    expect(most).toBeLessThan(48 * 1024 * 1024);
  });
}

const slow: { why: string; sent: string }[] = [
  {
    why: 'never ends its header fields',
    sent: 'POST /pin/update HTTP/1.1\r\nHost: mock\r\nX-Slow: ',
  },
  { why: 'never ends its body', sent: `${head(['Content-Length: 100'])}{"pin"` },
];
for (const { why, sent } of slow) {
  test(`a client that ${why} is disconnected`, async () => {
    await using impatient = await start({ timeouts: { headers: 20, request: 20 } });
    const socket = await opened(Number(new URL(impatient.url).port));
    const received = everything(socket);
    socket.write(sent);
    expect(await received).toMatch(/^(HTTP\/1\.1 408 |$)/);
    // on a busy machine, these timeouts may also disconnect a client that sends at once
    const isServed = () =>
      ask(impatient.url, documented.createPin).then(
        ({ status }) => status === 200,
        () => false,
      );
    while (!(await isServed()));
  });
}

test('the mock survives clients that hang up at any moment', async () => {
  const whole = `${head(['Content-Length: 14'])}{"pin": "abc"}`;
  for (let length = 1; length <= whole.length; length += 7) {
    const socket = await opened();
    await new Promise<void>((resolve) => socket.write(whole.slice(0, length), () => resolve()));
    socket.resetAndDestroy();
  }
});

test('pipelined requests get their responses in order', async () => {
  const socket = await opened();
  const answer = everything(socket);
  socket.write(
    head(['Content-Length: 14']) +
      '{"pin": "abc"}' +
      head(['Content-Length: 2', 'Connection: close']) +
      '{}',
  );
  expect((await answer).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 202']);
});

test('a refusal or a 404 leaves the connection open', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const used = new Set<unknown>();
  const over = (path: string, body: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      request(
        `${mock.url}${path}`,
        { method: 'POST', headers: documented.createPin.headers, agent },
        (response) => {
          used.add(response.socket);
          response.resume().on('end', () => resolve(response.statusCode));
        },
      )
        .on('error', reject)
        .end(body);
    });
  const statuses = [
    await over('/pin/update', '{"pin":"a"}'),
    await over('/pin/update', '{'),
    await over('/nowhere', ''),
    await over('/pin/update', '{"pin":"a"}'),
  ];
  agent.destroy();
  expect(statuses).toEqual([200, 202, 404, 200]);
  expect(used.size).toBe(1);
});

for (const { why, lines, status } of [
  { why: 'one Host', lines: ['GET /__mock HTTP/1.1', `Host: ${host}`], status: 200 },
  {
    why: 'two equal Hosts',
    lines: ['GET /__mock HTTP/1.1', `Host: ${host}`, `host: ${host}`],
    status: 400,
  },
  {
    why: 'two Hosts, of which the first is local',
    lines: ['GET /__mock HTTP/1.1', `Host: ${host}`, 'HOST: evil.example.com'],
    status: 400,
  },
  { why: 'no Host', lines: ['GET /__mock HTTP/1.1'], status: 400 },
  {
    why: 'a target with the authority of another host',
    lines: ['GET http://evil.example.com/__mock HTTP/1.1', `Host: ${host}`],
    status: 403,
  },
  {
    why: 'a target with a user that looks like this host',
    lines: ['GET http://localhost@evil.example.com/__mock HTTP/1.1', `Host: ${host}`],
    status: 403,
  },
  {
    why: 'a target with the authority of this host',
    lines: [`GET http://${host}/__mock HTTP/1.1`, 'Host: evil.example.com'],
    status: 200,
  },
])
  test(`the authority of a request decides: ${why}`, async () => {
    const socket = await opened();
    const received = everything(socket);
    socket.write([...lines, 'Connection: close', '', ''].join('\r\n'));
    expect(await received).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });

test('no answer is taken for another media type than it names', async () => {
  for (const path of ['/', '/__mock', '/nowhere', '/pin/update'])
    expect((await ask(mock.url, { path }, 'GET')).headers['x-content-type-options']).toBe(
      'nosniff',
    );
});
