import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { contractOf, description, jsonBody, listen } from '../testing.ts';
import type { RunOptions } from './options.ts';
import { run } from './run.ts';

const operation = (operationId: string) => ({
  operationId,
  parameters: [{ name: 'q', in: 'query', schema: { type: 'string', enum: ['a', 'b', 'c', 'd'] } }],
  responses: { 200: { description: '', ...jsonBody({ type: 'array' }) }, 400: { description: '' } },
});
const things = contractOf(
  description({
    '/things': { get: operation('listThings') },
    '/others': { get: operation('listOthers') },
    '/parts': { get: operation('listParts') },
  }),
);

const judge = (target: string, options: Partial<RunOptions> = {}) =>
  run([{ contract: things, target, credentials: new Map(), values: new Map() }], {
    timeout: 60_000,
    operations: [],
    // in the order of the description
    sequences: false,
    ...options,
  });

/** Answers as documented. */
function right(request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== 'GET') response.writeHead(405, { allow: 'GET' }).end();
  else if (request.url?.includes('q=') && !/q=[abcd](&|$)/.test(request.url))
    response.writeHead(400).end();
  else response.writeHead(200, { 'content-type': 'application/json' }).end('[]');
}

/** A server that notes the path of each request, and answers those that `spoil` does not. */
async function noting(
  spoil: (path: string, nth: number, response: ServerResponse, request: IncomingMessage) => boolean,
) {
  const paths: string[] = [];
  const listener: RequestListener = (request, response) => {
    const path = request.url!.replace(/\?.*/, '');
    paths.push(path);
    const nth = paths.filter((one) => one === path).length;
    if (!spoil(path, nth, response, request)) right(request, response);
  };
  return { ...(await listen(listener)), paths };
}
const askToWait = (response: ServerResponse, seconds = 0) => {
  response.writeHead(429, { 'retry-after': String(seconds) }).end();
  return true;
};
const idsOf = ({ findings }: Awaited<ReturnType<typeof judge>>) => findings.map(({ id }) => id);

for (const concurrency of [1, 4])
  test(`an operation that asks to wait is put aside, others go on: ${concurrency} at once`, async () => {
    await using server = await noting(
      (path, nth, response) => path === '/things' && nth === 3 && askToWait(response),
    );
    const waits: unknown[] = [];
    const report = await judge(server.url, {
      concurrency,
      progress: { wait: (at) => waits.push(at) },
    });
    expect(report.verdict).toBe('pass');
    expect(report.cases).toMatchObject({ errors: 0, skipped: 0 });
    expect(waits).toEqual([
      { target: server.url, status: 429, milliseconds: 0, operation: 'listThings' },
    ]);
    const order = server.paths.filter((path, index) => path !== server.paths[index - 1]);
    expect(order).toEqual(['/things', '/others', '/parts', '/things']);
    const { results } = report;
    expect(new Set(results.map(({ id }) => id)).size).toBe(results.length);
  });

test('an operation that asks to wait again and again is not judged, and the others are', async () => {
  await using server = await noting(
    (path, _, response) => path === '/things' && askToWait(response),
  );
  const report = await judge(server.url);
  expect({ verdict: report.verdict, ids: idsOf(report), error: report.apis[0]!.error }).toEqual({
    verdict: 'error',
    ids: [],
    error: undefined,
  });
  expect(server.paths.filter((path) => path === '/things')).toHaveLength(4);
  const own = report.results.filter((one) => one.operation === 'listThings');
  for (const { unjudged } of own)
    expect(unjudged?.reason).toBe(
      'GET /things answered 429 and asked 4 times in a row to wait 0 s; --rate sends requests more slowly',
    );
  expect(report.results.filter((one) => one.unjudged)).toHaveLength(own.length);
});

test('an operation that asks for too long a wait is not judged', async () => {
  await using server = await noting(
    (path, _, response) => path === '/things' && askToWait(response, 3600),
  );
  const report = await judge(server.url);
  expect(server.paths.filter((path) => path === '/things')).toHaveLength(1);
  expect(report.results[0]!.unjudged?.reason).toBe(
    'GET /things answered 429 and asks to wait 3600 s, which is longer than this run waits',
  );
  expect(report.apis[0]!.error).toBeUndefined();
});

test('a limit of the whole target lets all wait', async () => {
  let sent = 0;
  await using server = await noting((_, __, response) => {
    sent += 1;
    // from the third request on, every second one
    return sent > 2 && sent % 2 === 1 && askToWait(response);
  });
  const report = await judge(server.url);
  expect({ verdict: report.verdict, ids: idsOf(report) }).toEqual({ verdict: 'pass', ids: [] });
  expect(sent).toBeLessThan(3 * report.cases.planned);
});

test('a target that asks everyone to wait for ever ends the run', async () => {
  await using server = await noting((_, __, response) => askToWait(response));
  const report = await judge(server.url);
  expect(report.verdict).toBe('error');
  expect(report.apis[0]!.error).toMatch(/responded with 429 and asked 4 times in a row/);
  expect(server.paths.length).toBeLessThan(10);
});

test('a run stops where a dead server is behind something that takes connections', async () => {
  let sent = 0;
  await using server = await noting((_, __, response) => {
    sent += 1;
    if (sent <= 3) return false;
    response.socket!.destroy();
    return true;
  });
  const report = await judge(server.url, { concurrency: 1 });
  expect(report.verdict).toBe('error');
  expect(report.apis[0]!.error).toMatch(
    /cut the connection at \d+ requests in a row\. The last answer came to GET \/things \(case listThings\/[^)]+\); the first request without one, which may have ended the server, was GET \/things \(case listThings\/[^)]+\)$/,
  );
  expect(report.results).toHaveLength(report.cases.planned);
});

