import { expect, test } from 'vitest';
import { contractOf, description, listen } from '../testing.ts';
import { run } from './run.ts';

const operation = (operationId: string) => ({
  get: { operationId, responses: { 200: { description: 'Done.' } } },
});
const large = contractOf(
  description(
    Object.fromEntries(
      Array.from({ length: 100 }, (_, at) => [`/things-${at}`, operation(`get${at}`)]),
    ),
  ),
);

test('a run that is interrupted plans no more, and reports what was judged', async () => {
  const interrupted = new AbortController();
  await using server = await listen((request, response) => {
    if (request.url === '/things-1') interrupted.abort();
    response.writeHead(request.method === 'GET' ? 200 : 405, { allow: 'GET' }).end();
  });
  const report = await run(
    [{ contract: large, target: server.url, credentials: new Map(), values: new Map() }],
    { timeout: 60_000, operations: [], signal: interrupted.signal },
  );
  expect(report.verdict).toBe('error');
  expect(report.apis[0]).toMatchObject({
    error: 'the run was interrupted',
    operations: ['get0', 'get1'],
  });
  expect(report.cases.passed).toBeGreaterThan(0);
});

const settings = contractOf(
  description({
    '/settings': {
      get: {
        operationId: 'getSettings',
        responses: { 200: { description: 'All.', content: { 'application/json': {} } } },
      },
      put: {
        operationId: 'replaceSettings',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['name'],
                properties: { name: { type: 'string', minLength: 1 } },
              },
            },
          },
        },
        responses: { 204: { description: 'Done.' }, 400: { description: 'Invalid.' } },
      },
    },
  }),
);

test.each([false, true])(
  'a run that is interrupted writes settings back (keep: %s)',
  async (keep) => {
    const interrupted = new AbortController();
    const before = '{"name":"As it was"}';
    let kept = before;
    await using server = await listen((request, response) => {
      let sent = '';
      request.on('data', (chunk: Buffer) => (sent += chunk.toString()));
      request.on('end', () => {
        if (request.method !== 'PUT')
          return response.writeHead(200, { 'content-type': 'application/json' }).end(kept);
        if (!/^\{"name":"[^"]/.test(sent)) return response.writeHead(400).end();
        kept = sent;
        interrupted.abort();
        return response.writeHead(204).end();
      });
    });
    await run(
      [{ contract: settings, target: server.url, credentials: new Map(), values: new Map() }],
      { timeout: 60_000, operations: [], signal: interrupted.signal, keep },
    );
    expect(interrupted.signal.aborted).toBe(true);
    expect(kept).toBe(before);
  },
);
