import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { folderWith, listen } from '../../../conformance/testing.ts';
import { certificateFor } from '../cli/certificate.ts';
import { readCommand } from '../cli/flags.ts';
import { start } from '../testing.ts';
import { ask, open, openLog, startPassing } from './testing.ts';

/** The URL of a server that has gone. */
async function goneServer(): Promise<string> {
  await using server = await listen(() => undefined);
  return server.url;
}

test('a refused connection is a 502 that names the URL and the reason', async () => {
  const url = await goneServer();
  const { log, next } = openLog();
  await using mock = await startPassing(url, {}, { log });
  const { status, text, headers } = await ask(mock, '/x?key=secret', {
    headers: ['Origin', 'http://page.test'],
  });
  expect({ status, text }).toEqual({
    status: 502,
    text: `${url}/v1/x: the connection was refused.\n`,
  });
  expect(headers['access-control-allow-origin']).toBe('http://page.test');
  expect(await next()).toMatchObject({
    ...{ status: 502, note: 'the connection was refused' },
    upstream: { url: `${url}/v1/x`, error: 'the connection was refused' },
  });
});

test('an answer that never begins is a 504', async () => {
  await using real = await listen((incoming) => incoming.resume());
  await using mock = await startPassing(real.url, { timeout: 30 });
  for (const asked of [{}, { method: 'POST', body: 'x' }]) {
    const { status, text } = await ask(mock, '/x', asked);
    expect({ status, text }).toEqual({
      status: 504,
      text: `${real.url}/v1/x: no answer began within 0.03 s.\n`,
    });
  }
});

test('a certificate that nobody trusts is a 502 that says how to trust it', async () => {
  const command = readCommand(['--https'])!;
  const tls = await certificateFor(command);
  await using real = await start({ tls });
  await using mock = await startPassing(real.url);
  const { status, text } = await ask(mock, '/x');
  expect(status).toBe(502);
  expect(text).toMatch(/no secure connection could be made \(.*\): NODE_EXTRA_CA_CERTS or /);
  vi.stubEnv('SSL_CERT_FILE', join(folderWith({ 'ca.pem': tls!.cert }), 'ca.pem'));
  await using trusting = await startPassing(real.url);
  vi.unstubAllEnvs();
  expect((await ask(trusting, '/x')).text).toMatch(/No served API has this path|no such path/);
});

test('an answer that is no HTTP, or is cut, is a 502', async () => {
  await using silent = await listen((incoming) => incoming.socket.destroy());
  await using mock = await startPassing(silent.url);
  expect((await ask(mock, '/x')).text).toMatch(/the connection was cut before the answer was/);
  await using odd = await listen((incoming) => incoming.socket.end('SMTP?\r\n\r\n'));
  await using other = await startPassing(odd.url);
  expect((await ask(other, '/x')).text).toMatch(/the answer is not HTTP/);
});

const odd = [
  { head: 'HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: x', says: /another protocol/ },
  { head: 'HTTP/1.1 099 Odd', says: /Invalid status code: 99/ },
];
test.each(odd)('what no server may answer is a 502: $head', async ({ head, says }) => {
  await using real = await listen((incoming) => incoming.socket.write(`${head}\r\n\r\n`));
  const { log, next } = openLog();
  await using mock = await startPassing(real.url, {}, { log });
  expect(await ask(mock, '/x')).toMatchObject({ status: 502, text: expect.stringMatching(says) });
  expect(await next()).toMatchObject({ status: 502, note: expect.stringMatching(says) });
});

test('a reason with control characters is sent without them, and ends nothing', async () => {
  await using real = await listen((incoming) =>
    incoming.socket.write('HTTP/1.1 200 F\x01ne\r\nContent-Length: 2\r\n\r\n{}'),
  );
  await using mock = await startPassing(real.url);
  expect(await ask(mock, '/x')).toMatchObject({ status: 200, reason: 'F?ne', text: '{}' });
});

test('an answer that breaks off is a 502 while it is held back, else it is cut', async () => {
  await using real = await listen((incoming, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '10' });
    response.write('[');
    response.once('drain', () => undefined);
    setImmediate(() => incoming.socket.destroy());
  });
  const { log, next } = openLog();
  await using mock = await startPassing(real.url, { operations: ['*'] }, { log });
  expect(await ask(mock, '/books')).toMatchObject({ status: 502 });
  expect(await next()).toMatchObject({ status: 502, upstream: { status: 200 } });
  await expect(ask(mock, '/not/documented')).rejects.toThrow('aborted');
  expect(await next()).toMatchObject({ note: 'broken off', upstream: { status: 200 } });
});

test('a client that hangs up ends the request at the real server', async () => {
  const gone = Promise.withResolvers<void>();
  const here = Promise.withResolvers<void>();
  await using real = await listen((_, response) => {
    response.once('close', gone.resolve);
    here.resolve();
  });
  const { log, next } = openLog();
  await using mock = await startPassing(real.url, {}, { log });
  const client = new AbortController();
  const asked = open(mock, '/x', { signal: client.signal });
  await here.promise;
  client.abort();
  await expect(asked).rejects.toThrow();
  await gone.promise;
  expect(await next()).toMatchObject({ note: 'the client hung up', upstream: expect.anything() });
});

test('a request that comes back to the mock is a 508, and one mock may pass to another', async () => {
  let inner = '';
  await using loop = await listen((incoming, response) => {
    void fetch(`${inner}${incoming.url}`, { headers: { via: incoming.headers.via! } }).then(
      async (answer) => response.writeHead(answer.status).end(await answer.text()),
    );
  });
  await using mock = await startPassing(loop.url);
  inner = mock.url;
  const { status, text } = await ask(mock, '/x');
  expect({ status, text }).toEqual({
    status: 508,
    text: `The request came back: ${loop.url} leads to this mock.\n`,
  });
  await using real = await listen((_, response) => response.end('real'));
  await using first = await startPassing(real.url);
  await using second = await startPassing(first.url);
  expect((await ask(second, '/x')).text).toBe('real');
});

test('a WebSocket is refused, and any other upgrade is ignored', async () => {
  await using real = await listen((incoming, response) =>
    response.end(String(incoming.headers.upgrade)),
  );
  await using mock = await startPassing(real.url);
  const upgrade = (name: string) => ['Connection', 'Upgrade', 'Upgrade', name];
  expect(await ask(mock, '/x', { headers: upgrade('websocket') })).toMatchObject({
    status: 501,
    text: `The mock passes no WebSocket: connect to ${real.url} itself.\n`,
  });
  expect(await ask(mock, '/x', { headers: upgrade('h2c') })).toMatchObject({ text: 'undefined' });
});

test('an idle connection that the real server has closed is replaced', async () => {
  const sockets: import('node:net').Socket[] = [];
  await using real = await listen((incoming, response) => {
    // the second request on a connection is never answered
    if (sockets.includes(incoming.socket)) return void incoming.socket.resetAndDestroy();
    sockets.push(incoming.socket);
    response.end('fresh');
  });
  await using mock = await startPassing(real.url);
  for (let count = 0; count < 3; count += 1) expect((await ask(mock, '/x')).text).toBe('fresh');
});

test('a client that sends half of a body and hangs up', async () => {
  const server = { requests: 0 };
  await using real = await listen(() => {
    server.requests += 1;
  });
  const { log, next } = openLog();
  await using mock = await startPassing(real.url, {}, { log });
  const { port } = new URL(mock.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write('POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf', () =>
    socket.destroy(),
  );
  expect(await next()).toMatchObject({ note: 'the client hung up' });
  expect(server.requests).toBe(0);
});
