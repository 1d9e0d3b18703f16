import { expect, test } from 'vitest';
import { operationOf } from '../../testing.ts';

test('reads the header fields of a response', () => {
  const headers = {
    'X-Rate': { required: true, schema: { type: 'integer' } },
    'content-type': { schema: {} },
    'X-Ref': { $ref: '#/components/headers/Ref' },
    'X-Json': { content: { 'application/json': { schema: { type: 'object' } } } },
  };
  const operation = operationOf(
    { responses: { 200: { headers } } },
    { components: { headers: { Ref: { schema: { type: 'string' }, example: 'a' } } } },
  );
  const [rate, ref, json, ...more] = operation.responses[0]!.headers;
  expect(more).toEqual([]);
  expect(rate).toMatchObject({
    name: 'X-Rate',
    required: true,
    parameter: { name: 'X-Rate', in: 'header', style: 'simple', explode: false },
    source: { pointer: '/paths/~1things/post/responses/200/headers/X-Rate' },
  });
  expect(rate!.parameter.schema.validate('a').map(({ keyword }) => keyword)).toEqual(['type']);
  expect(ref).toMatchObject({
    name: 'X-Ref',
    required: false,
    parameter: { examples: [{ value: 'a' }] },
  });
  expect(json).toMatchObject({ parameter: { style: 'content', mediaType: 'application/json' } });
});

const schemes = {
  securitySchemes: {
    key: { type: 'apiKey', in: 'query', name: 'k' },
    login: { type: 'http', scheme: 'Bearer' },
  },
};
for (const { security, global, read, why } of [
  { security: undefined, global: undefined, read: [], why: 'none is given' },
  {
    security: undefined,
    global: [{ key: [] }],
    read: [['key']],
    why: 'the description has a default',
  },
  { security: [], global: [{ key: [] }], read: [], why: 'the operation needs none' },
  {
    security: [{}, { key: [] }],
    global: undefined,
    read: [[], ['key']],
    why: 'credentials are optional',
  },
  {
    security: [{ key: [], login: [] }, { login: [] }],
    global: undefined,
    read: [['key', 'login'], ['login']],
    why: 'there are alternatives',
  },
]) {
  test(`security: ${why}`, () => {
    const operation = operationOf(security ? { security } : {}, {
      components: schemes,
      ...(global ? { security: global } : {}),
    });
    expect(operation.security.map((alternative) => alternative.map(({ name }) => name))).toEqual(
      read,
    );
  });
}

test('reads security schemes', () => {
  expect(
    operationOf({ security: [{ key: [], login: [] }] }, { components: schemes }).security[0],
  ).toMatchObject([
    { name: 'key', type: 'apiKey', in: 'query', parameter: 'k' },
    { name: 'login', type: 'http', scheme: 'bearer' },
  ]);
});
