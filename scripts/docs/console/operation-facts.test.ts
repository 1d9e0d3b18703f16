import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadContract } from '../../../conformance/core/contract/load.ts';
import type { Operation } from '../../../conformance/core/contract/model.ts';
import { contractOf, description, jsonBody } from '../../../conformance/testing.ts';
import { operationFacts } from './operation-facts.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const mixin = loadContract('mixin', join(root, 'spec', 'mixin', 'openapi.yaml'));

const unjudged = (operation: Operation) => ({ operation, responses: [] });

function factsOf(operation: object, more: object = {}, path = '/things') {
  const post = { responses: { 200: { description: 'Done.' } }, ...operation };
  const contract = contractOf(description({ [path]: { post } }, more));
  return operationFacts(contract, unjudged(contract.operations[0]!), []);
}

test('a signed scheme tells the command that makes a token', () => {
  const operation = mixin.operations.find(({ id }) => id === 'createPin')!;
  const { schemes, mockCommand } = operationFacts(mixin, unjudged(operation), []);
  expect(schemes.bearer).toMatchObject({ type: 'http', scheme: 'bearer' });
  expect(schemes.bearer!.command).toMatch(/sign mixin POST \/pin\/update$/);
  expect(mockCommand).toBe('npx openapi-contract-suite mock mixin.yaml');
});

test('a refusal with a status of success is known as one', () => {
  for (const operation of mixin.operations)
    expect(operationFacts(mixin, unjudged(operation), []).facts.refusals).toEqual([202]);
});

for (const { schema, field } of [
  { schema: { type: 'string' }, field: { kind: 'text', isList: false } },
  { schema: { type: 'integer' }, field: { kind: 'number' } },
  { schema: { type: ['integer', 'null'] }, field: { kind: 'number' } },
  { schema: { type: 'boolean' }, field: { kind: 'boolean' } },
  { schema: { type: 'object' }, field: { kind: 'json' } },
  { schema: {}, field: { kind: 'text' } },
  { schema: { enum: ['a', 'b'] }, field: { kind: 'text', choices: ['a', 'b'] } },
  { schema: { type: 'integer', enum: [1, 2] }, field: { kind: 'number', choices: ['1', '2'] } },
  {
    schema: { type: 'array', items: { type: 'integer' } },
    field: { kind: 'number', isList: true },
  },
  {
    schema: { type: 'array', items: { type: 'string', enum: ['a'] } },
    field: { kind: 'text', isList: true, choices: ['a'] },
  },
  {
    schema: { type: 'array', items: { type: 'object' } },
    field: { kind: 'json', isList: false },
  },
  { schema: { oneOf: [{ type: 'string' }, { type: 'integer' }] }, field: { kind: 'text' } },
])
  test(`the field of a parameter with ${JSON.stringify(schema)}`, () => {
    const { parameters } = factsOf({ parameters: [{ name: 'p', in: 'query', schema }] });
    expect(parameters).toMatchObject([field]);
  });

for (const { mediaType, kind } of [
  { mediaType: 'application/merge-patch+json', kind: 'json' },
  { mediaType: 'application/x-www-form-urlencoded', kind: 'form' },
  { mediaType: 'text/plain', kind: 'text' },
  { mediaType: 'application/xml', kind: 'text' },
  { mediaType: 'application/x-ndjson', kind: 'text' },
  { mediaType: 'application/octet-stream', kind: 'file' },
  { mediaType: 'image/*', kind: 'file' },
])
  test(`a body of ${mediaType} is typed as ${kind}`, () => {
    const { bodies } = factsOf({ requestBody: { content: { [mediaType]: {} } } });
    expect(bodies).toMatchObject([{ mediaType, kind, required: false }]);
  });

test('JSON is the usual body, and files among parts are known', () => {
  const properties = {
    note: { type: 'string' },
    photo: { type: 'string', format: 'binary' },
    more: { type: 'array', items: { type: 'string', format: 'binary' } },
  };
  const content = {
    'multipart/form-data': { schema: { type: 'object', properties } },
    'application/json': { schema: { type: 'object' } },
  };
  const { bodies } = factsOf({ requestBody: { required: true, content } });
  expect(bodies).toMatchObject([
    { mediaType: 'application/json', required: true },
    { kind: 'parts', files: ['photo', 'more'] },
  ]);
});

test('named examples fill the form, those that are refused last', () => {
  const examples = { wrong: { value: { a: 1 } }, right: { value: { a: 'x' } } };
  const refused = jsonBody({ type: 'object' }, { examples: { wrong: { value: {} } } });
  const { requests } = factsOf({
    requestBody: jsonBody({ type: 'object', properties: { a: { type: 'string' } } }, { examples }),
    responses: { 200: { description: 'Done.' }, 400: { description: 'Refused.', ...refused } },
  });
  expect(requests).toMatchObject([
    { name: 'right', isRefused: false, body: { value: { a: 'x' } } },
    { name: 'wrong', isRefused: true, body: { value: { a: 1 } } },
  ]);
});

test('without a named example, a request is made that keeps the contract', () => {
  const schema = {
    type: 'object',
    required: ['n'],
    properties: { n: { type: 'integer', minimum: 5 } },
  };
  const { requests } = factsOf({ requestBody: jsonBody(schema) });
  expect(requests).toMatchObject([{ isRefused: false, body: { value: { n: 5 } } }]);
  expect(requests[0]).not.toHaveProperty('name');
});

test('every documented answer can be asked for', () => {
  const { answers } = factsOf({
    responses: {
      200: {
        description: 'Done.',
        ...jsonBody({}, { examples: { one: { value: 1 }, two: { value: 2 } } }),
      },
      '4XX': { description: 'Refused.' },
      default: { description: 'Failed.' },
    },
  });
  expect(answers).toMatchObject([
    { status: '200', code: 200, examples: ['one', 'two'] },
    { status: '4XX', code: 400, examples: [] },
    { status: 'default', code: 500 },
  ]);
});

test('servers of an operation stand for those of the description, configured ones come first', () => {
  const servers = [
    { url: 'https://{r}.test/v1', variables: { r: { default: 'a', enum: ['a', 'b'] } } },
  ];
  const contract = contractOf(
    description(
      {
        '/one': { get: { responses: { 200: { description: 'Done.' } } } },
        '/two': {
          get: { servers: [{ url: '/own' }], responses: { 200: { description: 'Done.' } } },
        },
      },
      { servers },
    ),
  );
  const [one, two] = contract.operations.map(
    (operation) => operationFacts(contract, unjudged(operation), ['https://mine.test']).servers,
  );
  expect(one).toMatchObject([
    { url: 'https://mine.test' },
    { url: 'https://{r}.test/v1', variables: { r: { value: 'a', choices: ['a', 'b'] } } },
  ]);
  expect(two).toMatchObject([{ url: 'https://mine.test' }, { url: '/own' }]);
});
