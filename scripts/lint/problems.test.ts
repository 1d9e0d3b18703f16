import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../../conformance/testing.ts';
import { descriptionsFor } from './descriptions.ts';
import { findProblems } from './problems.ts';

const description = `openapi: 3.1.0
info: { title: Things, version: '1' }
paths:
  /things:
    get:
      operationId: list
      responses:
        '200':
          description: Done.
          content:
            application/json:
              schema: { $ref: ./schema.yaml }
              example: 5
`;
const files = { 'openapi.yaml': description, 'schema.yaml': 'type: string\nexamples: [7]\n' };
const shown = async (folder: string, configuration: Parameters<typeof findProblems>[1]) =>
  (await findProblems(await descriptionsFor([join(folder, 'openapi.yaml')]), configuration)).map(
    ({ severity, rule, line }) => `${severity} ${rule} ${line}`,
  );

test('a configuration extends a profile, switches rules and sets their severity', async () => {
  const folder = folderWith({
    ...files,
    'redocly.yaml': `
plugins: [openapi-contract-suite/lint]
extends: [contracts/recommended]
rules: { contracts/example-valid: error, no-invalid-schema-examples: off }
`,
  });
  expect(await shown(folder, { file: join(folder, 'redocly.yaml') })).toEqual([
    'error contracts/example-valid 11',
  ]);
});

test('what the list of known problems names is not told', async () => {
  const folder = folderWith({
    ...files,
    'redocly.yaml': 'plugins: [openapi-contract-suite/lint]\nextends: [contracts/recommended]\n',
    '.redocly.lint-ignore.yaml': `openapi.yaml:
  contracts/example-valid: ['#/paths/~1things/get/responses/200/content/application~1json']
`,
  });
  expect(await shown(folder, { file: join(folder, 'redocly.yaml') })).toEqual([
    'warning no-invalid-schema-examples 2',
  ]);
});

test('a wrong configuration is told', async () => {
  const folder = folderWith({ ...files, 'redocly.yaml': 'rulez: {}\n' });
  await expect(shown(folder, { file: join(folder, 'redocly.yaml') })).rejects.toThrow(/rulez/);
});

test('a description behind a URL is fetched once, with its files, and checked without the network', async () => {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    response.end(url.endsWith('schema.yaml') ? files['schema.yaml'] : description);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const descriptions = await descriptionsFor([`${base}/api/openapi.yaml`]);
  server.close();
  server.closeAllConnections();
  const problems = await findProblems(descriptions, { profile: 'recommended' });
  expect(problems.map(({ file, rule }) => `${file} ${rule}`)).toEqual([
    `${base}/api/openapi.yaml contracts/example-valid`,
    `${base}/api/schema.yaml no-invalid-schema-examples`,
  ]);
  expect(asked).toEqual(['/api/openapi.yaml', '/api/schema.yaml']);
});
