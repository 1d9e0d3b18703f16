import { expect, test } from 'vitest';
import { contractOf, description } from '../../testing.ts';
import { contractAt } from './target-servers.ts';

const server = (url: string, more: object = {}) => ({ url, ...more });
const at = (
  target: string,
  { root, path, operation }: { root?: object[]; path?: object[]; operation?: object[] },
) => {
  const servers = (of: object[] | undefined) => (of ? { servers: of } : {});
  const contract = contractOf(
    description(
      {
        '/kites': { get: { operationId: 'kites' } },
        '/login': {
          ...servers(path),
          get: { operationId: 'login', ...servers(operation) },
        },
      },
      servers(root),
    ),
  );
  const { operations, unsupported } = contractAt(contract, target);
  expect(operations[0]).toBe(contract.operations[0]);
  return operations[1] ? (operations[1].base ?? 'that of the target') : unsupported[0]!.reason;
};
const local = 'http://127.0.0.1:4020';
const api = 'https://api.example.com';

const rows: readonly (Parameters<typeof at>[1] & {
  target: string;
  base: string;
  why: string;
})[] = [
  { target: `${local}/v1`, base: 'that of the target', why: 'no servers of its own' },
  {
    target: `${local}/v1`,
    root: [server('/v1')],
    operation: [server('/')],
    base: '',
    why: 'a relative server of an operation',
  },
  {
    target: `${local}/proxy/v1`,
    root: [server('/v1')],
    path: [server('/auth/v2/')],
    base: '/proxy/auth/v2',
    why: 'a relative server of a path, behind a proxy',
  },
  {
    target: `${local}/v1`,
    root: [server('/v1')],
    path: [server('/of-path')],
    operation: [server('/of-operation')],
    base: '/of-operation',
    why: 'that of the operation replaces that of the path',
  },
  {
    target: local,
    operation: [server('/auth')],
    base: '/auth',
    why: 'a description without servers',
  },
  {
    target: `${local}/v1`,
    root: [server(`${api}/v1`)],
    operation: [server(`${api}/login-api`)],
    base: '/login-api',
    why: 'the host of the description, for which the target stands',
  },
  {
    target: `${local}/v2`,
    root: [server('//api.example.com/{version}', { variables: { version: { default: 'v1' } } })],
    operation: [server('//api.example.com/auth')],
    base: '/auth',
    why: 'servers without a scheme, and a variable',
  },
  {
    target: 'https://up.example.com/files',
    root: [server(`${api}/v1`)],
    operation: [server('https://up.example.com/files')],
    base: '/files',
    why: 'the target is its own server',
  },
  {
    target: `${local}/v1`,
    root: [server('/v1')],
    operation: [server('/v1')],
    base: 'that of the target',
    why: 'the same servers as the description',
  },
];
test.for(rows)(
  'an operation is asked at its own base path: $why',
  ({ target, base, ...servers }) => {
    expect(at(target, servers)).toBe(base);
  },
);

for (const { target, why, ...servers } of [
  {
    target: `${api}/v1`,
    root: [server(`${api}/v1`)],
    operation: [server('https://up.example.com/v1')],
    why: 'another host',
  },
  {
    target: `${local}/v1`,
    root: [server('/v1')],
    operation: [server('//up.example.com/v1')],
    why: 'another host without a scheme',
  },
  {
    target: `${local}/other`,
    root: [server('/v1')],
    operation: [server('/auth')],
    why: 'a target with another base path than the description',
  },
])
  test(`an operation is left out and told: ${why}`, () => {
    expect(at(target, servers)).toMatch(/^login: it has servers of its own .* another host: check/);
  });
