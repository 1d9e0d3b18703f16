import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '../report/report.ts';
import { description, folderWith, jsonBody, listen } from '../testing.ts';
import { readFileSync } from 'node:fs';
import { conformance } from './testing.ts';

const operation = (operationId: string) => ({
  operationId,
  security: [{ oauth: [] }],
  responses: {
    200: { description: 'Done.', ...jsonBody({ type: 'array' }) },
    401: { description: 'Who is there?' },
  },
});
const things = (scheme: object) =>
  description(
    { '/things': { get: operation('listThings') }, '/others': { get: operation('listOthers') } },
    { components: { securitySchemes: { oauth: scheme } } },
  );
const flows = { clientCredentials: { tokenUrl: 'token', refreshUrl: '/refresh', scopes: {} } };
const oauth2 = { type: 'oauth2', flows };
const inCookie = { type: 'apiKey', in: 'cookie', name: 'session' };
const environment = { ID: 'the-client', SECRET: 's3cret-of-client', PASSWORD: 'correct horse' };

type Backend = {
  /** What gives the credential, by method and path. */
  readonly token: (body: string, request: IncomingMessage, response: ServerResponse) => void;
  /** After so many requests, the tokens so far are taken no more. */
  readonly revokesAfter?: number;
};

/** A server that gives tokens `token-of-run-1`, … at any path but its operations', and takes the last one. */
async function backend({ token, revokesAfter = Number.POSITIVE_INFINITY }: Backend) {
  const state = { issued: 0, served: 0, valid: '', fetches: [] as string[] };
  const server = await listen(async (request, response) => {
    const { url = '', method = '', headers } = request;
    const body = Buffer.concat((await request.toArray()) as Buffer[]).toString();
    if (!/^\/(things|others)\b/.test(url)) {
      state.issued += 1;
      state.valid = `token-of-run-${state.issued}`;
      state.fetches.push(`${method} ${url} ${headers.authorization ?? ''} ${body}`);
      return token(body, request, response);
    }
    const sent = `${headers.authorization ?? ''}${headers.cookie ?? ''}`;
    const isGood = [`bearer ${state.valid}`, `session=${state.valid}`].includes(
      sent.replace(/^Bearer /, 'bearer '),
    );
    if (!isGood || state.valid === '')
      return void response.writeHead(401, { 'www-authenticate': 'Bearer' }).end();
    state.served += 1;
    if (state.served === revokesAfter) state.valid = '';
    if (method !== 'GET') return void response.writeHead(405, { allow: 'GET' }).end();
    response.writeHead(200, { 'content-type': 'application/json' }).end('[]');
  });
  return { ...server, state };
}

const json = (response: ServerResponse, value: unknown, status = 200) =>
  void response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(JSON.stringify(value));

/** Runs against a backend with a configured credential; gives the report and everything that was written. */
async function check(
  server: { url: string },
  scheme: object,
  credential: object,
  words: string[] = [],
) {
  const config = { targets: { things: { url: server.url, credentials: { oauth: credential } } } };
  const folder = folderWith({ 'things.yaml': things(scheme), 'c.yaml': JSON.stringify(config) });
  const reports = ['json', 'html', 'junit'].map(
    (kind) => [kind, join(folder, `r.${kind}`)] as const,
  );
  const ended = await conformance(
    [
      ...[join(folder, 'things.yaml'), '--config', join(folder, 'c.yaml'), '--retries', '0'],
      ...[
        '--report',
        'text=-',
        ...reports.flatMap(([kind, path]) => ['--report', `${kind}=${path}`]),
      ],
      ...words,
    ],
    environment,
  );
  const read = (path: string) => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return '';
    }
  };
  const texts = reports.map(([, path]) => read(path));
  const written = `${ended.out}${ended.err}${texts.join('')}`.replaceAll(folder, '');
  return {
    ...ended,
    written,
    report: texts[0] === '' ? undefined : (JSON.parse(texts[0]!) as Report),
  };
}

const secrets = [/token-of-run-\d/, /s3cret-of-client/, /correct horse/, /the-client/];
function expectNoSecret(written: string) {
  for (const secret of secrets) expect(written).not.toMatch(secret);
}

