import { expect, test } from 'vitest';
import type { WireRequest } from '../http/messages.ts';
import type { Credential } from './credentials.ts';
import {
  authorize,
  challengesFor,
  credentialsSent,
  unpresentable,
  type Presentation,
} from './present-credentials.ts';
import { secured, type securitySchemes, value } from './testing.ts';

/** Good credentials with a change, in other fields, and under other names. */

const request: WireRequest = { method: 'POST', path: '/things', headers: [['Accept', '*/*']] };
const sent = (
  operation: ReturnType<typeof secured>,
  use: Presentation['credentials'],
  credentials: ReadonlyMap<string, Credential>,
) => {
  const { path, headers } = authorize(operation, request, { credentials: use }, credentials);
  return [path, ...headers.slice(1).map((header) => header.join(': '))];
};

const spoiltOnes: readonly {
  scheme: keyof typeof securitySchemes;
  good: string;
  use: Presentation['credentials'];
  field: string;
}[] = [
  { scheme: 'bearerAuth', good: 'aB1.-z', use: 'empty', field: 'Authorization: Bearer' },
  {
    scheme: 'bearerAuth',
    good: 'aB1.-z',
    use: 'another-case',
    field: 'Authorization: Bearer Ab1.-Z',
  },
  { scheme: 'bearerAuth', good: 'aB1.-', use: 'half', field: 'Authorization: Bearer aB1' },
  { scheme: 'bearerAuth', good: 'aB1z', use: 'changed-end', field: 'Authorization: Bearer aB1a' },
  {
    scheme: 'bearerAuth',
    good: 'aB1a==',
    use: 'changed-end',
    field: 'Authorization: Bearer aB1b==',
  },
  {
    scheme: 'bearerAuth',
    good: 'e.e.xyz',
    use: 'changed-end',
    field: 'Authorization: Bearer e.e.xaz',
  },
  {
    scheme: 'bearerAuth',
    good: 'token',
    use: 'good-under-other-scheme',
    field: 'Authorization: Basic token',
  },
  { scheme: 'bearerAuth', good: 'token', use: 'without-scheme', field: 'Authorization: token' },
  {
    scheme: 'basicAuth',
    good: 'ada:pass',
    use: 'another-case',
    field: `Authorization: Basic ${btoa('ada:PASS')}`,
  },
  {
    scheme: 'basicAuth',
    good: btoa('ada:pass'),
    use: 'half',
    field: `Authorization: Basic ${btoa('ada:pa')}`,
  },
  {
    scheme: 'basicAuth',
    good: 'ada:pass',
    use: 'good-under-other-scheme',
    field: `Authorization: Bearer ${btoa('ada:pass')}`,
  },
  { scheme: 'headerKey', good: 'key', use: 'empty', field: 'X-Key: ' },
  { scheme: 'headerKey', good: 'key', use: 'changed-end', field: 'X-Key: kea' },
];
test.for(spoiltOnes)('$scheme: $good is presented as $use', ({ scheme, good, use, field }) => {
  const credentials = new Map([[scheme, value(good)]]);
  expect(sent(secured([scheme]), use, credentials)).toEqual(['/things', field]);
  expect(unpresentable(secured([scheme]), { credentials: use }, credentials)).toBeUndefined();
});

test.for([
  ['another-case', '0123-ABCdef'],
  ['another-case', '12345'],
  ['half', 'x'],
] as const)('%s of %s is no certain change, so it is not presented', ([use, good]) => {
  const credentials = new Map([['headerKey', value(good)]]);
  expect(unpresentable(secured(['headerKey']), { credentials: use }, credentials)).toMatch(
    /^[a-z]/,
  );
  expect(
    unpresentable(secured(['headerKey']), { credentials: 'good' }, credentials),
  ).toBeUndefined();
});

test('the name of an authentication scheme is in lower case where that is asked for', () => {
  const written = (scheme: string) =>
    authorize(
      secured([scheme]),
      request,
      { credentials: 'good', schemeName: 'lower' },
      new Map([[scheme, value('a:b')]]),
    ).headers.at(-1);
  expect(written('bearerAuth')).toEqual(['Authorization', 'bearer a:b']);
  expect(written('basicAuth')).toEqual(['Authorization', `basic ${btoa('a:b')}`]);
  expect(written('headerKey')).toEqual(['X-Key', 'a:b']);
});

test('part of a credential is as secret as the whole, and a scheme without one is no secret', () => {
  const secretsOf = (scheme: string, use: Presentation['credentials']) => {
    const credentials = new Map([[scheme, value('the-token')]]);
    return credentialsSent(
      request,
      authorize(secured([scheme]), request, { credentials: use }, credentials),
    );
  };
  expect(secretsOf('bearerAuth', 'half')).toEqual(['the-t']);
  expect(secretsOf('bearerAuth', 'empty')).toEqual([]);
  expect(secretsOf('queryKey', 'half')).toEqual(['the-t']);
});

test('a challenge names each scheme of an operation once', () => {
  expect(challengesFor(secured(['bearerAuth'], ['login', 'basicAuth']))).toBe(
    'Bearer realm="things", Basic realm="things"',
  );
  expect(challengesFor(secured(['headerKey']))).toBe('ApiKey realm="things"');
  expect(challengesFor(secured())).toBe('Bearer');
});
