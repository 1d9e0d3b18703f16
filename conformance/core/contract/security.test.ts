import { expect, test } from 'vitest';
import { operationOf } from '../../testing.ts';

const schemes = {
  securitySchemes: {
    key: { type: 'apiKey', in: 'query', name: 'k' },
    login: { type: 'http', scheme: 'Bearer' },
  },
};
for (const { security, global, read, why } of [
  { security: undefined, global: undefined, read: [], why: 'nothing is said' },
  {
    security: undefined,
    global: [{ key: [] }],
    read: [['key']],
    why: 'the description says it for all',
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
  test(`security where ${why}`, () => {
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