const client = { flow: 'clientCredentials', clientId: '${ID}', clientSecret: '${SECRET}' };
const recipes: readonly {
  why: string;
  scheme?: object;
  credential: object;
  fetch: string;
  answer?: (token: string, response: ServerResponse) => void;
}[] = [
  {
    why: 'client credentials, with the description’s tokenUrl',
    credential: { ...client, scope: 'read' },
    fetch: `POST /token Basic ${btoa('the-client:s3cret-of-client')} grant_type=client_credentials&scope=read`,
  },
  {
    why: 'a password, with a tokenUrl of the configuration',
    scheme: { type: 'http', scheme: 'bearer' },
    credential: {
      flow: 'password',
      username: 'ada',
      password: '${PASSWORD}',
      tokenUrl: '/o/token',
    },
    fetch: 'POST /o/token  grant_type=password&username=ada&password=correct+horse',
  },
  {
    why: 'a refresh token',
    credential: { flow: 'refresh', refreshToken: '${SECRET}' },
    fetch: 'POST /refresh  grant_type=refresh_token&refresh_token=s3cret-of-client',
  },
  {
    why: 'a login that gives a token',
    scheme: { type: 'http', scheme: 'bearer' },
    credential: {
      login: {
        path: '/auth/login',
        body: { email: 'ada@example.com', password: '${PASSWORD}' },
        token: '/data/access_token',
      },
    },
    fetch: 'POST /auth/login  {"email":"ada@example.com","password":"correct horse"}',
    answer: (token, response) => json(response, { data: { access_token: token } }),
  },
  {
    why: 'a login that sets a cookie',
    scheme: inCookie,
    credential: { login: { path: '/login', body: { password: '${PASSWORD}' }, cookie: 'session' } },
    fetch: 'POST /login  {"password":"correct horse"}',
    answer: (token, response) =>
      void response.writeHead(204, { 'set-cookie': `session=${token}; HttpOnly` }).end(),
  },
];
for (const { why, scheme = oauth2, credential, fetch, answer } of recipes)
  test(`a credential is fetched before the run, and renewed at a 401: ${why}`, async () => {
    await using server = await backend({
      revokesAfter: 4,
      token(_, __, response) {
        const token = server.state.valid;
        if (answer) return answer(token, response);
        json(response, { access_token: token, token_type: 'Bearer', expires_in: 3600 });
      },
    });
    const { code, report, written } = await check(server, scheme, credential);
    expect(report?.findings.map(({ id }) => id)).toEqual([]);
    expect({ code, errors: report?.cases.errors }).toEqual({ code: 0, errors: 0 });
    expect(server.state.fetches).toEqual([fetch, fetch]);
    expectNoSecret(written);
  });

test('a refresh token that the server replaces is used next, and shown nowhere', async () => {
  await using server = await backend({
    revokesAfter: 4,
    token: (_, __, response) =>
      json(response, {
        ...{ access_token: server.state.valid, expires_in: '3600' },
        refresh_token: `token-of-run-0${server.state.issued}`,
      }),
  });
  const credential = { flow: 'refresh', refreshToken: '${SECRET}' };
  const { code, written } = await check(server, oauth2, credential);
  expect(code).toBe(0);
  expect(server.state.fetches.map((line) => line.replace(/.*refresh_token=/, ''))).toEqual([
    's3cret-of-client',
    'token-of-run-01',
  ]);
  expectNoSecret(written);
});

test('a discovery document names the token endpoint', async () => {
  await using server = await backend({
    token: (_, { url }, response) =>
      url === '/.well-known/openid-configuration'
        ? json(response, { token_endpoint: `${server.url}/t` })
        : json(response, { access_token: server.state.valid }),
  });
  const scheme = { type: 'openIdConnect', openIdConnectUrl: '/.well-known/openid-configuration' };
  const { code } = await check(server, scheme, client);
  expect(code).toBe(0);
  expect(server.state.fetches.map((line) => line.split(' ')[1])).toEqual([
    '/.well-known/openid-configuration',
    '/t',
  ]);
});

test('a finding has a curl line with a variable, and no secret that the server repeats', async () => {
  await using server = await listen(async (request, response) => {
    const { authorization = '' } = request.headers;
    if (request.url === '/token') return json(response, { access_token: 'token-of-run-1' });
    // every credential is taken, and the answer repeats it with the wrong type
    json(response, { you: authorization, secret: environment.SECRET });
  });
  const { code, report, written } = await check(server, oauth2, client);
  expect(code).toBe(1);
  expect(
    report!.findings.some(({ curl }) => curl.includes('"Authorization: Bearer $THINGS_OAUTH"')),
  ).toBe(true);
  expectNoSecret(written);
});

