import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import type { Load, Sent } from './load.ts';

/**
 * Puts load on a server and prints its times, in a process of its own. It uses no HTTP client,
 * because a client takes more time than the measured server.
 */
const {
  port,
  connections,
  count,
  requests,
  isDistinct = false,
} = JSON.parse(readFileSync(0, 'utf8')) as Load;
const texts = requests.map(({ method, path, headers, body }) =>
  [
    `${method} ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(isDistinct ? ['X-Request-Id: 6d2a7f1c-0b7e-4f0a-9a53-0d8a4f2f6f11'] : []),
    '',
    body,
  ].join('\r\n'),
);
const messages = texts.map((text) => Buffer.from(text));

/** A request; each with other texts of the same lengths if all have to be distinct. */
function messageOf(number: number): Buffer | string {
  const index = number % messages.length;
  if (!isDistinct) return messages[index]!;
  return texts[index]!.replaceAll(/\b[0-9a-f]{6,}\b/g, ({ length }) =>
    number.toString(16).padStart(length, '0'),
  );
}

const times: number[] = [];
let sent = 0;

/** Sends requests over one connection, each after the response to the one before. */
const over = () =>
  new Promise<void>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1').setNoDelay(true).on('error', reject);
    let received = '';
    let begun = 0;
    const next = () => {
      if (sent >= count) {
        socket.end(resolve);
        return;
      }
      received = '';
      begun = performance.now();
      socket.write(messageOf(sent));
      sent += 1;
    };
    socket
      .on('connect', next)
      .on('close', () =>
        sent < count ? reject(new Error('the server ended a connection')) : resolve(),
      )
      .on('data', (chunk) => {
        received += chunk.toString('latin1');
        if (!isWhole(received)) return;
        if (!received.startsWith('HTTP/1.1 20')) {
          reject(new Error(`the server sent ${received.slice(0, 500)}`));
          return;
        }
        times.push(performance.now() - begun);
        next();
      });
  });

/** Whether a response is complete. */
function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const head = text.slice(0, end);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  return length === undefined
    ? text.endsWith('\r\n0\r\n\r\n')
    : text.length >= end + 4 + Number(length);
}

const begun = performance.now();
await Promise.all(Array.from({ length: connections }, over));
const time = performance.now() - begun;
times.sort((one, other) => one - other);
const at = (share: number) => times[Math.floor(times.length * share)]!;
process.stdout.write(JSON.stringify({ time, p50: at(0.5), p99: at(0.99) } satisfies Sent));