test('a run goes on where the server is back within half a minute', async () => {
  const pauses: number[] = [];
  let sent = 0;
  await using server = await noting((path, _, response) => {
    sent += 1;
    // something before it answers at the base URL all the time
    if (path === '/' || sent <= 3 || pauses.length >= 2) return false;
    response.socket!.destroy();
    return true;
  });
  const downs: unknown[] = [];
  const report = await judge(server.url, {
    retries: 2,
    pause: async (milliseconds) => pauses.push(milliseconds),
    progress: { down: (at) => downs.push(at) },
  });
  expect({ pauses, downs }).toEqual({ pauses: [1000, 1000], downs: [{ target: server.url }] });
  expect(report.apis[0]!.error).toBeUndefined();
  expect(report.cases.passed).toBeGreaterThan(10);
});

test('a run stops where the server stays away, or where its time ends before it is back', async () => {
  const cutting = () => {
    let sent = 0;
    return noting((path, _, response) => {
      sent += 1;
      if (path === '/' || sent <= 3) return false;
      response.socket!.destroy();
      return true;
    });
  };
  await using gone = await cutting();
  let pauses = 0;
  const pause = async () => (pauses += 1);
  const left = await judge(gone.url, { retries: 2, pause });
  expect(pauses).toBe(30);
  expect(left.apis[0]!.error).toMatch(/cut the connection at \d+ requests in a row/);
  await using late = await cutting();
  const ends = new AbortController();
  const ended = await judge(late.url, {
    retries: 2,
    signal: ends.signal,
    pause: async () => ends.abort(),
  });
  expect(ended.apis[0]!.error).toBe('the run was interrupted');
});

test('a server that cuts some connections and answers others is judged to the end', async () => {
  await using server = await noting((_, __, response, { url = '' }) => {
    if (!url.includes('q=b') && !url.includes('q=c')) return false;
    response.socket!.destroy();
    return true;
  });
  const report = await judge(server.url);
  expect(report.verdict).toBe('fail');
  expect(report.apis[0]!.error).toBeUndefined();
  expect([...new Set(report.findings.map(({ check }) => check))]).toEqual(['within-time']);
});

/** Judges a server that a request to a path ends, and that is started again each time. */
async function judgeRestarted(path: string) {
  let ends = 0;
  const listener: RequestListener = (request, response) => {
    if (!request.url?.startsWith(path) || request.method !== 'GET') return right(request, response);
    ends += 1;
    server.close();
    server.closeAllConnections();
    server.once('close', () => setTimeout(() => server.listen(port, '127.0.0.1'), 250));
  };
  const server = createServer(listener);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const report = await judge(`http://127.0.0.1:${port}`, { retries: 2 });
  server.close();
  server.closeAllConnections();
  const others = report.results.filter(({ operation }) => operation === 'listParts');
  expect(others.every(({ verdict }) => verdict.kind === 'pass')).toBe(true);
  expect(report.apis[0]!.error).toBeUndefined();
  // three kinds, each of them twice
  expect(ends).toBeLessThan(12);
  return report;
}

test('a server that is started again is judged to the end, and what ends it is a finding', async () => {
  const { findings } = await judgeRestarted('/others');
  expect([...new Set(findings.map(({ operation, check }) => `${operation} ${check}`))]).toEqual([
    'listOthers within-time',
  ]);
});

test('where the first request ends it, that is not judged, and the rest is', async () => {
  const { findings, results } = await judgeRestarted('/things');
  expect(findings).toEqual([]);
  expect(results[0]!.unjudged).toEqual({
    kind: 'error',
    reason: 'the connection was cut and the server was down after it, twice',
  });
});

test('what a server that is lost answered last is named', async () => {
  let sent = 0;
  const server = createServer((request, response) => {
    sent += 1;
    if (sent < 4) return right(request, response);
    server.close();
    server.closeAllConnections();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const report = await judge(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  expect(report.apis[0]!.error).toMatch(
    /can't be reached: the connection was refused\. The last answer came to GET \/things \(case .*\); the first request without one, which may have ended the server, was GET \/things \(case /,
  );
});

test('after its time a run sends nothing, and says what it did not send', async () => {
  await using server = await noting((path, nth, response, request) => {
    if (path !== '/things' || nth !== 3) return false;
    // the time ends while this one is on its way
    setTimeout(() => right(request, response), 1200);
    return true;
  });
  const report = await judge(server.url, { time: { milliseconds: 1000, written: '1s' } });
  expect({ verdict: report.verdict, ids: idsOf(report) }).toEqual({ verdict: 'error', ids: [] });
  expect(server.paths).toHaveLength(report.cases.passed);
  expect(report.cases.passed).toBeLessThanOrEqual(3);
  const { error } = report.apis[0]!;
  expect(error).toMatch(
    /^the time of 1s was over\. Cases that were not sent: \d+ of listThings, \d+ of listOthers, \d+ of listParts$/,
  );
  const unsent = report.results.filter(({ unjudged }) => unjudged);
  expect(new Set(unsent.map(({ unjudged }) => unjudged!.reason))).toEqual(
    new Set(['not sent: the time of 1s was over']),
  );
  expect(unsent).toHaveLength(report.cases.skipped);
});

test('a wait ends with the time', async () => {
  await using server = await noting((_, __, response) => askToWait(response, 100));
  const report = await judge(server.url, { time: { milliseconds: 500, written: '500ms' } });
  expect(report.apis[0]!.error).toMatch(/^the time of 500ms was over/);
});
