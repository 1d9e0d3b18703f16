import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { run } from './run.ts';
import { contractOf, description, jsonBody, listen } from '../testing.ts';

const things = contractOf(
  description({
    '/things': {
      get: {
        operationId: 'listThings',
        parameters: [
          { name: 'q', in: 'query', schema: { type: 'string', enum: ['a', 'b', 'c', 'd'] } },
        ],
        responses: {
          200: { description: '', ...jsonBody({ type: 'array' }) },
          400: { description: '' },
        },
      },
    },
  }),
);

const json = { 'content-type': 'application/json' };
const isGood = (url = '') => !url.includes('q=') || /q=[abcd](&|$)/.test(url);

/** Answers as it should, but for requests with `q=b`. */
const spoiling =
  (spoil: (response: ServerResponse) => void): RequestListener =>
  (request, response) => {
    if (request.method !== 'GET') response.writeHead(405, { allow: 'GET' }).end();
    else if (!isGood(request.url)) response.writeHead(400).end();
    else if (request.url?.includes('q=b')) spoil(response);
    else response.writeHead(200, json).end('[]');
  };

const judge = (target: string, timeout = 60_000) =>
  run([{ contract: things, target, credentials: new Map(), values: new Map() }], {
    timeout,
    operations: [],
  });

/** Serialized once: it takes longer than to send it. */
const tenMegabytes = JSON.stringify(Array(1_000_000).fill('a thing'));

const servers: readonly {
  why: string;
  spoil: (response: ServerResponse) => void;
  /** How long the run waits for a response that never ends, in milliseconds. */
  timeout?: number;
  found: readonly string[];
}[] = [
  { why: 'it hangs', spoil: () => {}, timeout: 3000, found: ['within-time'] },
  {
    why: 'it cuts the connection',
    spoil: (response) => response.socket?.destroy(),
    found: ['within-time'],
  },
  {
    why: 'it cuts the connection in the middle',
    spoil: (response) => {
      response.writeHead(200, { ...json, 'content-length': '100' });
      response.write('[');
      response.socket?.end();
    },
    found: ['within-time'],
  },
  {
    why: 'it begins and never ends',
    spoil: (response) => {
      response.writeHead(200, json);
      response.write('[');
    },
    timeout: 3000,
    found: ['within-time'],
  },
  {
    why: 'it answers no HTTP',
    spoil: (response) => response.socket?.end('once upon a time\r\n\r\n'),
    found: ['within-time'],
  },
  {
    why: 'it answers garbage',
    spoil: (response) => response.writeHead(200, json).end(Buffer.from([0, 255, 1, 254])),
    found: ['body-parses'],
  },
  {
    why: 'it sends 10 MB, which is large and valid',
    spoil: (response) => response.writeHead(200, json).end(tenMegabytes),
    found: [],
  },
  {
    why: 'it compresses its answer',
    spoil: (response) =>
      response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(gzipSync('[]')),
    found: [],
  },
  {
    why: 'it says that it compresses, and does not',
    spoil: (response) => response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end('[]'),
    found: ['body-parses'],
  },
  {
    why: 'it redirects',
    spoil: (response) => response.writeHead(302, { location: '/elsewhere' }).end(),
    found: ['status-documented'],
  },
];
for (const { why, spoil, timeout, found } of servers) {
  test(`every case has a verdict where ${why}`, async () => {
    await using server = await listen(spoiling(spoil));
    const report = await judge(server.url, timeout);
    expect([...new Set(report.findings.map(({ check }) => check))]).toEqual(found);
    expect(report.cases).toMatchObject({ planned: report.results.length, errors: 0, skipped: 0 });
    expect(report.verdict).toBe(found.length > 0 ? 'fail' : 'pass');
    expect(report.cases.passed).toBeGreaterThan(3);
  });
}

test('results before a server dies are kept, and the rest is skipped', async () => {
  let answered = 0;
  const server = createServer((request, response) => {
    answered += 1;
    if (answered === 5) {
      server.close();
      response.once('finish', () => server.closeAllConnections());
    }
    spoiling((spoiled) => spoiled.writeHead(200, json).end('[]'))(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const report = await judge(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  expect(report.verdict).toBe('error');
  expect(report.apis[0]?.error).toMatch(/can't be reached: the connection was refused/);
  expect(report.cases.passed).toBeGreaterThanOrEqual(4);
  expect(report.cases.skipped).toBeGreaterThan(1);
  expect(report.results).toHaveLength(report.cases.planned);
});

test('a response that is nested too deep is no finding, and does not end the run', async () => {
  await using server = await listen(
    spoiling((response) =>
      response.writeHead(200, json).end(`${'['.repeat(100_000)}${']'.repeat(100_000)}`),
    ),
  );
  const report = await judge(server.url);
  expect(report.findings).toEqual([]);
  expect(report.verdict).toBe('error');
  expect(report.results.flatMap(({ unjudged }) => unjudged?.reason ?? [])).toContain(
    'its response is nested deeper than 1500 levels, the limit of the checks',
  );
  expect(report.cases.passed).toBeGreaterThan(2);
});
