import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { userAgent } from '../../core/http/user-agent.ts';
import { listen } from '../../testing.ts';
import { openSender } from './send.ts';
import { ample, get, listenRaw, sendTo } from './testing.ts';

const mebibyte = 1024 * 1024;

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

test('a request with a base path of its own is sent below that', async () => {
  const seen: unknown[] = [];
  await using server = await listen((message, response) => {
    seen.push(message.url);
    response.end();
  });
  for (const base of ['/other', '']) await sendTo(`${server.url}/v1`, { ...get, path: '/a', base });
  expect(seen).toEqual(['/other/a', '/a']);
});

test('cookies are told apart, other fields of one name are joined', async () => {
  await using server = await listen((_, response) => {
    response.setHeader('Set-Cookie', ['a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT', 'b=2']);
    response.setHeader('X-List', ['a', 'b']);
    response.end();
  });
  const outcome = await sendTo(server.url, get);
  expect(outcome).toMatchObject({ kind: 'reply' });
  const { headers } = (outcome as Extract<typeof outcome, { kind: 'reply' }>).reply;
  expect(headers.get('set-cookie')).toBe('a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT\nb=2');
  expect(headers.get('x-list')?.split(/, ?/)).toEqual(['a', 'b']);
});

test('a request has one User-Agent: its own, else that of the runner', async () => {
  const seen: unknown[] = [];
  await using server = await listen((message, response) => {
    seen.push(
      message.rawHeaders.filter((_, at) => /^user-agent$/i.test(message.rawHeaders[at - 1] ?? '')),
    );
    response.end();
  });
  for (const name of ['User-Agent', 'USER-AGENT'])
    await sendTo(server.url, { ...get, headers: [[name, 'my-app']] });
  await sendTo(server.url, get);
  expect(seen).toEqual([['my-app'], ['my-app'], [userAgent]]);
});

test('sends a body in chunks where the request says so', async () => {
  const seen: unknown[] = [];
  await using server = await listen(async (message, response) => {
    const { 'transfer-encoding': framing, 'content-length': length } = message.headers;
    seen.push([framing, length, (await bytesOf(message)).toString()]);
    response.end();
  });
  const request = { ...get, method: 'POST', body: Buffer.from('{}') };
  await sendTo(server.url, { ...request, framing: 'chunked' });
  await sendTo(server.url, request);
  expect(seen).toEqual([
    ['chunked', undefined, '{}'],
    [undefined, '2', '{}'],
  ]);
});

test('returns the response with its bytes, and field names in lower case', async () => {
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
  expect(outcome.reply.headers.get('set-cookie')).toBe('a=1\nb=2');
  expect(outcome.reply.headers.has('content-type')).toBe(false);
});

test('a redirect is a response, and is not followed', async () => {
  const urls: (string | undefined)[] = [];
  await using server = await listen(({ url }, response) => {
    urls.push(url);
    response.writeHead(302, { Location: '/elsewhere' }).end();
  });
  expect(await sendTo(server.url)).toMatchObject({ kind: 'reply', reply: { status: 302 } });
  expect(urls).toEqual(['/things']);
});

test('a server error is a response', async () => {
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
    reason: 'no host has that name',
  });
});

test('a server without TLS is unreachable by https', async () => {
  await using server = await listen((_, response) => response.end());
  expect(await sendTo(server.url.replace('http:', 'https:'))).toMatchObject({
    kind: 'unreachable',
    reason: expect.stringContaining('no secure connection could be made'),
  });
});

test('an interrupted run sends nothing', async () => {
  await using server = await listen(() => undefined);
  expect(await sendTo(server.url, get, { signal: AbortSignal.abort() })).toEqual({
    kind: 'unreachable',
    reason: 'the run was interrupted',
    isInterrupted: true,
  });
});

test('a connection that is cut once is not a fault: a fresh one decides', async () => {
  await using server = await listenRaw((socket, nth) =>
    nth === 1 ? socket.destroy() : socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'),
  );
  expect(await sendTo(server.url)).toMatchObject({ kind: 'reply', reply: { status: 200 } });
  expect(server.connections()).toBe(2);
});

for (const { size, outcome } of [
  { size: mebibyte, outcome: { kind: 'reply' } },
  {
    size: mebibyte + 1,
    outcome: { kind: 'silence', cause: 'too-large', reason: 'the response is larger than 1 MiB' },
  },
]) {
  test(`a response of ${size} bytes where 1 MiB is allowed: ${outcome.kind}`, async () => {
    await using server = await listen((_, response) => response.end(Buffer.alloc(size)));
    expect(await sendTo(server.url, get, { maximumSize: mebibyte })).toMatchObject(outcome);
  });
}

test('an endless response is too large', async () => {
  await using server = await listen((_, response) => {
    const more = () => !response.destroyed && response.write(Buffer.alloc(mebibyte / 4), more);
    more();
  });
  expect(await sendTo(server.url, get, { maximumSize: mebibyte })).toEqual({
    kind: 'silence',
    cause: 'too-large',
    reason: 'the response is larger than 1 MiB',
  });
});

test('a response is decoded by its Content-Encoding, up to 32 MiB', async () => {
  const bytes = gzipSync(Buffer.alloc(32 * mebibyte + 1));
  await using server = await listen((_, response) =>
    response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bytes),
  );
  expect(await sendTo(server.url)).toMatchObject({
    kind: 'reply',
    reply: { undecodable: 'it is larger than 32 MiB without its Content-Encoding' },
  });
});

test('requests go on to a server that closes after each response', async () => {
  await using server = await listenRaw((socket) =>
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'),
  );
  const sender = openSender(server.url, ample);
  for (let count = 0; count < 20; count += 1)
    expect(await sender.send(get)).toMatchObject({ kind: 'reply', reply: { status: 200 } });
  await sender.close();
});

test('a server that dies is unreachable from then on', async () => {
  const server = await listen((_, response) => response.end());
  const sender = openSender(server.url, ample);
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
  const waiting: ServerResponse[] = [];
  await using server = await listen((_, response) => {
    waiting.push(response);
    if (waiting.length === 10) for (const each of waiting) each.end();
  });
  const sender = openSender(server.url, ample);
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => sender.send(get)));
  expect(outcomes.every(({ kind }) => kind === 'reply')).toBe(true);
  await sender.close();
});

test('an interruption ends the requests in progress', async () => {
  const user = new AbortController();
  await using server = await listen(() => user.abort());
  expect(await sendTo(server.url, get, { signal: user.signal })).toEqual({
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

test('a request that cannot be sent throws an error that names it', async () => {
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
