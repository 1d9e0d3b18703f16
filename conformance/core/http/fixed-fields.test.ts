import { expect, test } from 'vitest';
import { operationOf } from '../../testing.ts';
import { withFixedFields } from './fixed-fields.ts';

const fields = [
  ['X-Tenant', 'acme'],
  ['Authorization', 'Bearer fixed'],
  ['X-Key', 'fixed'],
] as const;
const request = { method: 'POST', path: '/things', headers: [['Accept', '*/*']] } as const;
const sentBy = (node: object, more: object = {}) =>
  withFixedFields(request, operationOf(node, more), fields).headers;

const securitySchemes = {
  bearer: { type: 'http', scheme: 'bearer' },
  key: { type: 'apiKey', in: 'header', name: 'x-key' },
};
const tenant = { name: 'x-tenant', in: 'header', schema: { type: 'string' } };
const cases: readonly { why: string; node: object; sent: readonly string[] }[] = [
  {
    why: 'what the operation does not know is added',
    node: {},
    sent: ['Accept', 'X-Tenant', 'Authorization', 'X-Key'],
  },
  {
    why: 'a documented parameter is decided by the case',
    node: { parameters: [tenant] },
    sent: ['Accept', 'Authorization', 'X-Key'],
  },
  {
    why: 'a documented credential is decided by the case',
    node: { security: [{ bearer: [] }, { key: [] }] },
    sent: ['Accept', 'X-Tenant'],
  },
];
for (const { why, node, sent } of cases)
  test(why, () =>
    expect(sentBy(node, { components: { securitySchemes } }).map(([name]) => name)).toEqual(sent),
  );

test('a field that the request has is not sent twice', () =>
  expect(withFixedFields(request, operationOf({}), [['accept', 'text/html']]).headers).toEqual([
    ['Accept', '*/*'],
  ]));
