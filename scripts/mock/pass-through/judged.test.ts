import { gzipSync } from 'node:zlib';
import type { RequestListener, ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { listen } from '../../../conformance/testing.ts';
import { ask, openLog, startPassing } from './testing.ts';

const json = { 'content-type': 'application/json' };

/** A real server that answers every request alike. */
const answering =
  (answer: (response: ServerResponse) => void): RequestListener =>
  (incoming, response) => {
    incoming.resume();
    answer(response);
  };

test('findings of the checks stand in a header field, and whole in the log', async () => {
  await using real = await listen(
    answering((response) =>
      response.writeHead(200, json).end('[{"id":1,"more":1},{"id":"ü"},{"id":"b"}]'),
    ),
  );
  const { log, next } = openLog();
  await using mock = await startPassing(real.url, { operations: ['*'] }, { log });
  const { headers, text } = await ask(mock, '/books?key=secret');
  expect(text).toBe('[{"id":1,"more":1},{"id":"ü"},{"id":"b"}]');
  expect(headers['x-contract-findings']).toMatch(
    /^1 error, 1 notice: body-matches-schema: `1\.id` of the response with status 200 must be integer\. \(.*shop\.yaml:1\b.*\)$/,
  );
  const entry = await next();
  expect(entry).toMatchObject({
    ...{ path: '/books?…', status: 200, api: 'shop', operation: 'listBooks' },
    upstream: { url: `${real.url}/v1/books`, status: 200, milliseconds: expect.any(Number) },
    findings: [
      {
        id: 'shop/listBooks/body-matches-schema/200:/*/id:type',
        severity: 'error',
        check: 'body-matches-schema',
        message: expect.stringContaining('must be integer'),
        source: expect.stringMatching(/shop\.yaml:1\b/),
      },
      { severity: 'notice', check: 'undocumented-member' },
    ],
  });
});

const long = 'x'.repeat(600);

/** A request, the answer to it, and what the header field says. */
const rows: readonly {
  readonly why: string;
  readonly path?: string;
  readonly asked?: Parameters<typeof ask>[2];
  readonly answer: Parameters<typeof answering>[0];
  readonly says: string | RegExp;
}[] = [
  {
    why: 'a body that is nested too deeply for the checks',
    answer: (response) => response.writeHead(200, json).end('['.repeat(9000) + ']'.repeat(9000)),
    says: '(the body is nested deeper than 1500 levels and is not judged) none',
  },
  {
    why: 'an answer that conforms',
    answer: (response) => response.writeHead(200, json).end('[]'),
    says: 'none',
  },
  {
    why: 'one that is compressed',
    answer: (response) =>
      response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(gzipSync('[{}]')),
    says: /^1 error: body-matches-schema: /,
  },
  {
    why: 'one that is not compressed as it says',
    answer: (response) =>
      response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end('[]'),
    says: /^1 error: body-parses: /,
  },
  {
    why: 'a coding that nobody here can read',
    answer: (response) =>
      response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'dcz' }).end('?'),
    says: /^\(the body has the Content-Encoding dcz, .*\) 1 error: media-type-documented: /,
  },
  {
    why: 'an undocumented status',
    answer: (response) => response.writeHead(207, json).end('[]'),
    says: /^1 error: status-documented: /,
  },
  {
    why: 'a documented 503 is a server error all the same',
    answer: (response) => response.writeHead(503, json).end('{}'),
    says: /^1 error: no-server-error: /,
  },
  {
    why: 'a refusal for the credentials of a client that may have none',
    path: '/books/1',
    answer: (response) => response.writeHead(404, json).end('{}'),
    says: 'none',
  },
  {
    why: 'a wrong request that is accepted',
    path: '/books',
    asked: { method: 'POST', headers: ['Content-Type', 'application/json'], body: '{"id":2}' },
    answer: (response) => response.writeHead(201, json).end('{"id":2}'),
    says: /^1 error: invalid-refused: /,
  },
  {
    why: 'a 204 as documented',
    path: '/books/1',
    asked: { method: 'DELETE' },
    answer: (response) => response.writeHead(204).end(),
    says: 'none',
  },
  {
    why: 'HEAD where GET is documented',
    asked: { method: 'HEAD' },
    answer: (response) => response.writeHead(200, { ...json, 'content-length': '7' }).end(),
    says: 'none',
  },
  {
    why: 'HEAD with another type than GET documents',
    asked: { method: 'HEAD' },
    answer: (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(),
    says: /^1 error: media-type-documented: /,
  },
  {
    why: 'an empty body is no JSON',
    answer: (response) => response.writeHead(200, json).end(),
    says: /^1 error: body-parses: /,
  },
  {
    why: 'a 304 that the client asked for',
    asked: { headers: ['If-None-Match', '"1"'] },
    answer: (response) => response.writeHead(304).end(),
    says: '(a 304 answers the header field if-none-match of the request and is not judged) none',
  },
  {
    why: 'a 304 that nobody asked for',
    answer: (response) => response.writeHead(304).end(),
    says: /^1 error: status-documented: /,
  },
  {
    why: 'a part of a body',
    asked: { headers: ['Range', 'bytes=0-0'] },
    answer: (response) => response.writeHead(206, json).end('['),
    says: '(a 206 answers the header field range of the request and is not judged) none',
  },
  {
    why: 'a server that asks to wait',
    answer: (response) => response.writeHead(429).end(),
    says: '(the server asks to wait, which is not documented and not judged) none',
  },
  {
    why: 'long messages are cut, and have no character that a client may misread',
    answer: (response) => response.writeHead(200, { 'content-type': `text/ü${long}` }).end('[]'),
    says: /^[\x20-\x7e]{1,500}$/,
  },
];

