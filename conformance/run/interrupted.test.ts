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
