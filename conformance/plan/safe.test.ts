import { expect, test } from 'vitest';
import { planCases } from './plan.ts';
import { contractOf, description, jsonBody, operationOf } from '../testing.ts';

const refusals = {
  'x-refusals': { invalid: { response: '400', example: 'e' } },
  responses: {
    200: { description: '' },
    400: { description: '', ...jsonBody({}, { examples: { e: { value: {} } } }) },
  },
};
const requestBody = {
  required: true,
  ...jsonBody(
    { type: 'object', required: ['name'], properties: { name: { type: 'string', maxLength: 5 } } },
    { examples: { one: { value: { name: 'one' } } } },
  ),
};
const safe = (node: object) => planCases(operationOf(node), { safe: true }).cases;

test('of what creates data, only documented examples and refusals are sent', () => {
  const cases = safe({ ...refusals, requestBody });
  expect(cases.filter(({ intent }) => intent === 'valid').map(({ id }) => id)).toEqual([
    'doThing/examples/body/one',
  ]);
  expect(cases.filter(({ intent }) => intent === 'invalid').length).toBeGreaterThan(5);
  expect(new Set(cases.map(({ intent }) => intent))).toEqual(new Set(['valid', 'invalid']));
  expect(cases.filter(({ repeat }) => repeat)).toEqual([]);
  // another method than the documented one may do anything, unless it only looks
  expect(cases.filter(({ rule }) => rule.in === 'method').map(({ id }) => id)).toEqual([
    'doThing/method/GET',
  ]);
});

test('where no refusal is documented, what should be refused may be done', () => {
  expect(safe({ requestBody }).map(({ id }) => id)).toEqual([
    'doThing/examples/body/one',
    'doThing/method/GET',
  ]);
});

test('every example is sent, also where another case would send the same', () => {
  const examples = {
    one: { value: { name: 'one' } },
    two: { value: { name: 'two' } },
    long: { value: { name: 'x'.repeat(5) } },
  };
  const body = {
    required: true,
    ...jsonBody(
      {
        type: 'object',
        required: ['name'],
        properties: { name: { type: 'string', maxLength: 5 } },
      },
      { examples },
    ),
  };
  const parameters = [
    {
      name: 'dry',
      in: 'query',
      schema: { type: 'boolean' },
      examples: { yes: { value: true }, no: { value: false } },
    },
  ];
  const ids = safe({ ...refusals, parameters, requestBody: body })
    .filter(({ intent }) => intent === 'valid')
    .map(({ id }) => id.replace('doThing/examples/', ''));
  expect(ids).toEqual(['body/one', 'body/two', 'body/long', 'query/dry/yes', 'query/dry/no']);
});

test('nothing is sent to an operation that deletes, not even what must be refused', () => {
  const paths = {
    '/things/{id}': {
      delete: {
        operationId: 'dropThing',
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'X-Reason', in: 'header', required: true, schema: { type: 'string' } },
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

test('what is left out is counted', () => {
  const operation = operationOf({ ...refusals, requestBody });
  const [all, some] = [planCases(operation), planCases(operation, { safe: true })];
  expect(some.leftOut).toBeGreaterThan(all.leftOut);
});
