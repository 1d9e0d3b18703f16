import { join } from 'node:path';
import { expect, test } from 'vitest';
import { complaintOf, contractOf, description, folderWith, jsonBody, operationOf } from '../testing.ts';
import { loadContract } from './load.ts';

const small = { get: { responses: { 200: { description: 'Done.' } } } };

const bad: readonly { text: string; complaint: string; why: string }[] = [
  { text: 'swagger: "2.0"\n', complaint: 'openapi.yaml:1: this is no OpenAPI 3.1 description: it has no "openapi" member.', why: 'Swagger 2' },
  { text: 'openapi: 3.0.3\n', complaint: 'openapi.yaml:1: this is no OpenAPI 3.1 description: "openapi" is "3.0.3".', why: 'OpenAPI 3.0' },
  { text: '# title\nopenapi: 3.0.3\n', complaint: 'openapi.yaml:2: this is no OpenAPI 3.1 description', why: 'OpenAPI 3.0 below a comment' },
  { text: 'openapi: 3.10.0\n', complaint: 'openapi.yaml:1: this is no OpenAPI 3.1 description: "openapi" is "3.10.0".', why: 'a later version' },
  { text: 'openapi: 3.1\n', complaint: 'openapi.yaml:1: this is no OpenAPI 3.1 description: "openapi" is 3.1.', why: 'a version that is a number' },
  { text: 'name: something\n', complaint: 'openapi.yaml:1: this is no OpenAPI 3.1 description: it has no "openapi" member.', why: 'another kind of YAML' },
  { text: 'openapi: 3.1.1\n', complaint: 'openapi.yaml: this description has no operation.', why: 'no operation' },
  { text: description({ 'x-extension': { get: {} } }), complaint: 'openapi.yaml: this description has no operation.', why: 'an extension is no path' },
  { text: description({ '/a': { get: { ...small.get, security: [{ key: [] }] } } }), complaint: 'openapi.yaml:1: the security scheme "key" is not among components.securitySchemes.', why: 'an unknown security scheme' },
  { text: description({ '/a': { get: { ...small.get, 'x-refusals': { invalid: { response: '400', example: 'e' } } } } }), complaint: 'openapi.yaml:1: x-refusals.invalid names the response "400", which the operation does not document.', why: 'a refusal that is not documented' },
  { text: description({ '/a': { get: { responses: { default: {} }, 'x-refusals': { invalid: { response: 'default', example: 'e' } } } } }), complaint: 'openapi.yaml:1: x-refusals.invalid needs a "status", because its response is default.', why: 'a refusal without a status' },
];
for (const { text, complaint, why } of bad) {
  test(`complains of ${why}`, () => {
    const folder = folderWith({ 'openapi.yaml': text });
    expect(complaintOf(() => loadContract('things', join(folder, 'openapi.yaml')), folder)).toContain(complaint);
  });
}

test('reads operations in the order of the document, methods in that of OpenAPI', () => {
  const { operations } = contractOf(description({ '/b': { post: small.get, get: { ...small.get, operationId: 'readB' } }, '/a': small, 'x-other': small }));
  expect(operations.map(({ id, method, path }) => `${id} ${method} ${path}`)).toEqual(['readB GET /b', 'post/b POST /b', 'get/a GET /a']);
});

test('a path item may stand in another file', () => {
  const contract = contractOf(description({ '/a': { $ref: 'paths/a.yaml' } }), { 'paths/a.yaml': '# one\nget:\n  operationId: readA\n  responses: {}\n' });
  const [operation] = contract.operations;
  expect([operation?.id, operation?.source.pointer, contract.line(operation!.source)]).toEqual(['readA', '/get', 2]);
});

test("an operation's parameter replaces that of its path item", () => {
  const parameter = (description: string, more: object = {}) => ({ name: 'limit', in: 'query', schema: { type: 'integer' }, description, ...more });
  const item = { parameters: [parameter('of the path'), { name: 'limit', in: 'header', schema: {} }], get: { ...small.get, parameters: [parameter('of the operation', { required: true })] } };
  const [operation] = contractOf(description({ '/a': item })).operations;
  expect(operation?.parameters.map((read) => [read.in, read.name, read.required])).toEqual([['query', 'limit', true], ['header', 'limit', false]]);
});

const defaults = [
  { in: 'query', style: 'form', explode: true },
  { in: 'cookie', style: 'form', explode: true },
  { in: 'path', style: 'simple', explode: false },
  { in: 'header', style: 'simple', explode: false },
];
for (const { in: place, ...expected } of defaults) {
  test(`a ${place} parameter has the style ${expected.style}`, () => {
    const [parameter] = operationOf({ parameters: [{ name: 'a', in: place, required: true, schema: {} }] }, {}, '/things/{a}').parameters;
    expect(parameter).toMatchObject(expected);
  });
}

test('Accept, Content-Type and Authorization are no parameters', () => {
  const names = ['Accept', 'content-type', 'AUTHORIZATION', 'X-Accept'];
  expect(operationOf({ parameters: names.map((name) => ({ name, in: 'header', schema: {} })) }).parameters.map(({ name }) => name)).toEqual(['X-Accept']);
});

