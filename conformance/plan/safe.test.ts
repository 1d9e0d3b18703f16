import { expect, test } from 'vitest';
import { apis } from '../../spec/apis.ts';
import { loadContract } from '../core/contract/load.ts';
import type { KnownValues } from '../core/instances/plain-request.ts';
import { contractOf, description, jsonBody, operationOf } from '../testing.ts';
import { planCases } from './plan.ts';

const refusals = {
  'x-refusals': { invalid: { response: '400', example: 'e' } },
  responses: {
    200: { description: '' },
    400: { description: '', ...jsonBody({}, { examples: { e: { value: {} } } }) },
  },
};
const text = { type: 'string' };
const named = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string', maxLength: 5 } },
};
const requestBody = {
  required: true,
  ...jsonBody(named, { examples: { one: { value: { name: 'one' } } } }),
};
const safe = (node: object, known: KnownValues = new Map(), path = '/things') =>
  planCases(operationOf(node, {}, path), { safe: true, known }).cases;

/** An operation with another method than POST. */
const operationWith = (method: string, node: object) =>
  contractOf(
    description({
      '/things': {
        [method]: { operationId: 'doThing', responses: { 200: { description: '' } }, ...node },
      },
    }),
  ).operations[0]!;
const safeWith = (method: string, node: object) =>
  planCases(operationWith(method, node), { safe: true }).cases;

test('a POST gets only documented examples and requests that must be refused', () => {
  const cases = safe({ ...refusals, requestBody });
  expect(cases.filter(({ intent }) => intent === 'valid').map(({ id }) => id)).toEqual([
    'doThing/examples/body/one',
  ]);
  expect(cases.filter(({ intent }) => intent === 'invalid').length).toBeGreaterThan(5);
  expect(new Set(cases.map(({ intent }) => intent))).toEqual(new Set(['valid', 'invalid']));
  expect(cases.filter(({ repeat }) => repeat)).toEqual([]);
  // an undocumented method may do anything, unless it is a method that only reads
  expect(cases.filter(({ rule }) => rule.in === 'method').map(({ id }) => id)).toEqual([
    'doThing/method/GET',
  ]);
});

test('an operation without documented refusals gets no invalid request', () => {
  expect(safe({ requestBody }).map(({ id }) => id)).toEqual([
    'doThing/examples/body/one',
    'doThing/method/GET',
  ]);
});

const form = (mediaType: string) => ({
  required: true,
  content: {
    [mediaType]: {
      schema: {
        type: 'object',
        required: ['name'],
        properties: { name: { ...text, example: 'Ada' }, note: { ...text, example: 'x' } },
      },
    },
  },
});
const optional = { ...requestBody, required: false };
const required = (location: string, more: object) => ({
  name: 'p',
  in: location,
  required: true,
  schema: text,
  ...more,
});

/** Requests that change data, and the values that `--safe` may send in them. */
const families: readonly {
  readonly why: string;
  readonly node: object;
  readonly known?: readonly (readonly [string, string])[];
  readonly path?: string;
  readonly sent: readonly string[];
}[] = [
  {
    why: 'a body without an example',
    node: { requestBody: { required: true, ...jsonBody(named) } },
    sent: [],
  },
  { why: 'neither parameters nor a body', node: {}, sent: [] },
  {
    why: 'only an optional parameter without an example',
    node: { parameters: [{ name: 'p', in: 'query', schema: text }] },
    sent: [],
  },
  {
    why: 'a body with an example, a required query parameter without',
    node: { requestBody, parameters: [required('query', {})] },
    sent: [],
  },
  {
    why: 'a body with an example, a required query parameter with only a default',
    node: { requestBody, parameters: [required('query', { schema: { ...text, default: 'd' } })] },
    sent: [],
  },
  {
    why: 'a body and a required query parameter with examples',
    node: { requestBody, parameters: [required('query', { example: 'p' })] },
    sent: ['body/one'],
  },
  {
    why: 'a path parameter with an example in its schema',
    node: { requestBody, parameters: [required('path', { schema: { ...text, examples: ['p'] } })] },
    path: '/things/{p}',
    sent: ['body/one'],
  },
  {
    why: 'a path parameter without an example',
    node: { requestBody, parameters: [required('path', {})] },
    path: '/things/{p}',
    sent: [],
  },
  {
    why: 'a path parameter with a known value',
    node: { requestBody, parameters: [required('path', {})] },
    path: '/things/{p}',
    known: [['$request.path.p', 'known']],
    sent: ['body/one'],
  },
  {
    why: 'only a path parameter, with a known value',
    node: { parameters: [required('path', {})] },
    path: '/things/{p}',
    known: [['$request.path.p', 'known']],
    sent: ['plain'],
  },
  {
    why: 'a known value for one of two parameters without an example',
    node: { requestBody, parameters: [required('path', {}), required('query', {})] },
    path: '/things/{p}',
    known: [['$request.path.p', 'known']],
    sent: [],
  },
  {
    why: 'a known value in a body without an example',
    node: {
      requestBody: {
        required: true,
        ...jsonBody({ ...named, required: ['name', 'note'] }),
      },
    },
    known: [['/name', 'ada']],
    sent: [],
  },
  {
    why: 'a parameter that is an object, with examples of its members only',
    node: {
      requestBody,
      parameters: [
        required('query', {
          schema: { type: 'object', required: ['a'], properties: { a: { ...text, example: 'b' } } },
        }),
      ],
    },
    sent: [],
  },
  { why: 'an optional body with an example', node: { requestBody: optional }, sent: ['body/one'] },
  {
    why: 'an optional body without an example',
    node: {
      requestBody: { ...jsonBody(named) },
      parameters: [required('query', { example: 'p' })],
    },
    sent: [],
  },
  {
    why: 'a body with examples of its members only',
    node: {
      requestBody: {
        required: true,
        ...jsonBody({ ...named, properties: { name: { ...text, example: 'Ada' } } }),
      },
    },
    sent: [],
  },
  {
    why: 'a body whose schema has an example of the whole value, where that is the value sent',
    node: {
      requestBody: {
        required: true,
        ...jsonBody({
          ...named,
          properties: { name: { ...text, example: 'Ada' } },
          examples: [{ name: 'Ada' }],
        }),
      },
    },
    sent: ['plain'],
  },
  {
    why: 'a body whose schema has another example of the whole value than the one sent',
    node: {
      requestBody: {
        required: true,
        ...jsonBody({
          ...named,
          properties: { name: { ...text, example: 'Ada' } },
          examples: [{ note: 'y' }],
        }),
      },
    },
    sent: [],
  },
  {
    why: 'a body in two media types, the second without an example',
    node: {
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: named, example: { name: 'one' } },
          ...form('multipart/form-data').content,
        },
      },
    },
    sent: ['body/example'],
  },
  {
    why: 'a form with examples of its members only',
    node: { requestBody: form('application/x-www-form-urlencoded') },
    sent: [],
  },
  {
    why: 'a multipart body with examples of its members only',
    node: { requestBody: form('multipart/form-data') },
    sent: [],
  },
  {
    why: 'only a header parameter with an example',
    node: { parameters: [required('header', { example: 'p' })] },
    sent: ['header/p/example'],
  },
  {
    why: 'only a header parameter without an example',
    node: { parameters: [required('header', {})] },
    sent: [],
  },
  {
    why: 'only a cookie parameter without an example',
    node: { parameters: [required('cookie', {})] },
    sent: [],
  },
];

