import { expect, test } from 'vitest';
import { contractOf, description, listen } from '../testing.ts';
import type { Hooks } from './hooks.ts';
import { run } from './run.ts';

const things = contractOf(
  description({
    '/things': {
      get: { operationId: 'listThings', responses: { 200: { description: 'Listed.' } } },
    },
  }),
);

/** Runs with hooks against a server that calls `onRequest` at each request. */
async function runWith(hooks: Hooks, onRequest = () => {}, signal?: AbortSignal) {
  await using server = await listen((_, response) => {
    onRequest();
    response.end();
  });
  return await run(
    [
      {
        ...{ contract: things, target: server.url, credentials: new Map(), values: new Map() },
        hooks: { file: 'hooks.ts', hooks },
      },
    ],
    { timeout: 20_000, operations: [], ...(signal && { signal }) },
  );
}

test('after is called in an interrupted run, and after a hook that failed', async () => {
  const called: string[] = [];
  const after = () => void called.push('after');
  const interrupted = new AbortController();
  const report = await runWith({ after }, () => interrupted.abort(), interrupted.signal);
  expect({ called, verdict: report.verdict }).toEqual({ called: ['after'], verdict: 'error' });
  const failed = await runWith({
    before: () => Promise.reject(new Error('no database')),
    after,
  });
  expect(called).toEqual(['after', 'after']);
  expect(failed.apis[0]!.error).toContain('the hook "before" failed: no database');
});

test('a hook that never ends does not outlive an interrupted run', async () => {
  const interrupted = new AbortController();
  const request = () => {
    interrupted.abort();
    return new Promise<undefined>(() => {});
  };
  const { apis } = await runWith({ request }, undefined, interrupted.signal);
  expect(apis[0]!.error).toBeDefined();
});

test('a hook gets each request with its case', async () => {
  const seen = new Set<string>();
  await runWith({
    request: ({ method, path }, { api, operation, case: id, intent }) =>
      void seen.add(
        [method, path, api, operation.id, id.split('/')[0], intent === 'valid'].join(' '),
      ),
  });
  expect(seen).toContain('GET /things things listThings listThings true');
  expect(seen).toContain('DELETE /things things listThings listThings false');
});