const schemes = { securitySchemes: { key: { type: 'apiKey', in: 'query', name: 'k' }, login: { type: 'http', scheme: 'Bearer' } } };
for (const { security, global, read, why } of [
  { security: undefined, global: undefined, read: [], why: 'nothing is said' },
  { security: undefined, global: [{ key: [] }], read: [['key']], why: 'the description says it for all' },
  { security: [], global: [{ key: [] }], read: [], why: 'the operation needs none' },
  { security: [{}, { key: [] }], global: undefined, read: [[], ['key']], why: 'credentials are optional' },
  { security: [{ key: [], login: [] }, { login: [] }], global: undefined, read: [['key', 'login'], ['login']], why: 'there are alternatives' },
]) {
  test(`security where ${why}`, () => {
    const operation = operationOf(security ? { security } : {}, { components: schemes, ...(global ? { security: global } : {}) });
    expect(operation.security.map((alternative) => alternative.map(({ name }) => name))).toEqual(read);
  });
}

test('reads security schemes', () => {
  expect(operationOf({ security: [{ key: [], login: [] }] }, { components: schemes }).security[0]).toMatchObject([
    { name: 'key', type: 'apiKey', in: 'query', parameter: 'k' },
    { name: 'login', type: 'http', scheme: 'bearer' },
  ]);
});

test('reads examples: named ones, else the one', () => {
  const read = (more: object) => operationOf({ requestBody: jsonBody({}, more) }, { components: { examples: { shared: { value: 3 } } } }).requestBody!.content[0]!.examples.map(({ name, value }) => [name, value]);
  expect(read({ examples: { a: { value: { $ref: '#/data' } }, b: { $ref: '#/components/examples/shared' }, c: { externalValue: 'https://example.com' } }, example: 4 })).toEqual([['a', { $ref: '#/data' }], ['b', 3]]);
  expect(read({ example: null })).toEqual([['example', null]]);
  expect(read({})).toEqual([]);
});

test('reads x-refusals, x-echo and x-source', () => {
  const operation = operationOf({
    'x-source': [{ strength: 'documented', document: 'a-page' }, { strength: 'vendor', document: 'a-client' }],
    'x-refusals': { invalid: { response: 202, example: 'no' }, malformed: { response: 'default', example: 'no', status: 400 } },
    responses: { 200: { description: 'Done.', ...jsonBody({}, { 'x-echo': { '/id': '$request.body#/id' } }) }, 202: {}, default: {} },
  });
  expect(operation.evidence).toBe('documented (a-page), vendor (a-client)');
  expect([...operation.refusals].map(([kind, { status, response, example }]) => [kind, status, response.status, example])).toEqual([['invalid', 202, '202', 'no'], ['malformed', 400, 'default', 'no']]);
  expect([...operation.responses.find(({ status }) => status === '200')!.content[0]!.echo]).toEqual([['/id', '$request.body#/id']]);
});

test('the evidence for a place is the x-source nearest above it', () => {
  const properties = { a: { type: 'string', 'x-source': { strength: 'observed', document: 'a-call' } }, b: { type: 'string' } };
  const contract = contractOf(description({ '/a': { post: { 'x-source': { strength: 'documented', document: 'a-page' }, requestBody: jsonBody({ properties }), responses: {} } } }));
  const [one, other] = contract.operations[0]!.requestBody!.content[0]!.schema!.validate({ a: 1, b: 1 });
  expect([contract.evidence(one!.source), contract.evidence(other!.source)]).toEqual(['observed (a-call)', 'documented (a-page)']);
});

const unsupported: readonly { node: object; reason: string | undefined; why: string }[] = [
  { node: { parameters: [{ name: 'a', in: 'query', style: 'deepObject', schema: {} }] }, reason: 'the query parameter a has style deepObject', why: 'a style' },
  { node: { parameters: [{ name: 'a', in: 'query', content: { 'application/json': { schema: {} } } }] }, reason: 'the query parameter a has style content', why: 'a parameter with a media type' },
  { node: { requestBody: { required: true, content: { 'text/csv': {} } } }, reason: 'its request body is text/csv; only JSON is supported yet', why: 'a body that is no JSON' },
  { node: { requestBody: { content: { 'text/csv': {} } } }, reason: undefined, why: 'an optional body that is no JSON' },
  { node: { requestBody: { required: true, content: { 'text/csv': {}, 'application/vnd.x+json': {} } } }, reason: undefined, why: 'a body that is JSON too' },
];
for (const { node, reason, why } of unsupported) {
  test(`${why} is ${reason ? 'said to be not supported' : 'supported'}`, () => {
    const contract = contractOf(description({ '/a': { post: { operationId: 'a', ...node, responses: {} } } }));
    expect(contract.operations).toHaveLength(reason ? 0 : 1);
    if (reason) expect(contract.unsupported[0]?.reason).toContain(reason);
  });
}
