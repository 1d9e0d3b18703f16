import { expect, test } from 'vitest';
import { contractOf, description, jsonBody } from '../../testing.ts';
import { brokenExamples, tellBrokenExamples } from './broken-examples.ts';

const number = { type: 'object', properties: { n: { type: 'integer' } } };
const holding = (content: object) =>
  contractOf(
    description({
      '/things': {
        get: { operationId: 'list', responses: { 200: { description: '', content } } },
      },
    }),
  );
const told = (content: object): string[] => {
  const contract = holding(content);
  return [...brokenExamples(contract, contract.operations)].flatMap((one) =>
    one === undefined ? [] : one.reason.replace(/ \([^(]*\)$/, ''),
  );
};

const broken: { why: string; content: object; says: string }[] = [
  {
    why: 'JSON',
    content: { 'application/json': { schema: number, example: { n: 'x' } } },
    says: 'the example "example" breaks its schema: "/n" must be integer',
  },
  {
    why: 'JSON as a text',
    content: { 'application/json': { schema: number, example: '{"n":"x"}' } },
    says: 'the example "example" breaks its schema: "/n" must be integer',
  },
  {
    why: 'JSON of a vendor',
    content: { 'application/vnd.things': { schema: number, example: { n: 'x' } } },
    says: 'the example "example" breaks its schema: "/n" must be integer',
  },
  {
    why: 'YAML as a text',
    content: { 'application/yaml': { schema: number, example: 'n: x' } },
    says: 'the example "example" breaks its schema: "/n" must be integer',
  },
  {
    why: 'JSON lines, of which each value has the schema',
    content: { 'application/jsonl': { schema: number, example: [{ n: 1 }, { n: 'x' }] } },
    says: 'the example "example" breaks its schema: "/1/n" must be integer',
  },
  {
    why: 'XML as a value',
    content: { 'application/xml': { schema: number, example: { n: 'x' } } },
    says: 'the example "example" breaks its schema: "/n" must be integer',
  },
  {
    why: 'a member that is for requests only',
    content: {
      'application/json': {
        schema: { type: 'object', properties: { pin: { type: 'string', writeOnly: true } } },
        examples: { one: { value: { pin: '1' } } },
      },
    },
    says: 'the example "one" breaks its schema: "/pin" must not be in a response: it is write-only',
  },
];
for (const { why, content, says } of broken)
  test(`an example that breaks its schema is told: ${why}`, () =>
    expect(told(content)).toEqual([says]));

const right: { why: string; content: object }[] = [
  { why: 'JSON', content: { 'application/json': { schema: number, example: { n: 1 } } } },
  {
    why: 'JSON as a text',
    content: { 'application/json': { schema: number, example: '{"n":1}' } },
  },
  { why: 'XML as a text', content: { 'text/xml': { schema: number, example: '<n>1</n>' } } },
  {
    why: 'events as a text',
    content: { 'text/event-stream': { schema: number, example: 'data: 1' } },
  },
  { why: 'a file', content: { 'application/pdf': { schema: number, example: '%PDF' } } },
  {
    why: 'a form',
    content: { 'application/x-www-form-urlencoded': { schema: number, example: 'n=1' } },
  },
  { why: 'plain text', content: { 'text/plain': { schema: { type: 'integer' }, example: '7' } } },
  { why: 'no schema', content: { 'application/json': { example: 'x' } } },
];
for (const { why, content } of right)
  test(`an example that keeps its schema, or that nothing can read, is not told: ${why}`, () =>
    expect(told(content)).toEqual([]));

test('an example that several operations share is told once, with its line', async () => {
  const Thing = { description: '', ...jsonBody(number, { example: { n: 'x' } }) };
  const get = (operationId: string) => ({
    get: { operationId, responses: { 200: { $ref: '#/components/responses/Thing' } } },
  });
  const contract = contractOf(
    description({ '/a': get('a'), '/b': get('b') }, { components: { responses: { Thing } } }),
  );
  const problems: string[] = [];
  const tell = (text: string) => void problems.push(text);
  const told = (limit: number) =>
    tellBrokenExamples([contract], () => contract.operations, { tell, limit });
  expect(await told(60_000)).toBe(true);
  expect(problems).toEqual([
    expect.stringMatching(/openapi\.yaml:1:\d+: the example "example" breaks/),
  ]);
  expect(await told(0)).toBe(false);
});

const integer = { type: 'integer' };
const list = { type: 'array', items: integer };
const ofParameters: { why: string; parameter: object; says: string[] }[] = [
  {
    why: 'a word for a number',
    parameter: { in: 'query', schema: integer, example: 'x' },
    says: ['the example "example" of the query parameter p breaks its schema: it must be integer'],
  },
  {
    why: 'a header field',
    parameter: { in: 'header', schema: integer, examples: { one: { value: 'x' } } },
    says: ['the example "one" of the header field p breaks its schema: it must be integer'],
  },
  {
    why: 'an element of a list',
    parameter: { in: 'cookie', schema: list, example: [1, 'x'] },
    says: [
      'the example "example" of the cookie parameter p breaks its schema: "/1" must be integer',
    ],
  },
  {
    why: 'JSON',
    parameter: {
      in: 'query',
      content: { 'application/json': { schema: list, example: ['x'] } },
    },
    says: [
      'the example "example" of the query parameter p breaks its schema: "/0" must be integer',
    ],
  },
  { why: 'digits as a text', parameter: { in: 'query', schema: integer, example: '7' }, says: [] },
  { why: 'a right list', parameter: { in: 'query', schema: list, example: [1, 2] }, says: [] },
  {
    why: 'JSON as a text',
    parameter: {
      in: 'query',
      content: { 'application/json': { schema: list, example: '[1]' } },
    },
    says: [],
  },
  {
    why: 'no value where none is needed',
    parameter: { in: 'query', allowEmptyValue: true, schema: integer, example: '' },
    says: [],
  },
  {
    why: 'what a deepObject has no form for',
    parameter: { in: 'query', style: 'deepObject', schema: {}, example: { a: { b: 1 } } },
    says: [],
  },
];
for (const { why, parameter, says } of ofParameters)
  test(`an example of a parameter is judged as it is sent: ${why}`, () => {
    const get = { operationId: 'list', responses: {}, parameters: [{ name: 'p', ...parameter }] };
    const contract = contractOf(description({ '/things': { get } }));
    const found = [...brokenExamples(contract, contract.operations)].flatMap((one) =>
      one === undefined ? [] : one.reason.replace(/ \([^(]*\)$/, ''),
    );
    expect(found).toEqual(says);
  });

test('an example of a header field of a response is judged too', () => {
  const headers = { 'X-Left': { schema: integer, example: 'x' } };
  const responses = { 200: { description: '', headers } };
  const contract = contractOf(description({ '/a': { get: { operationId: 'a', responses } } }));
  expect([...brokenExamples(contract, contract.operations)]).toEqual([
    {
      source: expect.objectContaining({ pointer: '/paths/~1a/get/responses/200/headers/X-Left' }),
      reason: expect.stringContaining(' of the header field X-Left breaks'),
    },
  ]);
});
