import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  complaintOf,
  contractOf,
  description,
  folderWith,
  jsonBody,
  operationOf,
} from '../../testing.ts';
import { loadContract } from './load.ts';

const small = { get: { responses: { 200: { description: 'Done.' } } } };

const bad: readonly { text: string; complaint: string; why: string }[] = [
  {
    text: 'swagger: "2.0"\n',
    complaint:
      'openapi.yaml:1: this is a Swagger 2.0 description, which is not read. Convert it to OpenAPI 3 first',
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
    why: 'an extension is no path',
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

test('a path item may stand in another file', () => {
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

test("an operation's parameter replaces that of its path item", () => {
  const parameter = (description: string, more: object = {}) => ({
    name: 'limit',
    in: 'query',
    schema: { type: 'integer' },
    description,
    ...more,
  });
  const item = {
    parameters: [parameter('of the path'), { name: 'limit', in: 'header', schema: {} }],
    get: { ...small.get, parameters: [parameter('of the operation', { required: true })] },
  };
  const [operation] = contractOf(description({ '/a': item })).operations;
  expect(operation?.parameters.map((read) => [read.in, read.name, read.required])).toEqual([
    ['query', 'limit', true],
    ['header', 'limit', false],
  ]);
});

const defaults = [
  { in: 'query', style: 'form', explode: true },
  { in: 'cookie', style: 'form', explode: true },
  { in: 'path', style: 'simple', explode: false },
  { in: 'header', style: 'simple', explode: false },
];
for (const { in: place, ...expected } of defaults) {
  test(`a ${place} parameter has the style ${expected.style}`, () => {
    const [parameter] = operationOf(
      { parameters: [{ name: 'a', in: place, required: true, schema: {} }] },
      {},
      place === 'path' ? '/things/{a}' : '/things',
    ).parameters;
    expect(parameter).toMatchObject(expected);
  });
}

test('Accept, Content-Type and Authorization are no parameters', () => {
  const names = ['Accept', 'content-type', 'AUTHORIZATION', 'X-Accept'];
  expect(
    operationOf({
      parameters: names.map((name) => ({ name, in: 'header', schema: {} })),
    }).parameters.map(({ name }) => name),
  ).toEqual(['X-Accept']);
});

const schemes = {
  securitySchemes: {
    key: { type: 'apiKey', in: 'query', name: 'k' },
    login: { type: 'http', scheme: 'Bearer' },
  },
};
for (const { security, global, read, why } of [
  { security: undefined, global: undefined, read: [], why: 'nothing is said' },
  {
    security: undefined,
    global: [{ key: [] }],
    read: [['key']],
    why: 'the description says it for all',
  },
  { security: [], global: [{ key: [] }], read: [], why: 'the operation needs none' },
  {
    security: [{}, { key: [] }],
    global: undefined,
    read: [[], ['key']],
    why: 'credentials are optional',
  },
  {
    security: [{ key: [], login: [] }, { login: [] }],
    global: undefined,
    read: [['key', 'login'], ['login']],
    why: 'there are alternatives',
  },
]) {
  test(`security where ${why}`, () => {
    const operation = operationOf(security ? { security } : {}, {
      components: schemes,
      ...(global ? { security: global } : {}),
    });
    expect(operation.security.map((alternative) => alternative.map(({ name }) => name))).toEqual(
      read,
    );
  });
}

test('reads security schemes', () => {
  expect(
    operationOf({ security: [{ key: [], login: [] }] }, { components: schemes }).security[0],
  ).toMatchObject([
    { name: 'key', type: 'apiKey', in: 'query', parameter: 'k' },
    { name: 'login', type: 'http', scheme: 'bearer' },
  ]);
});

test('reads examples: named ones, else the one', () => {
  const read = (more: object) =>
    operationOf(
      { requestBody: jsonBody({}, more) },
      { components: { examples: { shared: { value: 3 } } } },
    ).requestBody!.content[0]!.examples.map(({ name, value }) => [name, value]);
  expect(
    read({
      examples: {
        a: { value: { $ref: '#/data' } },
        b: { $ref: '#/components/examples/shared' },
        c: { externalValue: 'https://example.com' },
      },
      example: 4,
    }),
  ).toEqual([
    ['a', { $ref: '#/data' }],
    ['b', 3],
  ]);
  expect(read({ example: null })).toEqual([['example', null]]);
  expect(read({})).toEqual([]);
});

test('reads x-refusals, x-echo and x-source', () => {
  const operation = operationOf({
    'x-source': [
      { strength: 'documented', document: 'a-page' },
      { strength: 'vendor', document: 'a-client' },
    ],
    'x-refusals': {
      invalid: { response: 202, example: 'no' },
      malformed: { response: 'default', example: 'no', status: 400 },
    },
    responses: {
      200: { description: 'Done.', ...jsonBody({}, { 'x-echo': { '/id': '$request.body#/id' } }) },
      202: {},
      default: {},
    },
  });
  expect(operation.evidence).toBe('documented (a-page), vendor (a-client)');
  expect(
    [...operation.refusals].map(([kind, { status, response, example }]) => [
      kind,
      status,
      response.status,
      example,
    ]),
  ).toEqual([
    ['invalid', 202, '202', 'no'],
    ['malformed', 400, 'default', 'no'],
  ]);
  expect([...operation.responses.find(({ status }) => status === '200')!.content[0]!.echo]).toEqual(
    [['/id', '$request.body#/id']],
  );
});

test('the evidence for a place is the x-source nearest above it', () => {
  const properties = {
    a: { type: 'string', 'x-source': { strength: 'observed', document: 'a-call' } },
    b: { type: 'string' },
  };
  const contract = contractOf(
    description({
      '/a': {
        post: {
          'x-source': { strength: 'documented', document: 'a-page' },
          requestBody: jsonBody({ properties }),
          responses: {},
        },
      },
    }),
  );
  const [one, other] = contract.operations[0]!.requestBody!.content[0]!.schema!.validate({
    a: 1,
    b: 1,
  });
  expect([contract.evidence(one!.source), contract.evidence(other!.source)]).toEqual([
    'observed (a-call)',
    'documented (a-page)',
  ]);
});

const param = (more: object) => ({ parameters: [{ name: 'a', in: 'query', schema: {}, ...more }] });
const unsupported: readonly { node: object; reason: string; why: string; path?: string }[] = [
  {
    node: param({ style: 'matrix' }),
    reason: 'the query parameter a has style matrix, which is not supported',
    why: 'a style of another place',
  },
  {
    node: { parameters: [{ name: 'a', in: 'query', content: { 'text/csv': { schema: {} } } }] },
    reason: 'the query parameter a has the media type text/csv',
    why: 'a parameter with a media type that is no JSON',
  },
  {
    node: { requestBody: { required: true, content: { 'text/csv': {} } } },
    reason: 'its request body is text/csv; JSON, forms, multipart and plain text are supported',
    why: 'a body of another media type',
  },
  {
    node: { requestBody: { required: true } },
    reason: 'its request body is of no media type',
    why: 'a body without content',
  },
  {
    node: param({ name: 7 }),
    reason: 'this parameter needs a "name"',
    why: 'a parameter without a name',
  },
  {
    node: param({ in: 'body' }),
    reason: 'this parameter needs a "name", and an "in"',
    why: 'a parameter in a strange place',
  },
  {
    node: param({ $ref: '#/components/parameters/Nothing' }),
    reason: 'this $ref points to nothing',
    why: 'a parameter that is not there',
  },
  {
    node: { security: [{ key: [] }] },
    reason: 'the security scheme "key" is not among components.securitySchemes',
    why: 'a security scheme that is not there',
  },
  {
    node: { requestBody: jsonBody({ items: { $ref: '#/components/schemas/Pet' } }) },
    reason: '$ref "https://nowhere.example.com/owner.json" points to the network',
    why: 'a schema that needs one that needs the network',
  },
  {
    node: {},
    path: '/a/{id}',
    reason: 'its path has {id}, and no path parameter of that name is defined',
    why: 'a path parameter that is not there',
  },
];
for (const { node, reason, why, path = '/a' } of unsupported) {
  test(`${why} takes out the operation, and no other`, () => {
    const components = {
      schemas: {
        Pet: { properties: { owner: { $ref: 'https://nowhere.example.com/owner.json' } } },
      },
    };
    const contract = contractOf(
      description(
        {
          '/other': { get: { operationId: 'other', responses: {} } },
          [path]: { post: { operationId: 'a', ...node, responses: {} } },
        },
        { components },
      ),
    );
    expect(contract.operations.map(({ id }) => id)).toEqual(['other']);
    expect(contract.unsupported.map((entry) => entry.reason)).toEqual([
      expect.stringContaining(`a: `),
    ]);
    expect(contract.unsupported[0]!.reason).toContain(reason);
    expect(contract.line(contract.unsupported[0]!.source)).toBe(1);
  });
}

const supported: readonly { node: object; said: readonly string[]; why: string; path?: string }[] =
  [
    { node: param({ style: 'deepObject' }), said: [], why: 'deepObject' },
    { node: param({ style: 'pipeDelimited' }), said: [], why: 'pipeDelimited' },
    { node: param({ style: 'spaceDelimited' }), said: [], why: 'spaceDelimited' },
    {
      node: param({ in: 'path', style: 'label', required: true }),
      path: '/a/{a}',
      said: [],
      why: 'label',
    },
    {
      node: param({ in: 'path', style: 'matrix', required: true }),
      path: '/a/{a}',
      said: [],
      why: 'matrix',
    },
    {
      node: {
        parameters: [{ name: 'a', in: 'query', content: { 'application/json': { schema: {} } } }],
      },
      said: [],
      why: 'a parameter that is JSON',
    },
    {
      node: { requestBody: { content: { 'text/csv': {} } } },
      said: [
        'a: its request body as text/csv is not tried; JSON, forms, multipart and plain text are',
      ],
      why: 'an optional body of another media type',
    },
    {
      node: {
        requestBody: { required: true, content: { 'image/png': {}, 'application/vnd.x+json': {} } },
      },
      said: [
        'a: its request body as image/png is not tried; JSON, forms, multipart and plain text are',
      ],
      why: 'a body that is JSON too',
    },
    ...[
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'text/plain; charset=utf-8',
    ].map((name) => ({
      node: { requestBody: { required: true, content: { [name]: {} } } },
      said: [],
      why: name,
    })),
    {
      node: { 'x-other': { $ref: 'nowhere.yaml' } },
      said: [],
      why: 'an extension that looks like a broken reference',
    },
    {
      node: { responses: null, parameters: 7, summary: 3, tags: {} },
      said: [],
      why: 'what is odd and not needed',
    },
  ];
for (const { node, said, why, path = '/a' } of supported) {
  test(`${why} is supported`, () => {
    const contract = contractOf(
      description({ [path]: { post: { operationId: 'a', responses: {}, ...node } } }),
    );
    expect(contract.operations).toHaveLength(1);
    expect(contract.unsupported.map(({ reason }) => reason)).toEqual(said);
  });
}

test('a path item that is not there takes out its path', () => {
  const contract = contractOf(description({ '/a': { $ref: 'nowhere.yaml' }, '/b': small }));
  expect(contract.operations.map(({ path }) => path)).toEqual(['/b']);
  expect(contract.unsupported.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(
      /^\/a: this \$ref can't be read: .*nowhere\.yaml: there is no such file\.$/,
    ),
  ]);
});

test('an operationId that is there twice names the first operation', () => {
  const get = { ...small.get, operationId: 'same' };
  expect(
    contractOf(description({ '/a': { get }, '/b': { get } })).operations.map(({ id }) => id),
  ).toEqual(['same', 'get/b']);
});

const versions = ['3.0.0', '3.0.4', '3.1.0', '3.1.2', '3.2.0'];
for (const openapi of versions)
  test(`reads OpenAPI ${openapi}`, () =>
    expect(contractOf(description({ '/a': small }, { openapi })).operations).toHaveLength(1));

test('methods that OpenAPI 3.2 adds are said to be not supported', () => {
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

test('reads the header fields of a response', () => {
  const headers = {
    'X-Rate': { required: true, schema: { type: 'integer' } },
    'content-type': { schema: {} },
    'X-Ref': { $ref: '#/components/headers/Ref' },
    'X-Json': { content: { 'application/json': { schema: { type: 'object' } } } },
  };
  const operation = operationOf(
    { responses: { 200: { headers } } },
    { components: { headers: { Ref: { schema: { type: 'string' }, example: 'a' } } } },
  );
  const [rate, ref, json, ...more] = operation.responses[0]!.headers;
  expect(more).toEqual([]);
  expect(rate).toMatchObject({
    name: 'X-Rate',
    required: true,
    parameter: { name: 'X-Rate', in: 'header', style: 'simple', explode: false },
    source: { pointer: '/paths/~1things/post/responses/200/headers/X-Rate' },
  });
  expect(rate!.parameter.schema.validate('a').map(({ keyword }) => keyword)).toEqual(['type']);
  expect(ref).toMatchObject({
    name: 'X-Ref',
    required: false,
    parameter: { examples: [{ value: 'a' }] },
  });
  expect(json).toMatchObject({ parameter: { style: 'content', mediaType: 'application/json' } });
});

test('reads the media type of a parameter, and its examples', () => {
  const [parameter] = operationOf({
    parameters: [
      {
        name: 'a',
        in: 'query',
        content: { 'application/json': { schema: { type: 'object' }, example: { b: 1 } } },
      },
    ],
  }).parameters;
  expect(parameter).toMatchObject({
    style: 'content',
    mediaType: 'application/json',
    examples: [{ value: { b: 1 } }],
  });
  expect(parameter!.schema.validate(1)).toHaveLength(1);
});

test('reads how the members of a form are written', () => {
  const body = {
    content: {
      'multipart/form-data': {
        schema: {},
        encoding: { a: { contentType: 'image/png' }, b: { style: 'form', explode: false }, c: 7 },
      },
    },
  };
  expect([...operationOf({ requestBody: body }).requestBody!.content[0]!.encoding]).toEqual([
    ['a', { contentType: 'image/png' }],
    ['b', { style: 'form', explode: false }],
    ['c', {}],
  ]);
});

const id = [{ name: 'id', in: 'path', required: true, schema: {} }];
const path = (...methods: string[]) => ({
  parameters: id,
  ...Object.fromEntries(methods.map((method) => [method, { responses: {} }])),
});
const others: readonly {
  paths: { readonly [path: string]: object };
  found: readonly string[];
  why: string;
}[] = [
  {
    paths: { '/a': path('get', 'post') },
    found: ['PUT,PATCH,DELETE', ''],
    why: 'on the first operation of a path item only',
  },
  {
    paths: { '/a': path('get', 'put', 'post', 'patch', 'delete') },
    found: ['', '', '', '', ''],
    why: 'none where all are documented',
  },
  {
    paths: { '/a': path('head', 'options') },
    found: ['GET,PUT,POST,PATCH,DELETE', ''],
    why: 'never OPTIONS, HEAD or TRACE',
  },
  {
    paths: { '/pets/mine': path('get', 'put'), '/pets/{id}': path('get', 'delete') },
    found: ['POST,PATCH', '', 'POST,PATCH', ''],
    why: 'templates that overlap answer for each other',
  },
  {
    paths: { '/pets/{id}': path('get'), '/pets/{id}/x': path('put'), '/cats/{id}': path('post') },
    found: ['PUT,POST,PATCH,DELETE', 'GET,POST,PATCH,DELETE', 'GET,PUT,PATCH,DELETE'],
    why: 'templates that do not overlap',
  },
  {
    paths: { '/a/{id}': { ...path('get'), put: { responses: {}, parameters: [{}] } } },
    found: ['POST,PATCH,DELETE'],
    why: 'an operation that is not supported is documented',
  },
];
for (const { paths, found, why } of others) {
  test(`other methods: ${why}`, () => {
    expect(
      contractOf(description(paths)).operations.map(({ otherMethods }) => otherMethods.join()),
    ).toEqual(found);
  });
}
