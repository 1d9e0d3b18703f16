import { expect, test } from 'vitest';
import { contractOf, description, jsonBody, operationOf } from '../../testing.ts';
import { escapeRegExp } from '../escape-reg-exp.ts';

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

test('the evidence for a position is the nearest x-source at or above it', () => {
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

const echoing = (echo: object) =>
  operationOf({
    responses: { 200: { description: 'Done.', ...jsonBody({}, { 'x-echo': echo }) } },
  });
for (const place of [
  'id',
  '$response.body#/id',
  '$response.header.',
  '$response.header.a b',
  '/~2',
])
  test(`an echo at ${place} is a mistake with its line: it would never be judged`, () => {
    expect(() => echoing({ [place]: '$request.body#/id' })).toThrow(
      new RegExp(
        `:\\d+ \\(#.*\\): x-echo has the key ${escapeRegExp(JSON.stringify(place))}, .* Write a JSON`,
      ),
    );
  });
for (const value of [
  '/id',
  'request.body#/id',
  '$request.cookie.',
  '$response.body#/id',
  '$method',
])
  test(`an echo of ${value} is a mistake with its line: no request has it`, () => {
    expect(() => echoing({ '/id': value })).toThrow(
      new RegExp(
        `:\\d+ \\(#.*\\): x-echo of "/id" is ${escapeRegExp(JSON.stringify(value))}, .* Write a runt`,
      ),
    );
  });
for (const [place, value] of [
  ['', '$request.body'],
  ['/a~1b/~0', '$request.path.id'],
  ['$response.header.X-Request-Id', '$request.header.X-Request-Id'],
  ['/user', '$credentials.bearer#/uid'],
] as const)
  test(`an echo at "${place}" of ${value} is read`, () => {
    expect(() => echoing({ [place]: value })).not.toThrow();
  });

const remembering = (memory: unknown) =>
  operationOf({
    responses: {
      200: { description: 'Done.', ...jsonBody({}, { 'x-memory': memory }) },
      204: { description: 'Gone.', 'x-memory': memory },
    },
  }).responses.map((response) => response.memory ?? response.content[0]?.memory);

test('a memory is read at a media type and at a response without a body', () => {
  const [shown, gone] = remembering({
    ...{ of: 'order', key: '$request.body#/id' },
    ...{ keeps: { order: '$request.body#' }, recalls: { '': 'order' }, creates: ['/id'] },
  });
  expect(shown).toEqual({
    ...{ of: 'order', key: '$request.body#/id', deletes: false, updates: [] },
    ...{ merges: new Map(), where: new Map(), creates: ['/id'] },
    ...{ keeps: new Map([['order', '$request.body#']]), recalls: new Map([['', 'order']]) },
  });
  expect(gone).toEqual(shown);
});

for (const [why, memory, complaint] of [
  ['of nothing', { key: '$request.body' }, /x-memory needs "of", as a text\./],
  ['without a key', { of: 'order' }, /x-memory needs "key", as a text\./],
  [
    'with a mistyped member',
    { of: 'order', key: '$request.body', recals: {} },
    /x-memory has no "recals": did you mean "recalls"\?/,
  ],
] as const)
  test(`a memory ${why} is a mistake with its line`, () => {
    expect(() => remembering(memory)).toThrow(complaint);
  });

for (const other of ['512 MB', { limit: 512 }])
  test(`x-memory of somebody else is none: ${JSON.stringify(other)}`, () => {
    expect(remembering(other)).toEqual([undefined, undefined]);
  });