const failures: readonly {
  why: string;
  answer: (response: ServerResponse) => void;
  says: string;
}[] = [
  {
    why: 'an error of OAuth 2',
    answer: (response) =>
      json(response, { error: 'invalid_client', error_description: 'Not s3cret-of-client.' }, 401),
    says: 'answered 401 invalid_client: Not <redacted>.',
  },
  {
    why: 'no token',
    answer: (response) => json(response, { jwt: 'token-of-run-1' }),
    says: 'answered 200 without an "access_token": it has jwt',
  },
  {
    why: 'a refusal that is a page',
    answer: (response) =>
      void response
        .writeHead(401, { 'content-type': 'text/html' })
        .end('<h1>No s3cret-of-client</h1>'),
    says: 'answered 401: <h1>No <redacted></h1>',
  },
  {
    why: 'a page',
    answer: (response) =>
      void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Log in</h1>'),
    says: 'answered 200 without an "access_token"; its Content-Type is text/html',
  },
  {
    why: 'a redirect, whose query may hold a secret',
    answer: (response) =>
      void response
        .writeHead(302, { location: 'https://a:token-of-run-9@b/t?s=token-of-run-8' })
        .end(),
    says: 'answered 302, and redirects to https://b/t: redirects are not followed, so name that URL if it is the right one',
  },
  {
    why: 'no answer',
    answer: (response) => void response.socket!.destroy(),
    says: 'got no answer: the connection was cut before the response was complete',
  },
];
for (const { why, answer, says } of failures)
  test(`the run does not begin with ${why}`, async () => {
    await using server = await backend({ token: (_, __, response) => answer(response) });
    const { code, err, written } = await check(server, oauth2, client);
    expect({ code, served: server.state.served }).toEqual({ code: 2, served: 0 });
    expect(err.split('\n').filter((line) => line.startsWith('error'))).toEqual([
      expect.stringContaining(
        `/c.yaml:1: The credential of things's security scheme "oauth" could not be fetched: POST ${server.url}/token ${says}`,
      ),
    ]);
    expectNoSecret(written);
  });

test('the run does not begin where nobody listens', async () => {
  await using server = await backend({ token: (_, __, response) => json(response, {}) });
  const tokenUrl = 'http://127.0.0.1:9/token';
  const { code, err } = await check(server, oauth2, { ...client, tokenUrl });
  expect({ code, err }).toEqual({
    code: 2,
    err: expect.stringContaining(`POST ${tokenUrl} can't be reached: the connection was refused`),
  });
});

test('a URL with a password is not asked, and not shown', async () => {
  await using server = await backend({ token: (_, __, response) => json(response, {}) });
  const tokenUrl = `${server.url.replace('//', '//ada:correct horse@')}/token`;
  const { code, err, written } = await check(server, oauth2, { ...client, tokenUrl });
  expect({ code, err }).toEqual({
    code: 2,
    err: expect.stringContaining(
      `POST ${server.url}/token holds a user name or a password, which is not sent: leave it out of the URL`,
    ),
  });
  expect(server.state.fetches).toEqual([]);
  expectNoSecret(written);
});

test('what needs a credential that is lost in mid-run is not judged, and accuses nobody', async () => {
  await using server = await backend({
    revokesAfter: 4,
    token: (_, __, response) =>
      server.state.issued === 1
        ? json(response, { access_token: server.state.valid })
        : json(response, { error: 'invalid_grant' }, 400),
  });
  const { code, report, written } = await check(server, oauth2, client);
  expect({ code, findings: report?.findings }).toEqual({ code: 2, findings: [] });
  expect(report!.cases.passed).toBeGreaterThan(3);
  const reasons = report!.results.flatMap(({ unjudged }) => unjudged?.reason ?? []);
  expect(reasons.filter((reason) => reason.includes('invalid_grant')).length).toBeGreaterThan(3);
  // no more than three in a row
  expect(server.state.issued).toBe(4);
  expectNoSecret(written);
});

test('credentials of other operations and of another user are fetched too', async () => {
  await using server = await backend({
    token: (_, __, response) => json(response, { access_token: server.state.valid }),
  });
  const given = { ...client, tokenUrl: '/token' };
  const config = {
    targets: {
      things: {
        url: server.url,
        credentials: { oauth: given },
        credentialsFor: { listOthers: { oauth: { ...given, scope: 'others' } } },
        otherUser: { oauth: { ...given, scope: 'user' } },
      },
    },
  };
  const folder = folderWith({ 'things.yaml': things(oauth2), 'c.yaml': JSON.stringify(config) });
  // each new token makes those before it bad: they are fetched anew
  const { code, err } = await conformance(
    [join(folder, 'things.yaml'), '--config', join(folder, 'c.yaml')],
    environment,
  );
  expect({ code, err }).toMatchObject({ code: 0 });
  const scopes = server.state.fetches.map((line) => /scope=(\w+)/.exec(line)?.[1] ?? 'none');
  expect(scopes.slice(0, 3).toSorted()).toEqual(['none', 'others', 'user']);
});

test('a note says that the description sends a secret to another server', async () => {
  await using server = await backend({ token: (_, __, response) => json(response, {}) });
  const tokenUrl = 'http://127.0.0.1:9/token';
  const elsewhere = { type: 'oauth2', flows: { clientCredentials: { tokenUrl, scopes: {} } } };
  expect((await check(server, elsewhere, client)).err).toContain(
    `note: the credential of things's security scheme "oauth" comes from http://127.0.0.1:9, as the description says`,
  );
});

test('a plan is printed without fetching anything', async () => {
  await using server = await backend({ token: (_, __, response) => json(response, {}) });
  expect((await check(server, oauth2, client, ['--dry-run'])).code).toBe(0);
  expect(server.state.fetches).toEqual([]);
});