for (const { why, node, known = [], path, sent } of families) {
  test(`of a POST with ${why}, ${sent.length === 0 ? 'nothing' : sent.join(' and ')} is sent`, () => {
    const ids = safe({ ...refusals, ...node }, new Map(known), path)
      .filter(({ intent }) => intent === 'valid')
      .map(({ id }) => id.replace('doThing/examples/', ''));
    expect(ids).toEqual(sent);
  });
}

for (const method of ['put', 'patch', 'trace']) {
  test(`a ${method.toUpperCase()} without anything documented gets nothing`, () => {
    expect(safeWith(method, {}).map(({ id }) => id)).toEqual(['doThing/method/GET']);
  });
}

test('a PATCH gets its documented example, and nothing made up', () => {
  const valid = (body: object) =>
    safeWith('patch', { requestBody: body }).filter(({ intent }) => intent === 'valid');
  expect(valid(requestBody).map(({ id }) => id)).toEqual(['doThing/examples/body/one']);
  expect(valid({ required: true, ...jsonBody(named) })).toEqual([]);
});

test('a GET without any example gets its cases, except concurrent ones', () => {
  const parameters = [required('query', {})];
  const ids = safeWith('get', { parameters }).map(({ id }) => id);
  expect(ids).toEqual(
    expect.arrayContaining(['doThing/examples/plain', 'doThing/required/query/p/missing']),
  );
  expect(ids).not.toContain('doThing/repeat/at-once');
});

for (const [api, file] of Object.entries(apis)) {
  for (const operation of loadContract(api, file).operations) {
    test(`${api} ${operation.id} gets every documented example`, () => {
      const examples = (isSafe: boolean) =>
        planCases(operation, { safe: isSafe, thorough: true }).cases.flatMap((testCase) =>
          [testCase, ...(testCase.components ?? [])]
            .map(({ id }) => id)
            .filter((id) => id.startsWith(`${operation.id}/examples/`)),
        );
      expect(examples(true).length).toBeGreaterThan(0);
      expect(examples(true)).toEqual(expect.arrayContaining(examples(false)));
    });
  }
}

test('every example is sent, even if another case would send the same', () => {
  const examples = {
    one: { value: { name: 'one' } },
    two: { value: { name: 'two' } },
    long: { value: { name: 'x'.repeat(5) } },
  };
  const parameters = [
    {
      name: 'dry',
      in: 'query',
      schema: { type: 'boolean' },
      examples: { yes: { value: true }, no: { value: false } },
    },
  ];
  const body = { required: true, ...jsonBody(named, { examples }) };
  const ids = safe({ ...refusals, parameters, requestBody: body })
    .filter(({ intent }) => intent === 'valid')
    .map(({ id }) => id.replace('doThing/examples/', ''));
  expect(ids).toEqual(['body/one', 'body/two', 'body/long', 'query/dry/yes', 'query/dry/no']);
});

test('a DELETE gets nothing, not even a request that must be refused', () => {
  const paths = {
    '/things/{id}': {
      delete: {
        operationId: 'dropThing',
        parameters: [
          { name: 'id', in: 'path', required: true, schema: text },
          { name: 'X-Reason', in: 'header', required: true, schema: text },
        ],
        ...refusals,
      },
    },
  };
  const [dropThing] = contractOf(description(paths)).operations;
  expect(planCases(dropThing!).cases.length).toBeGreaterThan(3);
  expect(planCases(dropThing!, { safe: true }).cases.map(({ request }) => request.method)).toEqual([
    'GET',
  ]);
});

test('the cases that --safe leaves out are counted', () => {
  const operation = operationOf({ ...refusals, requestBody });
  const [all, some] = [planCases(operation), planCases(operation, { safe: true })];
  expect(some.leftOut).toBeGreaterThan(all.leftOut);
});
