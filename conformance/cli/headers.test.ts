import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { complaintOf, contractOf, description, folderWith, listen } from '../testing.ts';
import { readConfig, noConfig } from './config.ts';
import { fieldsFor, headersOf, withDocumentedFields } from './headers.ts';
import { conformance } from './testing.ts';

const tenant = { name: 'x-tenant', in: 'header', required: true, schema: { type: 'string' } };
const responses = { 200: { description: 'Done.' } };
const text = description({
  '/plain': { get: { operationId: 'readPlain', responses } },
  '/tenant': { get: { operationId: 'readTenant', parameters: [tenant], responses } },
});

test('--send-header takes variables, which are secrets', () =>
  expect(headersOf(['X-Tenant: acme', 'X-Key:${KEY}-1'], { KEY: 'secret' })).toEqual({
    fields: [
      ['X-Tenant', 'acme'],
      ['X-Key', 'secret-1'],
    ],
    secrets: new Map([['KEY', 'secret']]),
  }));

test('a flag goes before the configuration', () => {
  const folder = folderWith({
    'c.yaml': 'targets: { a: { headers: { X-Tenant: acme, X-Other: o } } }',
  });
  const config = readConfig(join(folder, 'c.yaml'), {});
  expect(fieldsFor('a', config, [['x-tenant', 'flag']])).toEqual([
    ['X-Other', 'o'],
    ['x-tenant', 'flag'],
  ]);
  expect(fieldsFor('b', noConfig, [])).toEqual([]);
});

test('an operation that documents the field gets it as a known value', () => {
  const own = new Map([['readPlain', new Map([['$request.query.a', 1]])]]);
  expect(withDocumentedFields(own, contractOf(text), [['X-Tenant', 'acme']])).toEqual(
    new Map<string, unknown>([
      ['readPlain', new Map([['$request.query.a', 1]])],
      ['readTenant', new Map([['$request.header.x-tenant', 'acme']])],
    ]),
  );
});

for (const { written, says } of [
  { written: 'X-Tenant', says: "a name and a value, such as --send-header 'X-Tenant: acme'" },
  { written: 'X Tenant: acme', says: 'a name and a value' },
  {
    written: 'X-Key: ${KEY}',
    says: '--send-header X-Key: the environment variable KEY is not set',
  },
  {
    written: 'content-type: a/b',
    says: 'content-type: each case decides about content-type itself',
  },
  { written: 'X-Key: a\nb', says: 'X-Key: the value holds a character that no header field' },
])
  test(`a mistake: ${JSON.stringify(written)}`, () =>
    expect(complaintOf(() => headersOf([written], {}), 'no folder')).toContain(says));

test('every request has the field, and a line repeats it with the variable', async () => {
  const received: string[] = [];
  await using server = await listen(({ url, headers }, response) => {
    received.push(`${url} ${headers['x-tenant']} ${headers['x-key']}`);
    response.writeHead(500, { 'content-type': 'text/plain' }).end(headers['x-key']);
  });
  const folder = folderWith({
    'things.json': text,
    'c.yaml': `targets:\n  things:\n    url: ${server.url}\n    headers: { X-Key: "\${SECRET_KEY}" }\n`,
  });
  const report = join(folder, 'report.json');
  await conformance(
    [
      join(folder, 'things.json'),
      ...['--config', join(folder, 'c.yaml'), '--send-header', 'X-Tenant: acme'],
      ...['--report', `json=${report}`],
    ],
    { SECRET_KEY: 's3cret-value' },
  );
  // where the field is documented, a request that breaks its rules leaves it out
  expect(new Set(received)).toEqual(
    new Set([
      '/plain acme s3cret-value',
      '/tenant acme s3cret-value',
      '/tenant undefined s3cret-value',
    ]),
  );
  const written = readFileSync(report, 'utf8');
  expect(written).not.toContain('s3cret-value');
  expect(written).toContain(`-H 'X-Tenant: acme'`);
  expect(written).toContain(`-H \\"X-Key: $SECRET_KEY\\"`);
});
