import type { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { get, ample, listenRaw, sendTo } from './testing.ts';
import { openSender } from './send.ts';

afterEach(() => void vi.useRealTimers());

/** Lets both sides of a connection in this process read what was written. */
async function settle(): Promise<void> {
  for (let count = 0; count < 5; count += 1) await turn();
}

const unfinished: readonly { sent: string; why: string }[] = [
  { sent: '', why: 'nothing' },
  { sent: 'HTTP/1.1 200 OK\r\nContent-Le', why: 'half a header' },
  { sent: 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab', why: 'half a body' },
];
for (const { sent, why } of unfinished) {
  test(`timeout: the server sends ${why}`, async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await using server = await listenRaw(async (socket) => {
      socket.write(sent);
      await settle();
      vi.advanceTimersByTime(ample);
    });
    expect(await sendTo(server.url)).toEqual({
      kind: 'silence',
      cause: 'timeout',
      reason: 'no complete response came within 60 s',
    });
    expect(server.connections()).toBe(1);
  });
}

test('timeout: a response that arrived while this thread was busy is read first', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await using server = await listenRaw((socket) => {
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
    setImmediate(() => vi.advanceTimersByTime(ample));
  });
  expect(await sendTo(server.url)).toMatchObject({ kind: 'reply', reply: { status: 200 } });
});

test('timeout: the time in which this thread was busy makes no server late', async () => {
  await using server = await listenRaw(async (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nok');
    await settle();
    const end = performance.now() + 1200;
    while (performance.now() < end);
    await settle();
    socket.end('ok');
  });
  const sender = openSender(server.url, 1000);
  expect(await sender.send(get)).toMatchObject({ kind: 'reply', reply: { status: 200 } });
  await sender.close();
});

test('timeout: bytes that arrive slowly do not restart it', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await using server = await listenRaw(async (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n');
    for (let count = 0; count < 4; count += 1) {
      socket.write('.');
      await settle();
      // the test may be over
      if (vi.isFakeTimers()) vi.advanceTimersByTime(ample / 2);
    }
  });
  expect(await sendTo(server.url)).toEqual({
    kind: 'silence',
    cause: 'timeout',
    reason: 'no complete response came within 60 s',
  });
});

const cut = 'the connection was cut before the response was complete';
const silences: readonly {
  answer: (socket: Socket) => unknown;
  cause: string;
  reason: string | RegExp;
  connections: number;
  why: string;
}[] = [
  {
    answer: (socket) => socket.destroy(),
    cause: 'cut',
    reason: cut,
    connections: 2,
    why: 'a cut connection, also on a fresh one',
  },
  {
    answer: (socket) => socket.resetAndDestroy(),
    cause: 'cut',
    reason: cut,
    connections: 2,
    why: 'a reset connection',
  },
  {
    answer: (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab'),
    cause: 'cut',
    reason: cut,
    connections: 2,
    why: 'a body that is cut short',
  },
  {
    answer: (socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab'),
    cause: 'cut',
    reason: cut,
    connections: 2,
    why: 'a chunk that is cut short',
  },
  {
    answer: (socket) => socket.end('garbage\r\n\r\n'),
    cause: 'not-http',
    reason: /^the response is not HTTP \(/,
    connections: 1,
    why: 'garbage',
  },
  {
    answer: (socket) =>
      socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nno number\r\n'),
    cause: 'not-http',
    reason: /^the response is not HTTP \(/,
    connections: 1,
    why: 'a chunk without a size',
  },
  {
    answer: (socket) => socket.end(`HTTP/1.1 200 OK\r\nX: ${'a'.repeat(1024 * 1024)}\r\n\r\n`),
    cause: 'not-http',
    reason: /^the response is not HTTP \(.*header/i,
    connections: 1,
    why: 'an endless header',
  },
  {
    answer: (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\nab'),
    cause: 'not-http',
    reason: /^the response is not HTTP \(/,
    connections: 1,
    why: 'a length that is not a number',
  },
  {
    answer: (socket) => socket.end('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n'),
    cause: 'unrequested-100',
    reason: 'the server sent an unrequested 100 response, which the runner cannot read',
    connections: 1,
    why: 'an unrequested 100',
  },
  {
    answer: (socket) => socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n'),
    cause: 'not-http',
    reason: /^the response is not HTTP \(/,
    connections: 1,
    why: 'another protocol without its name',
  },
  {
    answer: (socket) =>
      socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'),
    cause: 'cut',
    reason: cut,
    connections: 2,
    why: 'another protocol',
  },
];
for (const { answer, cause, reason, connections, why } of silences) {
  test(`silence: ${why}`, async () => {
    await using server = await listenRaw(answer);
    const outcome = await sendTo(server.url);
    expect(outcome).toEqual({
      kind: 'silence',
      cause,
      reason: typeof reason === 'string' ? reason : expect.stringMatching(reason),
    });
    expect(server.connections()).toBe(connections);
  });
}

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
    why: 'an unregistered status',
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
  test(`response: ${why}`, async () => {
    await using server = await listenRaw(answer);
    const outcome = await sendTo(server.url);
    expect(outcome).toMatchObject({
      kind: 'reply',
      reply: { status, body: new Uint8Array(Buffer.from(body)) },
    });
    expect(outcome.kind === 'reply' && outcome.reply.undecodable).toBeFalsy();
  });
}
