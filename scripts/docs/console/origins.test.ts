import { expect, test } from 'vitest';
import { contractOf, description } from '../../../conformance/testing.ts';
import { consoleOrigins } from './origins.ts';

const originsOf = (servers: readonly object[], configured: readonly string[] = []) =>
  consoleOrigins(
    contractOf(
      description(
        { '/things': { get: { responses: { 200: { description: 'Things.' } } } } },
        { servers },
      ),
    ),
    configured,
  ).slice(1);

const region = { default: 'eu', enum: ['eu', 'us'] };
const free = { default: 'demo' };

for (const { servers, origins } of [
  { servers: [{ url: 'https://api.test/v1?x#y' }], origins: ['https://api.test'] },
  { servers: [{ url: 'HTTP://API.test:8080' }], origins: ['http://api.test:8080'] },
  { servers: [{ url: 'http://[::1]:3000/a' }], origins: ['http://[::1]:3000'] },
  {
    servers: [{ url: 'https://{region}.api.test', variables: { region } }],
    origins: ['https://eu.api.test', 'https://us.api.test'],
  },
  {
    servers: [{ url: 'https://{tenant}.api.test/{v}', variables: { tenant: free, v: free } }],
    origins: ['https://*.api.test'],
  },
  {
    servers: [{ url: 'https://api.test:{port}', variables: { port: { default: '1' } } }],
    origins: ['https://api.test:*'],
  },
  // a policy has no other wildcards
  {
    servers: [{ url: 'https://api-{tenant}.test', variables: { tenant: free } }],
    origins: ['https://api-demo.test'],
  },
  { servers: [{ url: '/v1' }], origins: ["'self'"] },
  { servers: [], origins: [] },
  { servers: [{ url: 'ws://api.test' }, { url: 'ftp://api.test' }], origins: [] },
  // foreign text is no directive
  { servers: [{ url: "https://a.test; script-src 'unsafe-inline'" }], origins: [] },
  { servers: [{ url: 'https://user:secret@api.test' }], origins: [] },
  {
    servers: [{ url: 'https://{a}', variables: { a: { default: 'x; script-src *' } } }],
    origins: [],
  },
])
  test(`a policy for ${JSON.stringify(servers)}`, () => {
    expect(originsOf(servers)).toEqual(origins);
  });

test('the mock comes first, then configured servers, each once', () => {
  const contract = contractOf(
    description(
      { '/things': { get: { responses: { 200: { description: 'Things.' } } } } },
      { servers: [{ url: 'https://one.test/v1' }, { url: 'https://one.test/v2' }] },
    ),
  );
  expect(consoleOrigins(contract, ['https://two.test/api'])).toEqual([
    'http://127.0.0.1:4010',
    'https://two.test',
    'https://one.test',
  ]);
});
