import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { listen } from '../../../conformance/testing.ts';
import { ask, bytesIn, open, openLog, recording, startPassing } from './testing.ts';

const json = { 'content-type': 'application/json' };
const mebibyte = 1024 * 1024;

/** The next part of a body. */
const partOf = async (response: IncomingMessage): Promise<string> =>
  String((await once(response, 'data'))[0]);

test('server-sent events go on as they come', async () => {
  const opened = Promise.withResolvers<ServerResponse>();
  await using real = await listen((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    opened.resolve(response);
  });
  const { log, next } = openLog();
  await using mock = await startPassing(real.url, { operations: ['*'] }, { log });
  const response = await open(mock, '/events');
  expect(response.headers['x-contract-findings']).toBe(
    '(the body is a stream of events and is not judged) none',
  );
  const source = await opened.promise;
  for (const event of ['data: 1\n\n', 'data: 2\n\n']) {
    const part = partOf(response);
    source.write(event);
    expect(await part).toBe(event);
  }
  source.end();
  await once(response.resume(), 'end');
  expect(await next()).toMatchObject({ status: 200, findings: [] });
});

test('a slow body goes on as it comes, and is judged at its end, in the log', async () => {
  const opened = Promise.withResolvers<ServerResponse>();
  await using real = await listen((_, response) => {
    response.writeHead(200, json).write('[{"id":');
    opened.resolve(response);
  });
  const { log, next } = openLog();
  await using mock = await startPassing(real.url, { operations: ['*'], patience: 1 }, { log });
  const response = await open(mock, '/books');
  expect(response.headers['x-contract-findings']).toBe(
    '(the body comes slowly: the log tells what is found in it) none',
  );
  expect(await partOf(response)).toBe('[{"id":');
  (await opened.promise).end('"x"}]');
  expect((await bytesIn(response)).toString()).toBe('"x"}]');
  expect(await next()).toMatchObject({ findings: [{ check: 'body-matches-schema' }] });
});

test('a large body goes on byte for byte, without being judged', async () => {
  const body = Buffer.alloc(9 * mebibyte, 'ab');
  await using real = await listen((_, response) => response.writeHead(200, json).end(body));
  const { log, next } = openLog();
  await using mock = await startPassing(real.url, { operations: ['*'] }, { log });
  const got = await ask(mock, '/books');
  expect(got.body.equals(body)).toBe(true);
  expect(got.headers['x-contract-findings']).toBe(
    '(the body is larger than 4 MiB and is not judged) none',
  );
  expect(await next()).toMatchObject({
    note: 'the body is larger than 4 MiB and is not judged',
    findings: [],
  });
});

test('a body that the client does not take is not read from the real server', async () => {
  const all = 64 * mebibyte;
  let written = 0;
  const stopped = Promise.withResolvers<void>();
  await using real = await listen((_, response) => {
    response.writeHead(200);
    const chunk = Buffer.alloc(mebibyte);
    const more = () => {
      while (written < all) {
        written += chunk.length;
        if (!response.write(chunk)) {
          response.once('drain', more);
          return;
        }
      }
    };
    more();
    response.once('close', stopped.resolve);
  });
  await using mock = await startPassing(real.url);
  const response = await open(mock, '/large');
  await partOf(response);
  response.destroy();
  await stopped.promise;
  expect(written).toBeLessThan(all);
});

test('a request body that is too large for the mock goes to the real server', async () => {
  const server = recording((_, response) => response.writeHead(413, json).end('{}'));
  await using real = await listen(server);
  const { log, next } = openLog();
  await using mock = await startPassing(real.url, { operations: ['addBook'] }, { log });
  const body = Buffer.alloc(17 * mebibyte + 1, 'x');
  const headers = ['Content-Type', 'application/json'];
  for (const path of ['/upload', '/books']) {
    expect(await ask(mock, path, { method: 'POST', headers, body })).toMatchObject({ status: 413 });
    expect(server.seen.at(-1)!.body.equals(body)).toBe(true);
    expect((await next()).findings ?? []).toEqual([]);
  }
  const preferred = [...headers, 'Prefer', 'code=400'];
  expect(await ask(mock, '/books', { method: 'POST', headers: preferred, body })).toMatchObject({
    status: 400,
    text: expect.stringContaining('no'),
  });
  expect(server.seen.length).toBe(2);
});

test('a server that answers before it has read the request leaves no client waiting', async () => {
  await using real = await listen((_, response) =>
    response.writeHead(413, { connection: 'close' }).end('too large'),
  );
  await using mock = await startPassing(real.url);
  const body = Buffer.alloc(40 * mebibyte);
  const { status } = await ask(mock, '/upload', { method: 'POST', body });
  expect([413, 502]).toContain(status);
});

test('a mock that ends cuts a stream, and ends', async () => {
  const gone = Promise.withResolvers<void>();
  await using real = await listen((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    response.once('close', gone.resolve);
  });
  const mock = await startPassing(real.url);
  const response = await open(mock, '/stream');
  const cut = expect(bytesIn(response)).rejects.toThrow('aborted');
  await mock.close();
  await cut;
  await gone.promise;
});
