import { expect, test } from 'vitest';
import { contractOf, description, jsonBody, operationOf } from '../../../conformance/testing.ts';
import * as all from './index.ts';
import { sampleRequests } from './requests.ts';

const named = (examples: { readonly [name: string]: unknown }) =>
  Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }]));
const text = { type: 'string' };
const requestsOf = (node: object, path?: string) => sampleRequests(operationOf(node, {}, path));

test('examples of parameters belong to that of the body with their name', () => {
  const parameters = [
    {
      name: 'q',
      in: 'query',
      schema: text,
      examples: named({ one: 'of one', other: 'of another' }),
    },
    {
      name: 'r',
      in: 'query',
      schema: text,
      required: true,
      examples: named({ usual: 'as usual' }),
    },
  ];
  const requestBody = jsonBody(text, { examples: named({ one: '1', two: '2' }) });
  const found = requestsOf({ parameters, requestBody });
  expect(
    found.map(({ name, request }) => [name, request.parameters.query, request.body?.value]),
  ).toEqual([
    ['one', { q: 'of one', r: 'as usual' }, '1'],
    ['two', { r: 'as usual' }, '2'],
  ]);
});

test('where only parameters have named examples, each name is a request', () => {
  const parameters = [
    { name: 'q', in: 'query', schema: text, examples: named({ one: '1', two: '2' }) },
    { name: 'r', in: 'query', schema: text, examples: named({ two: 'b' }) },
  ];
  expect(
    requestsOf({ parameters }).map(({ name, request }) => [name, request.parameters.query]),
  ).toEqual([
    ['one', { q: '1' }],
    ['two', { q: '2', r: 'b' }],
  ]);
});

for (const { node, path, names, why } of [
  { node: {}, names: [''], why: 'nothing has an example' },
  {
    node: { requestBody: jsonBody(text, { example: 'a' }) },
    names: [''],
    why: 'its example has no name',
  },
  {
    node: { requestBody: jsonBody(text, { examples: named({ good: 'a', bad: 7 }) }) },
    names: ['good'],
    why: 'an example is not valid',
  },
  {
    node: {
      requestBody: jsonBody(text, { examples: named({ good: 'a', taken: 'b' }) }),
      responses: {
        200: { description: 'Done.' },
        409: {
          description: 'No.',
          content: { 'application/json': { examples: named({ taken: {} }) } },
        },
      },
    },
    names: ['good'],
    why: 'an example is meant to be refused',
  },
  {
    node: { requestBody: { required: true, ...jsonBody(false) } },
    names: [],
    why: 'no value is a valid body',
  },
  {
    node: { parameters: [{ name: 'id', in: 'path', required: true, schema: false }] },
    path: '/things/{id}',
    names: [],
    why: 'no value is a valid parameter',
  },
] as const)
  test(`the requests are ${names.join() || 'none'} where ${why}`, () =>
    expect(requestsOf(node, path).map(({ name }) => name)).toEqual(names));

test('a multipart body without required parts has those that are documented', () => {
  const photo = { type: 'string', format: 'binary' };
  const schema = { type: 'object', properties: { photo } };
  const [found] = requestsOf({ requestBody: { content: { 'multipart/form-data': { schema } } } });
  expect(found!.request.body!.value).toHaveProperty('photo');
});

test('no language writes what no client sends as it is planned', () => {
  const parameters = [{ name: 'id', in: 'path', required: true, schema: text, example: '..' }];
  const contract = contractOf(
    description({
      '/things/{id}': { get: { parameters, responses: { 200: { description: '' } } } },
    }),
  );
  const [operation] = contract.operations;
  const [found] = sampleRequests(operation!);
  const input = { contract, operation: operation!, api: 'things', baseUrl: 'http://127.0.0.1' };
  for (const { write } of Object.values(all))
    expect(write({ ...input, request: found!.request })).toBeUndefined();
});
