import { expect, test } from 'vitest';
import { readDiscovery, readToken, tokenRequest } from './grant.ts';
import type { Grant } from './recipe.ts';

const url = 'http://127.0.0.1/token';
const form = 'application/x-www-form-urlencoded';

const requests: readonly {
  why: string;
  grant: Grant;
  body: string;
  basic?: string;
}[] = [
  {
    why: 'a client with a secret stands in the Authorization field',
    grant: {
      flow: 'clientCredentials',
      clientId: 'a:b',
      clientSecret: 'c d%',
      scope: 'read write',
    },
    body: 'grant_type=client_credentials&scope=read+write',
    basic: 'a%3Ab:c+d%25',
  },
  {
    why: 'or in the body',
    grant: { flow: 'clientCredentials', clientId: 'a', clientSecret: 'b', clientIn: 'body' },
    body: 'grant_type=client_credentials&client_id=a&client_secret=b',
  },
  {
    why: 'a user, without a client',
    grant: { flow: 'password', username: 'ada', password: 'p&w' },
    body: 'grant_type=password&username=ada&password=p%26w',
  },
  {
    why: 'a public client stands in the body',
    grant: { flow: 'refresh', refreshToken: 'r', clientId: 'a' },
    body: 'grant_type=refresh_token&refresh_token=r&client_id=a',
  },
];
for (const { why, grant, body, basic } of requests)
  test(`a token request: ${why}`, () => {
    const request = tokenRequest(url, grant);
    const fields = new Map(request.headers);
    expect({ ...request, headers: undefined, body: String(request.body) }).toEqual({
      ...{ url, method: 'POST', headers: undefined, body },
    });
    expect(fields.get('Content-Type')).toBe(form);
    expect(fields.get('Authorization')).toBe(
      basic === undefined ? undefined : `Basic ${Buffer.from(basic).toString('base64')}`,
    );
  });

const bodyOf = (value: unknown) => Buffer.from(JSON.stringify(value));
const jwt = (claims: object) =>
  `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;

const answers: readonly { why: string; status?: number; body: unknown; read: object }[] = [
  {
    why: 'a token, its lifetime and a refresh token',
    body: { access_token: 't', token_type: 'Bearer', expires_in: 60, refresh_token: 'r' },
    read: { value: 't', lifetime: 60, refreshToken: 'r' },
  },
  {
    why: 'a lifetime in quotes, no type, and 201',
    status: 201,
    body: { access_token: 't', expires_in: '60' },
    read: { value: 't', lifetime: 60 },
  },
  { why: 'no lifetime', body: { access_token: 't' }, read: { value: 't', lifetime: undefined } },
  {
    why: 'the lifetime of a JWT',
    body: { access_token: jwt({ iat: 100, exp: 400 }) },
    read: { value: jwt({ iat: 100, exp: 400 }), lifetime: 300 },
  },
  {
    why: 'an error with its description',
    status: 401,
    body: { error: 'invalid_client', error_description: 'No such client.' },
    read: { reason: 'answered 401 invalid_client: No such client.' },
  },
  {
    why: 'an error with 200',
    body: { error: 'invalid_grant' },
    read: { reason: 'answered 200 invalid_grant' },
  },
  {
    why: 'another error',
    status: 404,
    body: { message: 'no' },
    read: { reason: 'answered 404: {"message":"no"}' },
  },
  {
    why: 'no token, and no value of the answer in the message',
    body: { token: 'secret' },
    read: { reason: 'answered 200 without an "access_token": it has token' },
  },
];
for (const { why, status = 200, body, read } of answers)
  test(`the answer of a token endpoint: ${why}`, () =>
    expect(readToken({ status, body: bodyOf(body) })).toEqual(read));

test('a discovery document names the token endpoint, and where it wants the client', () => {
  const tokenUrl = 'https://example.com/t';
  const read = (more: object) =>
    readDiscovery({ status: 200, body: bodyOf({ token_endpoint: tokenUrl, ...more }) });
  expect(read({})).toEqual({ tokenUrl });
  const methods = 'token_endpoint_auth_methods_supported';
  expect(read({ [methods]: ['client_secret_post'] })).toEqual({ tokenUrl, clientIn: 'body' });
  expect(read({ [methods]: ['client_secret_post', 'client_secret_basic'] })).toEqual({ tokenUrl });
  expect(readDiscovery({ status: 404, body: Buffer.from('gone') })).toEqual({
    reason: 'answered 404: gone',
  });
  expect(readDiscovery({ status: 200, body: bodyOf({}) })).toEqual({
    reason: 'answered without a "token_endpoint"',
  });
});
