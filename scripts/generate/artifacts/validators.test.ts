import { beforeAll, expect, test } from 'vitest';
import { contractOf, description } from '../../../conformance/testing.ts';
import type { OperationValidators } from '../../frontend/validators.ts';
import { loaded } from './testing.ts';
import { validators } from './validators.ts';

const content = (schema: object, mediaType = 'application/json') => ({
  description: 'One of them.',
  content: { [mediaType]: { schema } },
});
const thing = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', minLength: 2, pattern: '^[a-z]+$' },
    'a/b': { enum: ['x', 1, null, { deep: true }] },
    parts: { type: 'array', items: { $ref: '#/components/schemas/Thing' }, uniqueItems: true },
    secret: { type: 'string', writeOnly: true },
    at: { type: 'string', format: 'date-time' },
    price: { type: 'number', multipleOf: 0.01 },
  },
  additionalProperties: false,
};
const put = {
  operationId: 'put',
  parameters: [
    { name: 'id', in: 'path', required: true, schema: { type: 'integer' } },
    { name: 'X-Trace', in: 'header', required: true, schema: { type: 'string', format: 'uuid' } },
    { name: 'page', in: 'query', schema: { type: 'integer', exclusiveMinimum: 0 } },
  ],
  requestBody: {
    content: {
      'text/plain': { schema: { type: 'string', maxLength: 3 } },
      'application/json': { schema: { $ref: '#/components/schemas/Thing' } },
      'application/octet-stream': { schema: { type: 'string', format: 'binary' } },
    },
  },
  responses: {
    200: content({ $ref: '#/components/schemas/Thing' }),
    204: { description: 'Nothing.' },
    '4XX': content({ type: 'object', required: ['error'] }),
    default: content({ type: 'integer' }, 'application/problem+json'),
  },
};

type Module = { readonly put: OperationValidators<unknown> };
let requestBody: (body: unknown, mediaType?: string) => boolean;
let made: Module['put'];

beforeAll(async () => {
  const components = { components: { schemas: { Thing: thing } } };
  const module = await loaded<Module>(
    validators,
    contractOf(description({ '/things/{id}': { put } }, components)),
  );
  made = module.put;
  requestBody = made.requestBody as typeof requestBody;
});

/** "pointer message" of each violation. */
const said = (violations: readonly { readonly pointer: string; readonly message: string }[]) =>
  violations.map(({ pointer, message }) => `${pointer} ${message}`);

test('a value that keeps all rules has no violation', () => {
  const value = { name: 'ab', 'a/b': { deep: true }, parts: [{ name: 'cd' }], price: 19.99 };
  expect(requestBody({ ...value, secret: 'only in requests' })).toBe(true);
  expect(made.response(200, { ...value, at: '2024-02-29t12:00:00z' })).toBe(true);
  expect(made.response.violations(200, value)).toEqual([]);
});

test('each broken rule is told with its place, also in what is referred to', () => {
  const part = { name: 'A' };
  const value = {
    'a/b': 2,
    parts: [part, part, 7],
    secret: 'x',
    other: 1,
    at: '2024',
    price: 0.001,
  };
  expect(said(made.response.violations(200, value)).toSorted()).toEqual([
    '/at must match format "date-time"',
    '/a~1b must be one of "x", 1, null, {"deep":true}',
    '/name must be present',
    '/other must not be present: it is not documented',
    '/parts must have unique elements',
    '/parts/0/name must have at least 2 characters',
    '/parts/0/name must match pattern "^[a-z]+$"',
    '/parts/1/name must have at least 2 characters',
    '/parts/1/name must match pattern "^[a-z]+$"',
    '/parts/2 must be object',
    '/price must be a multiple of 0.01',
    '/secret must not be in a response: it is write-only',
  ]);
});

test('violations are those of the last value only', () => {
  expect(made.response(200, {})).toBe(false);
  expect(made.response.violations(200, { name: 'ab' })).toEqual([]);
  expect(said(made.response.violations(200, { name: 'a' }))).toEqual([
    '/name must have at least 2 characters',
  ]);
});

test('a response is judged by its status, else its range, else the default', () => {
  expect(made.response(404, { error: 'none' })).toBe(true);
  expect(made.response(404, {})).toBe(false);
  expect(made.response(500, 7)).toBe(true);
  expect(made.response(500, {})).toBe(false);
  // nothing is said of its body
  expect(made.response(204, undefined)).toBe(true);
});

test('a body is judged by its media type, by default as JSON', () => {
  expect(requestBody('abc')).toBe(false);
  expect(requestBody('abc', 'text/plain; charset=utf-8')).toBe(true);
  expect(requestBody('abcd', 'text/plain')).toBe(false);
  // a file is no value
  expect(requestBody(new Blob(), 'application/octet-stream')).toBe(true);
});

test('parameters are judged together', () => {
  const header = { 'X-Trace': '9b2e7f04-1c3d-4e5f-8a6b-7c8d9e0f1a2b' };
  expect(made.parameters({ path: { id: 1 }, header })).toBe(true);
  expect(said(made.parameters.violations({ path: { id: '1' }, query: { page: 0 } }))).toEqual([
    '/header must be present',
    '/path/id must be integer',
    '/query/page must be more than 0',
  ]);
});

test('an operation may have a name that the module uses itself', async () => {
  const operationIds = ['fail', 'escape', 'validate0', 'paths', 'validatorsOf'];
  const schema = { type: 'object', required: ['a'], additionalProperties: { type: 'string' } };
  const named = operationIds.map((operationId) => [
    `/${operationId}`,
    { get: { operationId, responses: { 200: content(schema) } } },
  ]);
  const contract = contractOf(description(Object.fromEntries(named)));
  const module = await loaded<Record<string, Module['put']>>(validators, contract);
  for (const id of operationIds)
    expect(said(module[id]!.response.violations(200, { b: 1 }))).toEqual([
      '/a must be present',
      '/b must be string',
    ]);
});
