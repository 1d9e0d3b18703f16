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
  return [...brokenExamples(contract, contract.operations)].flatMap((text) =>
    text === undefined ? [] : text.replace(/^.*?: /, '').replace(/ \([^(]*\)$/, ''),
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
  const telling = {
    operationsOf: () => contract.operations,
    tell: (text: string) => problems.push(text),
  };
  expect(await tellBrokenExamples([contract], { ...telling, limit: 60_000 })).toBe(true);
  expect(problems).toEqual([
    expect.stringMatching(/openapi\.yaml:1: the example "example" breaks/),
  ]);
  expect(await tellBrokenExamples([contract], { ...telling, limit: 0 })).toBe(false);
});
