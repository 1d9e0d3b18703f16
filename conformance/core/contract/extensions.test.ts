import { expect, test } from 'vitest';
import { contractOf, description, jsonBody, operationOf } from '../../testing.ts';

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
