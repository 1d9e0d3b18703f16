import { join } from 'node:path';
import { expect, test } from 'vitest';
import { complaintOf, contractOf, description, folderWith } from '../../testing.ts';
import { loadContract } from './load.ts';

const small = { get: { responses: { 200: { description: 'Done.' } } } };

const bad: readonly { text: string; complaint: string; why: string }[] = [
  {
    text: 'swagger: "2.0"\n',
    complaint:
      'openapi.yaml:1: this is a Swagger 2.0 description, which is not read. This makes an OpenAPI description of it: npx @scalar/cli document upgrade ',
    why: 'Swagger 2',
  },
  {
    text: '# title\nopenapi: 4.0.0\n',
    complaint:
      'openapi.yaml:2: this is no OpenAPI 3.0, 3.1 or 3.2 description: "openapi" is "4.0.0".',
    why: 'a later version below a comment',
  },
  {
    text: 'openapi: 3.10.0\n',
    complaint:
      'openapi.yaml:1: this is no OpenAPI 3.0, 3.1 or 3.2 description: "openapi" is "3.10.0".',
    why: 'a later version',
  },
  {
    text: 'openapi: 3.1\n',
    complaint: 'openapi.yaml:1: this is no OpenAPI 3.0, 3.1 or 3.2 description: "openapi" is 3.1.',
    why: 'a version that is a number',
  },
  {
    text: 'name: something\n',
    complaint:
      'openapi.yaml:1: this is no OpenAPI 3.0, 3.1 or 3.2 description: it has no "openapi" member.',
    why: 'another kind of YAML',
  },
  {
    text: 'openapi: 3.1.1\n',
    complaint: 'openapi.yaml: this description has no operation.',
    why: 'no operation',
  },
  {
    text: description({ 'x-extension': { get: {} } }),
    complaint: 'openapi.yaml: this description has no operation.',
    why: 'an extension beside paths is not a path',
  },
  {
    text: description({
      '/a': { get: { ...small.get, 'x-refusals': { invalid: { response: '400', example: 'e' } } } },
    }),
    complaint:
      'openapi.yaml:1: x-refusals.invalid names the response "400", which the operation does not document.',
    why: 'a refusal that is not documented',
  },
  {
    text: description({
      '/a': {
        get: {
          responses: { default: {} },
          'x-refusals': { invalid: { response: 'default', example: 'e' } },
        },
      },
    }),
    complaint:
      'openapi.yaml:1: x-refusals.invalid needs a "status", because its response is default.',
    why: 'a refusal without a status',
  },
];
for (const { text, complaint, why } of bad) {
  test(`complains of ${why}`, () => {
    const folder = folderWith({ 'openapi.yaml': text });
    expect(
      complaintOf(() => loadContract('things', join(folder, 'openapi.yaml')), folder),
    ).toContain(complaint);
  });
}

test('reads operations in the order of the document, methods in that of OpenAPI', () => {
  const { operations } = contractOf(
    description({
      '/b': { post: small.get, get: { ...small.get, operationId: 'readB' } },
      '/a': small,
      'x-other': small,
    }),
  );
  expect(operations.map(({ id, method, path }) => `${id} ${method} ${path}`)).toEqual([
    'readB GET /b',
    'post/b POST /b',
    'get/a GET /a',
  ]);
});

test('reads a path item in another file', () => {
  const contract = contractOf(description({ '/a': { $ref: 'paths/a.yaml' } }), {
    'paths/a.yaml': '# one\nget:\n  operationId: readA\n  responses: {}\n',
  });
  const [operation] = contract.operations;
  expect([operation?.id, operation?.source.pointer, contract.line(operation!.source)]).toEqual([
    'readA',
    '/get',
    2,
  ]);
});

test('a missing path item makes its path unsupported', () => {
  const contract = contractOf(description({ '/a': { $ref: 'nowhere.yaml' }, '/b': small }));
  expect(contract.operations.map(({ path }) => path)).toEqual(['/b']);
  expect(contract.unsupported.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(
      /^\/a: this \$ref can't be read: .*nowhere\.yaml: there is no such file\.$/,
    ),
  ]);
});

test('a duplicate operationId names the first operation only', () => {
  const get = { ...small.get, operationId: 'same' };
  expect(
    contractOf(description({ '/a': { get }, '/b': { get } })).operations.map(({ id }) => id),
  ).toEqual(['same', 'get/b']);
});

const versions = ['3.0.0', '3.0.4', '3.1.0', '3.1.2', '3.2.0'];
for (const openapi of versions)
  test(`reads OpenAPI ${openapi}`, () =>
    expect(contractOf(description({ '/a': small }, { openapi })).operations).toHaveLength(1));

test('reports methods that OpenAPI 3.2 adds as not supported', () => {
  const contract = contractOf(
    description(
      { '/a': { ...small, query: small.get, additionalOperations: { LINK: small.get } } },
      { openapi: '3.2.0' },
    ),
  );
  expect(contract.unsupported.map(({ reason }) => reason)).toEqual([
    'QUERY /a: the method QUERY is not supported',
    'LINK /a: the method LINK is not supported',
  ]);
});
