import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { jsonBody, listen } from '../../../conformance/testing.ts';
import { startWith } from '../testing.ts';
import { ask, recording, startPassing, valuesOf } from './testing.ts';

const json = { 'content-type': 'application/json' };

test('what no description documents goes to the real server, by every path of the API', async () => {
  const server = recording((_, response) => response.writeHead(418, 'Short').end('tea'));
  await using real = await listen(server);
  await using mock = await startPassing(real.url);
  for (const [path, at] of [
    ['/internal/x', '/v1/internal/x'],
    ['/shop/internal/x?a=%2F&b=?', '/v1/internal/x?a=%2F&b=?'],
    ['/v1/internal/x', '/v1/internal/x'],
    ['/shop/v1/internal/x', '/v1/internal/x'],
    ['/shop', '/v1'],
    ['/v1', '/v1'],
    ['/shop/', '/v1/'],
    ['/v12/x', '/v1/v12/x'],
    ['/a%2Fb/%C3%BC/%zz/..//c', '/v1/a%2Fb/%C3%BC/%zz/..//c'],
  ] as const) {
    const { status, reason, text, headers } = await ask(mock, path);
    expect({ status, reason, text }).toEqual({ status: 418, reason: 'Short', text: 'tea' });
    expect(server.seen.at(-1)!.url).toBe(at);
    expect(headers['x-contract-violation']).toBe('not documented: shop has no such path');
    expect(headers['x-contract-findings']).toBeUndefined();
  }
});

test('an undocumented method of a documented path is not documented', async () => {
  const server = recording();
  await using real = await listen(server);
  await using mock = await startPassing(real.url);
  const { headers } = await ask(mock, '/shop/v1/books/7?x', { method: 'PATCH', body: '{}' });
  expect(headers['x-contract-violation']).toBe(
    'not documented: the path takes GET, DELETE, HEAD, OPTIONS',
  );
  expect(server.seen).toMatchObject([{ method: 'PATCH', url: '/v1/books/7?x' }]);
  await ask(mock, '/books', { method: 'OPTIONS' });
  expect(server.seen.at(-1)).toMatchObject({ method: 'OPTIONS', url: '/v1/books' });
});

test('what is documented is answered by the mock, and so are its own pages', async () => {
  const server = recording();
  await using real = await listen(server);
  await using mock = await startPassing(real.url);
  for (const path of ['/', '/books', '/shop/books', '/__mock/health', '/__mock/nothing'])
    expect((await ask(mock, path)).raw).not.toContain('Via');
  expect(server.seen).toEqual([]);
});

test('named operations go to the real server as well', async () => {
  const server = recording();
  await using real = await listen(server);
  await using mock = await startPassing(real.url, { operations: ['tag:read', 'DELETE'] });
  await ask(mock, '/books');
  await ask(mock, '/shop/v1/books/a%2Fb?q=1');
  await ask(mock, '/books/3', { method: 'DELETE' });
  await ask(mock, '/books/3', { method: 'HEAD' });
  await ask(mock, '/books', { method: 'POST', headers: ['Content-Type', json['content-type']] });
  expect(server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'GET /v1/books',
    'GET /v1/books/a%2Fb?q=1',
    'DELETE /v1/books/3',
    'HEAD /v1/books/3',
  ]);
});

test('a request is passed byte for byte, without the fields of its connection', async () => {
  const server = recording();
  await using real = await listen(server);
  await using mock = await startPassing(real.url);
  const body = Buffer.from([0, 255, 13, 10, 128]);
  const kept = ['X-One', 'a', 'x-one', 'b', 'Cookie', 'c=d', 'Authorization', 'Basic x'];
  const dropped = ['Connection', 'close, X-Hop', 'X-Hop', '1', 'TE', 'trailers', 'Keep-Alive', '5'];
  await ask(mock, '/upload', {
    ...{ method: 'POST', body },
    headers: [...kept, ...dropped, 'Accept-Encoding', 'br', 'Via', '1.0 other'],
  });
  const [received] = server.seen;
  expect(received!.body).toEqual(body);
  const { raw } = received!;
  expect(raw.slice(0, 2 + kept.length)).toEqual(['Host', new URL(real.url).host, ...kept]);
  for (const name of ['x-hop', 'te', 'keep-alive']) expect(valuesOf(raw, name)).toEqual([]);
  expect(valuesOf(raw, 'accept-encoding')).toEqual(['br']);
  expect(valuesOf(raw, 'content-length')).toEqual(['5']);
  expect(valuesOf(raw, 'via')).toEqual(['1.0 other', expect.stringMatching(/^1\.1 mock-\w{8}$/)]);
});

test('an answer is sent on unchanged, with all lines of its fields', async () => {
  const body = gzipSync('[{"id":1}]');
  const fields = [
    ...['Content-Type', 'application/json', 'content-encoding', 'gzip'],
    ...['Set-Cookie', 'a=1; Secure', 'Set-Cookie', 'b=2', 'X-Odd', 'caf\xe9', 'Date', 'now'],
    ...['Location', 'https://staging.example.com/v1/x', 'Content-Length', String(body.length)],
  ];
  await using real = await listen((_, response) => response.writeHead(200, fields).end(body));
  await using mock = await startPassing(real.url, { operations: ['*'] });
  const got = await ask(mock, '/books');
  expect(got.body).toEqual(body);
  expect(got.raw.slice(0, fields.length)).toEqual(fields);
  const own = got.raw.slice(fields.length).filter((_, at) => at % 2 === 0);
  expect(own).toEqual(['x-contract-findings', 'Via', 'Connection']);
  expect(got.headers['x-contract-findings']).toBe('none');
});

