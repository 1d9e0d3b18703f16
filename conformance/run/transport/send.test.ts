import type { IncomingMessage } from 'node:http';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import * as zlib from 'node:zlib';
import { expect, test } from 'vitest';
import type { WireRequest } from '../../core/http/messages.ts';
import type { Outcome } from './outcome.ts';
import { listen } from '../../testing.ts';
import { openSender } from './send.ts';

const get: WireRequest = { method: 'GET', path: '/things', headers: [] };
const mebibyte = 1024 * 1024;

async function sendTo(
  target: string,
  request: WireRequest = get,
  timeout = 10_000,
  signal?: AbortSignal,
): Promise<Outcome> {
  const sender = openSender(target, timeout, signal);
  try {
    return await sender.send(request);
  } finally {
    await sender.close();
  }
}

/**
 * A server below HTTP: it answers the first bytes of each connection, and knows which connection it
 * is.
 */
async function listenRaw(answer: (socket: Socket, nth: number) => void) {
  let connections = 0;
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    connections += 1;
    const nth = connections;
    open.add(socket);
    socket.on('error', () => undefined).once('data', () => answer(socket, nth));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      for (const socket of open) socket.destroy();
    });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => connections,
    [Symbol.asyncDispose]: close,
  };
}

const bytesOf = async (message: IncomingMessage) =>
  Buffer.concat((await message.toArray()) as Buffer[]);

test('sends method, path, header fields and bytes as they are, below the base path', async () => {
  const seen: unknown[] = [];
  await using server = await listen(async (message, response) => {
    seen.push([
      message.method,
      message.url,
      message.rawHeaders.join('|'),
      [...(await bytesOf(message))],
    ]);
    response.end();
  });
  await sendTo(`${server.url}/base/`, {
    method: 'PUT',
    path: '/a%2Fb?c=%20',
    headers: [
      ['X-UPPER', 'é'],
      ['x-twice', '1'],
      ['x-twice', '2'],
    ],
    body: Buffer.from([0, 255]),
  });
  expect(seen).toEqual([
    [
      'PUT',
      '/base/a%2Fb?c=%20',
      expect.stringMatching(/\|X-UPPER\|é\|x-twice\|1\|x-twice\|2\|/),
      [0, 255],
    ],
  ]);
  expect(JSON.stringify(seen)).not.toMatch(/content-type/i);
});

test('gives the reply with its bytes, and with names in lower case', async () => {
  await using server = await listen((_, response) =>
    response
      .writeHead(418, { 'X-Thing': 'a', 'Set-Cookie': ['a=1', 'b=2'] })
      .end(Buffer.from([0, 255])),
  );
  const outcome = await sendTo(server.url);
  expect(outcome).toMatchObject({
    kind: 'reply',
    reply: { status: 418, body: new Uint8Array([0, 255]) },
  });
  if (outcome.kind !== 'reply') return;
  expect(outcome.reply.headers.get('x-thing')).toBe('a');
  expect(outcome.reply.headers.get('set-cookie')).toBe('a=1, b=2');
  expect(outcome.reply.headers.has('content-type')).toBe(false);
});

test('a redirect is an answer, and nobody follows it', async () => {
  const urls: (string | undefined)[] = [];
  await using server = await listen(({ url }, response) => {
    urls.push(url);
    response.writeHead(302, { Location: '/elsewhere' }).end();
  });
  expect(await sendTo(server.url)).toMatchObject({ kind: 'reply', reply: { status: 302 } });
  expect(urls).toEqual(['/things']);
});

test('a server error is an answer', async () => {
  await using server = await listen((_, response) => response.writeHead(503).end());
  expect(await sendTo(server.url)).toMatchObject({ kind: 'reply', reply: { status: 503 } });
});

test('a refused connection is unreachable', async () => {
  const server = await listen(() => undefined);
  await server[Symbol.asyncDispose]();
  expect(await sendTo(server.url)).toEqual({
    kind: 'unreachable',
    reason: 'the connection was refused',
  });
});

test('an unknown host is unreachable', async () => {
  expect(await sendTo('http://does-not-exist.invalid')).toEqual({
    kind: 'unreachable',
    reason: 'there is no host of that name',
  });
});

