import { join } from 'node:path';
import { expect, test } from 'vitest';
import { complaintOf, contractOf, description, folderWith } from '../../testing.ts';
import { loadContract } from './load.ts';

const small = { get: { responses: { 200: { description: 'Done.' } } } };

test('tells once of a pattern that can judge nothing, with its line', () => {
  const post = (schema: object) => ({
    post: { requestBody: { content: { 'application/json': { schema } } }, responses: {} },
  });
  const contract = contractOf(
    description({
      '/a': post({ properties: { a: { pattern: '\\Aa\\z' }, b: { pattern: '^b\\-$' } } }),
      '/b': post({ patternProperties: { 'a++': { pattern: '\\Aa\\z' } } }),
      '/c': post({ example: { pattern: '(' }, properties: { pattern: { const: 'x' } } }),
    }),
    {},
  );
  expect(contract.operations).toHaveLength(3);
  expect(contract.notes).toMatchObject([
    {
      source: { pointer: expect.stringMatching(/~1a.*properties\/a\/pattern$/) as string },
      reason:
        "the pattern \\Aa\\z is not judged, because JavaScript can't read it (invalid escape)",
    },
    { source: { pointer: expect.stringMatching(/~1b.*\/patternProperties\/a\+\+$/) as string } },
  ]);
});

test('tells of a pattern when it can no longer judge a text', () => {
  const pattern = 'b[ab]{900}(b[ab]){900}c';
  const contract = contractOf(
    description({
      '/a': {
        post: {
          requestBody: { content: { 'application/json': { schema: { pattern } } } },
          responses: {},
        },
      },
    }),
    {},
  );
  expect(contract.notes).toEqual([]);
  let random = 1;
  const text = Array.from({ length: 100_000 }, () => {
    random = (random * 48_271) % 2_147_483_647;
    return random % 2 === 0 ? 'a' : 'b';
  }).join('');
  const { schema } = contract.operations[0]!.requestBody!.content[0]!;
  for (const more of ['', 'a']) schema!.validate(`${text}${more}`);
  expect(contract.notes).toHaveLength(1);
});

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

const get = (operationId: string) => ({ ...small.get, operationId });
const tenant = { name: 'x-tenant', in: 'header', required: true, schema: { type: 'string' } };
const read = (paths: object, files: { readonly [name: string]: string } = {}, more = {}) => {
  const { operations, unsupported, notes } = contractOf(description(paths, more), files);
  return {
    operations: operations.map(({ id, path, parameters }) =>
      [id, path, ...parameters.map(({ name }) => name)].join(' '),
    ),
    unsupported: unsupported.map(({ reason }) => reason),
    notes: notes.map(({ reason }) => reason),
  };
};

test.for(['3.0.3', '3.1.1'])('%s: what stands beside the $ref of a path item counts', (openapi) => {
  const paths = {
    '/a': { $ref: 'a.json#/item', post: get('write'), parameters: [tenant] },
    '/b': { $ref: '#/paths/~1a', put: get('replace') },
  };
  const files = {
    'a.json': JSON.stringify({
      item: { $ref: '#/other', get: get('read') },
      other: { delete: get('remove') },
    }),
  };
  expect(read(paths, files, { openapi })).toEqual({
    operations: [
      'read /a x-tenant',
      'write /a x-tenant',
      'remove /a x-tenant',
      'get/b /b x-tenant',
      'replace /b x-tenant',
      'post/b /b x-tenant',
      'delete/b /b x-tenant',
    ],
    unsupported: [],
    notes: [],
  });
});

test('what a path item and the target of its $ref both have is told, once', () => {
  const { operations, notes } = read({
    '/a': { $ref: '#/paths/~1b', get: get('own'), 'x-more': 1, parameters: [tenant] },
    '/b': { get: get('other'), 'x-more': 2, parameters: [{ ...tenant, name: 'x-other' }] },
  });
  expect(operations).toEqual(['own /a x-other x-tenant', 'other /b x-other']);
  expect(notes).toEqual([
    expect.stringContaining('/a: get, parameters: this stands beside the $ref and in'),
  ]);
});

test('without the path item that a $ref leads to, nothing of the path is tested', () => {
  const { operations, unsupported } = read({
    '/a': { $ref: 'nowhere.yaml', get: get('own'), post: get('other') },
    '/b': { get: get('beside') },
  });
  expect(operations).toEqual(['beside /b']);
  expect(unsupported).toEqual([
    expect.stringMatching(
      /^own: this \$ref can't be read: .*nowhere\.yaml: there is no such file\.$/,
    ),
    expect.stringMatching(/^other: this \$ref can't be read: /),
  ]);
});

test.for(['3.0.0', '3.1.1'])(
  '%s: an operation that is a reference is followed, with a note',
  (openapi) => {
    const paths = {
      '/a': { post: { $ref: 'op.json' }, get: { $ref: '#/components/x-operations/one' } },
      '/b': { get: { $ref: 'nowhere.json' } },
      '/c': { get: { $ref: '#/paths/~1c/get' } },
      '/d': { get: get('beside') },
    };
    const components = {
      'x-operations': { one: { $ref: '#/components/x-operations/two' }, two: get('second') },
    };
    const files = { 'op.json': JSON.stringify({ ...get('create'), parameters: [tenant] }) };
    const { operations, unsupported, notes } = read(paths, files, { openapi, components });
    expect(operations).toEqual(['second /a', 'create /a x-tenant', 'beside /d']);
    expect(unsupported).toEqual([
      expect.stringContaining('nowhere.json: there is no such file.'),
      'get/c: this $ref leads back to itself.',
    ]);
    expect(notes).toEqual([
      expect.stringContaining('second: OpenAPI does not allow a $ref in the place of an operation'),
      expect.stringContaining('create: OpenAPI does not allow'),
    ]);
  },
);

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