test('a redirect is not followed, and 204, 304 and HEAD have no body', async () => {
  const server = recording((incoming, response) => {
    const { pathname, searchParams } = new URL(incoming.url!, 'http://localhost');
    const status = Number(searchParams.get('status'));
    response.writeHead(status, { location: pathname, etag: '"1"' }).end();
  });
  await using real = await listen(server);
  await using mock = await startPassing(real.url);
  for (const status of [204, 302, 304]) {
    const got = await ask(mock, `/x?status=${status}`);
    expect(got).toMatchObject({ status, text: '', headers: { location: '/v1/x', etag: '"1"' } });
  }
  expect(await ask(mock, '/x?status=200', { method: 'HEAD' })).toMatchObject({ status: 200 });
  expect(server.seen.length).toBe(4);
});

test('a page may read an answer, whatever the real server thinks of its origin', async () => {
  const server = recording((_, response) => {
    const fields = { 'access-control-allow-origin': 'https://app.example.com', 'x-left': '3' };
    response.writeHead(200, fields).end();
  });
  await using real = await listen(server);
  await using mock = await startPassing(real.url, {}, { origins: ['http://page.test'] });
  const { headers } = await ask(mock, '/x', { headers: ['Origin', 'http://page.test'] });
  expect(headers).toMatchObject({
    'access-control-allow-origin': 'http://page.test',
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': expect.stringMatching(/x-left.*x-contract-violation/),
    vary: 'Origin',
  });
  expect(valuesOf(server.seen[0]!.raw, 'origin')).toEqual(['http://page.test']);
  const other = await ask(mock, '/x', { headers: ['Origin', 'https://app.example.com'] });
  expect(other.headers['access-control-allow-origin']).toBeUndefined();
  const preflight = ['Origin', 'http://page.test', 'Access-Control-Request-Method', 'PUT'];
  expect(await ask(mock, '/x', { method: 'OPTIONS', headers: preflight })).toMatchObject({
    status: 204,
    headers: { 'access-control-allow-methods': 'PUT' },
  });
  expect(server.seen.length).toBe(2);
});

test('Prefer and a rule that chooses the response have the mock respond', async () => {
  const server = recording();
  await using real = await listen(server);
  const scenario = [
    { operation: 'listBooks', answer: { code: '503' }, next: 1 },
    { operation: '*', connection: 'drop', every: 4 },
    { operation: 'getBook', latency: [1, 1] },
  ] as const;
  await using mock = await startPassing(real.url, { operations: ['*'] }, { scenario });
  expect((await ask(mock, '/books')).status).toBe(503);
  expect((await ask(mock, '/books', { headers: ['Prefer', 'code=200'] })).raw).not.toContain('Via');
  expect((await ask(mock, '/books/1', { headers: ['Prefer', 'wait=3'] })).raw).toContain('Via');
  await expect(ask(mock, '/books')).rejects.toThrow('socket hang up');
  expect(server.seen.map(({ url }) => url)).toEqual(['/v1/books/1']);
});

test('the mock neither refuses a credential nor a request that it passes', async () => {
  const server = recording((_, response) => response.writeHead(400, json).end('{}'));
  await using real = await listen(server);
  await using mock = await startPassing(real.url, { operations: ['*'] });
  const wrong = ['Authorization', 'Bearer wrong-credential', 'Content-Type', 'application/json'];
  const got = await ask(mock, '/books', { method: 'POST', headers: wrong, body: '{"id":1}' });
  expect(got).toMatchObject({ status: 400, text: '{}' });
  expect(got.headers['x-contract-violation']).toMatch(/^body\/title must be present/);
  expect(got.headers['x-contract-findings']).toBe('none');
  expect(valuesOf(server.seen[0]!.raw, 'authorization')).toEqual(['Bearer wrong-credential']);
});

test('of several APIs each has its own real server, or none', async () => {
  const [first, second] = [recording(), recording()];
  await using one = await listen(first);
  await using two = await listen(second);
  const says = { get: { responses: { 200: { description: '', ...jsonBody({}) } } } };
  const apis = { books: { '/books': says }, films: { '/films': says }, songs: { '/songs': says } };
  const url = { books: one.url, films: `${two.url}/api` };
  await using mock = await startWith(apis, { passThrough: { url } });
  await ask(mock, '/books/x/y');
  await ask(mock, '/films/x');
  expect(await ask(mock, '/songs/x')).toMatchObject({ status: 404 });
  expect(await ask(mock, '/elsewhere')).toMatchObject({ status: 404 });
  expect(first.seen.map((each) => each.url)).toEqual(['/x/y']);
  expect(second.seen.map((each) => each.url)).toEqual(['/api/x']);
});

test('an operation with servers of its own is at its own base path, or the mock responds', async () => {
  const server = recording();
  await using real = await listen(server);
  const says = { responses: { 200: { description: '', ...jsonBody({}) } } };
  const at = (url: string) => ({ get: { ...says, servers: [{ url }] } });
  const apis = {
    shop: {
      '/files': at('https://api.example.com/upload'),
      '/mail': at('https://mail.example.com/'),
      '/x': { get: says },
    },
  };
  const passThrough = { url: `${real.url}/v1`, operations: ['*'] };
  const servers = [{ url: 'https://api.example.com/v1' }];
  await using mock = await startWith(apis, { passThrough }, { servers });
  for (const path of ['/x', '/files', '/mail']) await ask(mock, path);
  await ask(mock, '/upload/files', { method: 'DELETE' });
  await ask(mock, '/mail', { method: 'DELETE' });
  expect(server.seen.map(({ url }) => url)).toEqual(['/v1/x', '/upload/files', '/upload/files']);
});