test('a server without TLS can not be reached by https', async () => {
  await using server = await listen((_, response) => response.end());
  expect(await sendTo(server.url.replace('http:', 'https:'))).toMatchObject({
    kind: 'unreachable',
    reason: expect.stringContaining('no secure connection could be made'),
  });
});

test("an interrupted run is nobody's silence", async () => {
  await using server = await listen(() => undefined);
  expect(await sendTo(server.url, get, 10_000, AbortSignal.abort())).toEqual({
    kind: 'unreachable',
    reason: 'the run was interrupted',
    isInterrupted: true,
  });
});

const cut = 'the connection was cut before the answer was complete';
const late = 'no complete answer came within 0.3 s';
const silences: readonly {
  answer: (socket: Socket) => unknown;
  reason: string | RegExp;
  connections: number;
  why: string;
}[] = [
  { answer: () => undefined, reason: late, connections: 1, why: 'no answer' },
  {
    answer: (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Le'),
    reason: late,
    connections: 1,
    why: 'half a header',
  },
  {
    answer: (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab'),
    reason: late,
    connections: 1,
    why: 'half a body',
  },
  {
    answer: (socket) => socket.destroy(),
    reason: cut,
    connections: 2,
    why: 'a cut connection, also on a fresh one',
  },
  {
    answer: (socket) => socket.resetAndDestroy(),
    reason: cut,
    connections: 2,
    why: 'a reset connection',
  },
  {
    answer: (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab'),
    reason: cut,
    connections: 2,
    why: 'a body that is cut short',
  },
  {
    answer: (socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab'),
    reason: cut,
    connections: 2,
    why: 'a chunk that is cut short',
  },
  {
    answer: (socket) => socket.end('garbage\r\n\r\n'),
    reason: /^what came back is no HTTP \(/,
    connections: 1,
    why: 'garbage',
  },
  {
    answer: (socket) =>
      socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nno number\r\n'),
    reason: /^what came back is no HTTP \(/,
    connections: 1,
    why: 'a chunk without a size',
  },
  {
    answer: (socket) => socket.end(`HTTP/1.1 200 OK\r\nX: ${'a'.repeat(mebibyte)}\r\n\r\n`),
    reason: /^what came back is no HTTP \(.*header/i,
    connections: 1,
    why: 'an endless header',
  },
  {
    answer: (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\nab'),
    reason: /^what came back is no HTTP \(/,
    connections: 1,
    why: 'a length that is no number',
  },
  {
    answer: (socket) => socket.end('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n'),
    reason: 'an answer 100 came that nobody had asked for, which can not be read here',
    connections: 1,
    why: 'a 100 that nobody asked for',
  },
  {
    answer: (socket) => socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n'),
    reason: /^what came back is no HTTP \(/,
    connections: 1,
    why: 'another protocol without its name',
  },
  {
    answer: (socket) =>
      socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'),
    reason: cut,
    connections: 2,
    why: 'another protocol',
  },
];
for (const { answer, reason, connections, why } of silences) {
  test(`silence: ${why}`, async () => {
    await using server = await listenRaw(answer);
    const outcome = await sendTo(server.url, get, 300);
    expect(outcome).toEqual({
      kind: 'silence',
      reason: typeof reason === 'string' ? reason : expect.stringMatching(reason),
    });
    expect(server.connections()).toBe(connections);
  });
}

test('a connection that is cut once is no fault: a fresh one decides', async () => {
  await using server = await listenRaw((socket, nth) =>
    nth === 1 ? socket.destroy() : socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'),
  );
  expect(await sendTo(server.url)).toMatchObject({ kind: 'reply', reply: { status: 200 } });
  expect(server.connections()).toBe(2);
});

for (const { size, kind } of [
  { size: 32 * mebibyte, kind: 'reply' },
  { size: 32 * mebibyte + 1, kind: 'silence' },
]) {
  test(`an answer of ${size} bytes is ${kind === 'reply' ? 'read' : 'too large'}`, async () => {
    await using server = await listen((_, response) => response.end(Buffer.alloc(size)));
    const outcome = await sendTo(server.url);
    expect(outcome.kind).toBe(kind);
    if (outcome.kind === 'silence') expect(outcome.reason).toBe('the answer is larger than 32 MiB');
  });
}

test('a request that can not be sent is our mistake, and is seen as such', async () => {
  await using server = await listen((_, response) => response.end());
  await expect(sendTo(server.url, { ...get, headers: [['x', 'a\nb']] })).rejects.toThrow();
});

const chunked = (size: number) =>
  `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${size.toString(16)}\r\n`;
const answers: readonly {
  answer: (socket: Socket) => unknown;
  status: number;
  body: string;
  why: string;
}[] = [
  {
    answer: (socket) =>
      socket.write(
        'HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
      ),
    status: 200,
    body: 'ok',
    why: 'informational ones before it',
  },
  {
    answer: (socket) => socket.write('HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\nok'),
    status: 204,
    body: '',
    why: '204 with a body',
  },
  {
    answer: (socket) =>
      socket.write(
        'HTTP/1.1 304 Not Modified\r\nContent-Encoding: gzip\r\nContent-Length: 7\r\n\r\n',
      ),
    status: 304,
    body: '',
    why: '304, which has none',
  },
  {
    answer: (socket) => socket.end('HTTP/1.0 200 OK\r\n\r\nto the end'),
    status: 200,
    body: 'to the end',
    why: 'HTTP/1.0, to the end of the connection',
  },
  {
    answer: (socket) => socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nto the end'),
    status: 200,
    body: 'to the end',
    why: 'HTTP/1.1, to the end of the connection',
  },
  {
    answer: (socket) => socket.write('HTTP/1.1 200 \r\nContent-Length: 2\r\n\r\nok'),
    status: 200,
    body: 'ok',
    why: 'no reason phrase',
  },
  {
    answer: (socket) => socket.write('HTTP/1.1 599 Odd\r\nContent-Length: 0\r\n\r\n'),
    status: 599,
    body: '',
    why: 'a status that nobody knows',
  },
  {
    answer: (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokand more'),
    status: 200,
    body: 'ok',
    why: 'more than its length',
  },
  {
    answer: (socket) => socket.write(`${chunked(2)}ok\r\n0\r\nTrailer: a\r\n\r\n`),
    status: 200,
    body: 'ok',
    why: 'chunks and a trailer',
  },
];
for (const { answer, status, body, why } of answers) {
  test(`an answer: ${why}`, async () => {
    await using server = await listenRaw(answer);
    const sender = openSender(server.url, 2000);
    const outcome = await sender.send(get);
    await sender.close();
    expect(outcome).toMatchObject({
      kind: 'reply',
      reply: { status, body: new Uint8Array(Buffer.from(body)) },
    });
    expect(outcome.kind === 'reply' && outcome.reply.undecodable).toBeFalsy();
  });
}

test('an answer that drips is late all the same', async () => {
  await using server = await listenRaw((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n');
    const drip = setInterval(
      () => (socket.destroyed ? clearInterval(drip) : socket.write('.')),
      20,
    );
  });
  const begun = performance.now();
  expect(await sendTo(server.url, get, 300)).toEqual({ kind: 'silence', reason: late });
  expect(performance.now() - begun).toBeLessThan(1500);
});

test('an endless answer is too large', async () => {
  await using server = await listen((_, response) => {
    const more = () => !response.destroyed && response.write(Buffer.alloc(mebibyte), more);
    more();
  });
  expect(await sendTo(server.url)).toEqual({
    kind: 'silence',
    reason: 'the answer is larger than 32 MiB',
  });
});

test('a server that closes after each answer is asked on', async () => {
  await using server = await listenRaw((socket) =>
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'),
  );
  const sender = openSender(server.url, 2000);
  for (let count = 0; count < 20; count += 1)
    expect(await sender.send(get)).toMatchObject({ kind: 'reply', reply: { status: 200 } });
  await sender.close();
});

test('a server that dies is unreachable from then on', async () => {
  const server = await listen((_, response) => response.end());
  const sender = openSender(server.url, 2000);
  expect(await sender.send(get)).toMatchObject({ kind: 'reply' });
  await server[Symbol.asyncDispose]();
  for (let count = 0; count < 2; count += 1)
    expect(await sender.send(get)).toEqual({
      kind: 'unreachable',
      reason: 'the connection was refused',
    });
  await sender.close();
});

test('requests at the same time do not wait for one another', async () => {
  await using server = await listen((_, response) => void setTimeout(() => response.end(), 200));
  const sender = openSender(server.url, 2000);
  const begun = performance.now();
  await Promise.all(Array.from({ length: 10 }, () => sender.send(get)));
  expect(performance.now() - begun).toBeLessThan(1500);
  await sender.close();
});

test('an interruption ends what is under way', async () => {
  await using server = await listen(() => undefined);
  const user = new AbortController();
  setTimeout(() => user.abort(), 100);
  expect(await sendTo(server.url, get, 10_000, user.signal)).toEqual({
    kind: 'unreachable',
    reason: 'the run was interrupted',
    isInterrupted: true,
  });
});

for (const method of [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'QUERY',
  'PROPFIND',
]) {
  for (const body of [undefined, Buffer.from('x')]) {
    test(`${method} with ${body ? 'a' : 'no'} body`, async () => {
      const seen: unknown[] = [];
      await using server = await listen(async (message, response) => {
        seen.push([message.method, String(await bytesOf(message))]);
        response.end();
      });
      expect(
        await sendTo(server.url, { method, path: '/', headers: [], ...(body ? { body } : {}) }),
      ).toMatchObject({ kind: 'reply', reply: { status: 200 } });
      expect(seen).toEqual([[method, body ? 'x' : '']]);
    });
  }
}

const plain = Buffer.from('{"a":"ü"}');
const zlibs: readonly { coding: string; bytes: Uint8Array; undecodable?: string; why: string }[] = [
  { coding: 'gzip', bytes: zlib.gzipSync(plain), why: 'gzip' },
  { coding: 'X-GZip', bytes: zlib.gzipSync(plain), why: 'gzip by its old name' },
  { coding: 'deflate', bytes: zlib.deflateSync(plain), why: 'deflate' },
  { coding: 'deflate', bytes: zlib.deflateRawSync(plain), why: 'deflate without its header' },
  { coding: 'br', bytes: zlib.brotliCompressSync(plain), why: 'Brotli' },
  { coding: 'zstd', bytes: zlib.zstdCompressSync(plain), why: 'Zstandard' },
  { coding: 'identity', bytes: plain, why: 'identity' },
  { coding: 'gzip, br', bytes: zlib.brotliCompressSync(zlib.gzipSync(plain)), why: 'two in a row' },
  {
    coding: 'gzip',
    bytes: plain,
    undecodable: 'its Content-Encoding says gzip, and its body is no gzip',
    why: 'gzip that is none',
  },
  {
    coding: 'gzip',
    bytes: zlib.gzipSync(plain).subarray(0, -4),
    undecodable: 'its Content-Encoding says gzip, and its body is no gzip',
    why: 'gzip that is cut short',
  },
  {
    coding: 'compress',
    bytes: plain,
    undecodable: 'its Content-Encoding "compress" is unknown here',
    why: 'one that is unknown',
  },
  {
    coding: 'gzip',
    bytes: zlib.gzipSync(Buffer.alloc(32 * mebibyte + 1)),
    undecodable: 'it is larger than 32 MiB without its Content-Encoding',
    why: 'one that grows',
  },
];
for (const { coding, bytes, undecodable, why } of zlibs) {
  test(`takes the Content-Encoding off: ${why}`, async () => {
    await using server = await listen((_, response) =>
      response.writeHead(200, { 'Content-Encoding': coding }).end(bytes),
    );
    const outcome = await sendTo(server.url);
    if (outcome.kind !== 'reply') throw new Error(outcome.reason);
    expect(outcome.reply.undecodable).toBe(undecodable);
    expect(Buffer.from(outcome.reply.body).equals(undecodable ? bytes : plain)).toBe(true);
  });
}

test('a request that can not be sent says which one', async () => {
  await using server = await listen((_, response) => response.end());
  await expect(sendTo(server.url, { ...get, headers: [['x', 'a\nb']] })).rejects.toThrow(
    "GET /things can't be sent: invalid x header",
  );
  await expect(sendTo(server.url, { ...get, path: '/a b' })).rejects.toThrow(
    "GET /a b can't be sent",
  );
  await expect(sendTo(server.url, { ...get, method: 'A B' })).rejects.toThrow(
    "A B /things can't be sent",
  );
});
