import { expect, test } from 'vitest';
import { contractOf, description } from '../../testing.ts';
import { schemesOf, type Credentials } from './credentials.ts';
import { withOfferedSchemes } from './offered-schemes.ts';
import { authorize } from './present-credentials.ts';

const responses = { 200: { description: 'Done.' } };
const of = (operationId: string, security?: readonly object[]) => ({
  get: { operationId, responses, ...(security && { security }) },
});
const securitySchemes = {
  unused: { type: 'apiKey', in: 'query', name: 'key' },
  token: { type: 'http', scheme: 'bearer' },
  cookie: { type: 'apiKey', in: 'cookie', name: 'session' },
};
const contract = contractOf(
  description(
    {
      '/one': of('one', [{ cookie: [] }, { token: [] }]),
      '/two': of('two', [{ token: [] }]),
      '/three': of('three', [{ token: [] }]),
      '/optional': of('optional', [{}, { cookie: [] }]),
      '/open': of('open'),
    },
    { components: { securitySchemes } },
  ),
);
const given = (...names: string[]): Credentials =>
  new Map(names.map((name) => [name, { kind: 'value', value: `good-${name}` }]));
const request = { method: 'GET', path: '/', headers: [] };

/** What each operation is sent. */
const sentWith = (of: typeof contract, credentials: Credentials) =>
  Object.fromEntries(
    of.operations.map((operation) => {
      const sent = authorize(operation, request, { credentials: 'good' }, credentials);
      return [operation.id, [sent.path, ...sent.headers.flat()].join(' ')];
    }),
  );

test('without it, operations that document no security get no credential', () => {
  expect(sentWith(contract, given('token', 'cookie'))).toMatchObject({ optional: '/', open: '/' });
  expect([...schemesOf(contract)]).toEqual(['cookie', 'token']);
});

test('all operations get a credential, those without security the most usual one', () => {
  const everywhere = withOfferedSchemes(contract);
  expect(sentWith(everywhere, given('token', 'cookie'))).toEqual({
    one: '/ Cookie session=good-cookie',
    two: '/ Authorization Bearer good-token',
    three: '/ Authorization Bearer good-token',
    optional: '/ Authorization Bearer good-token',
    open: '/ Authorization Bearer good-token',
  });
  expect(sentWith(everywhere, given('cookie')).open).toBe('/ Cookie session=good-cookie');
  expect(sentWith(everywhere, given('unused')).open).toBe('/?key=good-unused');
  expect(sentWith(everywhere, given()).open).toBe('/');
  expect(everywhere.operations.find(({ id }) => id === 'open')?.security).toEqual([]);
});

test('a scheme that no operation documents can get a credential then', () =>
  expect([...schemesOf(withOfferedSchemes(contract))]).toEqual(['cookie', 'token', 'unused']));
