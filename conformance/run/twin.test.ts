import { expect, test } from 'vitest';
import { contractOf, description, jsonBody, listen } from '../testing.ts';
import { run } from './run.ts';

const folders = contractOf(
  description({
    '/folders': {
      post: {
        operationId: 'make',
        requestBody: jsonBody({ type: 'object', properties: { parent: { type: 'integer' } } }),
        responses: { 200: { description: '' }, 400: { description: '' } },
      },
    },
  }),
);

/** The findings about other forms, on a server that refuses some bodies. */
async function findingsOn(refuses: (body: string) => boolean) {
  const seen: string[] = [];
  await using server = await listen(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    seen.push(body);
    response.writeHead(refuses(body) ? 400 : 200).end();
  });
  const { findings } = await run(
    [{ contract: folders, target: server.url, credentials: new Map(), values: new Map() }],
    {
      timeout: 10_000,
      operations: [],
      plan: { ids: ['make/examples/plain', 'make/number-text/body/parent/fraction-of-zero'] },
    },
  );
  return {
    seen,
    found: findings.flatMap(({ check }) => (check === 'equivalent-accepted' ? [check] : [])),
  };
}

test.each<[what: string, refuses: (body: string) => boolean, found: readonly string[]]>([
  ['the form', (body) => body.includes('1.0'), ['equivalent-accepted']],
  ['the value, in any form', (body) => body.includes('parent'), []],
  ['nothing', () => false, []],
])('a server that refuses %s', async (_what, refuses, found) => {
  const result = await findingsOn(refuses);
  expect(result.found).toEqual(found);
  expect(result.seen.some((body) => body.includes('1.0'))).toBe(true);
});
