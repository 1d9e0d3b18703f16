import { expect, test } from 'vitest';
import { contractOf, description, jsonBody, listen } from '../testing.ts';
import type { Credentials } from '../core/auth/credentials.ts';
import { run } from './run.ts';

const of = (operationId: string, more: object = {}) => ({
  ...{ operationId, security: [{ token: [] }] },
  responses: { 200: { description: 'Done.' }, 401: { description: 'Who are you?' } },
  ...more,
});
const body = {
  requestBody: jsonBody({ type: 'object', properties: { name: { type: 'string' } } }),
};
const things = contractOf(
  description(
    {
      '/own': { get: of('readOwn') },
      '/client': { get: of('readClient') },
      '/client/name': { put: of('nameClient', body) },
      '/own/name': { put: of('nameOwn', body) },
    },
    { components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } } },
  ),
);
const token = (value: string): Credentials => new Map([['token', { kind: 'value', value }]]);

test('a credential that is lost says nothing of another one for the same scheme', async () => {
  let hasEnded = false;
  await using server = await listen(({ url, method, headers }, response) => {
    const isClient = headers.authorization === 'Bearer of-the-client';
    const isKnown = headers.authorization === 'Bearer of-the-user' || (isClient && !hasEnded);
    response.writeHead(isKnown ? 200 : 401, { 'www-authenticate': 'Bearer' }).end();
    if (isKnown && method === 'PUT' && url === '/client/name') hasEnded = true;
  });
  const client = token('of-the-client');
  const report = await run(
    [
      {
        ...{ contract: things, target: server.url, values: new Map() },
        credentials: token('of-the-user'),
        credentialsFor: new Map(['readClient', 'nameClient'].map((id) => [id, client])),
      },
    ],
    { timeout: 20_000, operations: [], plan: { only: 'valid' } },
  );
  const verdicts = (id: string) =>
    new Set(
      report.results.flatMap(({ operation, verdict }) => (operation === id ? [verdict.kind] : [])),
    );
  expect(hasEnded).toBe(true);
  expect(verdicts('nameClient')).toContain('error');
  expect(verdicts('nameOwn')).toContain('pass');
  expect(verdicts('nameOwn')).not.toContain('error');
});
