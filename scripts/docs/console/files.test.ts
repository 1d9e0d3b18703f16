import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadContract } from '../../../conformance/core/contract/load.ts';
import { contractOf, description, jsonBody } from '../../../conformance/testing.ts';
import { apis } from '../../../spec/apis.ts';
import { consoleFiles } from './files.ts';
import { modulesOf } from './testing.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const contracts = Object.entries(apis).map(([api, file]) => loadContract(api, join(root, file)));

test('a site has one script, one style sheet and a module for each operation', async () => {
  const files = await consoleFiles(
    contracts.map((contract) => ({ api: contract.api, contract })),
    [],
  );
  const operations = contracts.flatMap((contract) => contract.operations);
  expect(files.size).toBe(operations.length + 2);
  expect([...files.keys()]).toContain('assets/console/console.js');
  expect(files.get('assets/console/console.css')).toContain('.console');
  // each page has a policy without them
  for (const [path, text] of files)
    expect(text, path).not.toMatch(/\beval\(|new Function\(|\.innerHTML|document\.write/);
});

for (const contract of contracts)
  test(`the modules of ${contract.api} tell their operations and judge their examples`, async () => {
    for (const [id, { operation, validators }] of await modulesOf(contract)) {
      const documented = contract.operations.find((each) => each.id === id)!;
      expect(operation).toMatchObject({ api: contract.api, facts: { id, path: documented.path } });
      const { body } = operation.requests[0]!;
      if (body) expect(validators.requestBody.violations(body.value)).toEqual([]);
      expect(validators.requestBody.violations(1)).not.toEqual([]);
    }
  });

const ok = { responses: { 200: { description: 'Done.' } } };

test('a member that a program can not have is a member', async () => {
  const path = '/things/{__proto__}';
  const parameters = [
    { name: '__proto__', in: 'path', required: true, schema: { type: 'string' } },
  ];
  const contract = contractOf(
    description({ [path]: { get: { operationId: 'a', parameters, ...ok } } }),
  );
  const { operation } = (await modulesOf(contract)).get('a')!;
  expect(operation.parameters).toMatchObject([{ name: '__proto__', required: true }]);
  expect(Object.keys(operation.requests[0]!.parameters.path)).toEqual(['__proto__']);
});

test('each module has only the schemas that it needs', async () => {
  const operations = Object.fromEntries(
    ['first', 'second'].map((name) => [
      `/${name}`,
      {
        post: {
          ...{ operationId: name, ...ok },
          requestBody: jsonBody({ $ref: `#/components/schemas/${name}` }),
        },
      },
    ]),
  );
  const schemas = {
    shared: { type: 'string', maxLength: 77 },
    first: {
      type: 'object',
      properties: { a: { $ref: '#/components/schemas/shared' } },
      minProperties: 11,
    },
    second: {
      type: 'object',
      properties: { a: { $ref: '#/components/schemas/shared' } },
      minProperties: 22,
    },
  };
  const contract = contractOf(description(operations, { components: { schemas } }));
  const files = await consoleFiles([{ api: 'things', contract }], []);
  const [first, second] = ['/first_', '/second_'].map(
    (name) => [...files].find(([path]) => path.includes(name))![1],
  );
  expect(first).toMatch(/at least 11 members/);
  expect(first).not.toMatch(/at least 22 members/);
  expect(second).toMatch(/at least 22 members/);
  for (const text of [first, second]) expect(text).toMatch(/at most 77 characters/);
});