for (const { why, path = '/books', asked, answer, says } of rows)
  test(`judged: ${why}`, async () => {
    await using real = await listen(answering(answer));
    await using mock = await startPassing(real.url, { operations: ['*'] });
    const { headers } = await ask(mock, path, asked);
    expect(headers['x-contract-findings']).toMatch(says);
    if (typeof says === 'string') expect(headers['x-contract-findings']).toBe(says);
  });

test('a secret of the request is in neither message nor log', async () => {
  await using real = await listen(
    answering((response) => response.writeHead(200, json).end('["s3cr3t-token"]')),
  );
  const { log, next } = openLog();
  await using mock = await startPassing(real.url, { operations: ['*'] }, { log });
  await ask(mock, '/books?token=s3cr3t-token', {
    headers: ['Authorization', 'Bearer s3cr3t-token', 'Cookie', 'a=s3cr3t-token'],
  });
  expect(JSON.stringify(await next())).not.toContain('s3cr3t-token');
});

test('without a judge, nothing is said of an answer', async () => {
  await using real = await listen(answering((response) => response.end('?')));
  await using mock = await startPassing(real.url, { operations: ['*'], judge: undefined });
  const { headers, text } = await ask(mock, '/books');
  expect(text).toBe('?');
  expect(headers['x-contract-findings']).toBeUndefined();
});

test('a judge that throws keeps no answer from its client', async () => {
  await using real = await listen(answering((response) => response.end('[]')));
  const judge = () => {
    throw new Error('no idea');
  };
  await using mock = await startPassing(real.url, { operations: ['*'], judge });
  const { headers, text } = await ask(mock, '/books');
  expect(text).toBe('[]');
  expect(headers['x-contract-findings']).toBe('(the judge failed: no idea) none');
});

test('the requests of the mock tell what the checks found, and what failed', async () => {
  const answers = ['[]', '[{"id":"a"}]', '[{"id":1,"more":1}]'];
  await using real = await listen((_, response) => {
    const answer = answers.shift();
    if (answer === undefined) response.destroy();
    else response.writeHead(200, json).end(answer);
  });
  await using mock = await startPassing(real.url, { operations: ['*'] });
  for (const _ of [...answers, 'one that gets no answer']) await ask(mock, '/books');
  await ask(mock, '/books', { headers: ['Connection', 'Upgrade', 'Upgrade', 'websocket'] });
  expect(mock.requests.all().map(({ verdict }) => verdict)).toEqual([
    'failed',
    'failed',
    'ok',
    'not conforming',
    'ok',
  ]);
  const page = await ask(mock, '/__mock', { headers: ['Accept', 'text/html'] });
  expect(page.text).toContain(`<b>Real server:</b> <code>${real.url}/v1/books</code> 200 in `);
  expect(page.text).toContain('<b>error</b> body-matches-schema: `0.id` of the response');
  const { requests } = JSON.parse((await ask(mock, '/__mock/requests')).text);
  expect(requests[3]).toMatchObject({
    ...{ verdict: 'not conforming', upstream: { status: 200 } },
    findings: [{ id: 'shop/listBooks/body-matches-schema/200:/*/id:type', severity: 'error' }],
  });
});
