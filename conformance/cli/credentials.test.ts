import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { complaintOf, contractOf, description, folderWith, listen } from '../testing.ts';
import { readConfig } from './config.ts';
import { checkNamesIn } from './config-names.ts';
import { credentialsFor } from './credentials.ts';
import { conformance } from './testing.ts';

const secured = (operationId: string, ...tags: string[]) => ({
  ...{ operationId, tags, security: [{ token: [] }] },
  responses: { 200: { description: 'Done.' } },
});
const text = description(
  {
    '/users': { get: secured('listUsers') },
    '/frontend': { get: secured('readFrontend', 'frontend') },
    '/frontend/metrics': { get: secured('readMetrics', 'frontend') },
  },
  {
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      },
    },
  },
);
const things = contractOf(text);

/** The credentials of the lines of a target. */
function given(lines: string, environment: { readonly [name: string]: string } = {}) {
  const folder = folderWith({ 'c.yaml': `targets:\n  things:\n${lines}` });
  const config = () => readConfig(join(folder, 'c.yaml'), environment);
  return {
    folder,
    read: () =>
      credentialsFor(things, {
        config: config(),
        configFile: 'c.yaml',
        operations: [],
        fetching: { target: 'http://127.0.0.1', timeout: 1000 },
        described: things.operations,
      }),
    check: () => checkNamesIn(config(), [things]),
  };
}

const configuration = `    credentials: { token: "\${ADMIN}" }
    credentialsFor:
      readMetrics: { token: metrics-token }
      tag:frontend: { token: "\${FRONTEND}" }
    otherUser: { token: "\${SECOND}" }
`;
const environment = { ADMIN: 'admin-token', FRONTEND: 'front-token', SECOND: 'second-token' };

test('an operation gets the credential of the most specific selector, else that of the API', () => {
  const { credentials, credentialsFor, otherCredentials } = given(
    configuration,
    environment,
  ).read();
  expect(credentials.get('token')).toMatchObject({ value: 'admin-token' });
  expect([...credentialsFor!].map(([id, own]) => [id, own.get('token')])).toEqual([
    [
      'readFrontend',
      { kind: 'value', value: 'front-token', origin: { kind: 'variable', name: 'FRONTEND' } },
    ],
    [
      'readMetrics',
      {
        ...{ kind: 'value', value: 'metrics-token' },
        origin: { kind: 'variable', name: 'THINGS_TOKEN_READ_METRICS' },
      },
    ],
  ]);
  expect(otherCredentials!.get('token')).toMatchObject({ value: 'second-token' });
});

test('another user has nothing of the environment of the first one', () => {
  vi.stubEnv('THINGS_TOKEN', 'of-the-first');
  const { credentials, otherCredentials } = given('    otherUser: { }\n').read();
  expect(credentials.get('token')).toMatchObject({ value: 'of-the-first' });
  expect(otherCredentials).toEqual(new Map());
  vi.unstubAllEnvs();
});

test('another user has other credentials, or it is a mistake', () => {
  const lines = '    credentials: { token: first-token }\n    otherUser: { token: first-token }\n';
  const same = given(lines);
  expect(complaintOf(same.read, same.folder)).toBe(
    'c.yaml:4: "otherUser" has the same credentials as "credentials": give those of a second user, or leave it out.',
  );
});

test('operations with credentials of their own need none of the API', () => {
  const lines = '    credentialsFor: { "*": { token: some-token } }\n';
  expect(given(lines).read().credentialsFor?.size).toBe(3);
  const { read, folder } = given('    credentialsFor: { tag:frontend: { token: some-token } }\n');
  expect(complaintOf(read, folder)).toContain('things listUsers needs a credential');
});

test('a selector that matches nothing, and a scheme that there is not', () => {
  const nothing = given('    credentialsFor:\n      tag:frontends: { token: x }\n');
  expect(complaintOf(nothing.read, nothing.folder)).toContain(
    'c.yaml:4: no operation matches "tag:frontends": did you mean "tag:frontend"?',
  );
  for (const lines of ['credentialsFor: { "*": { tokn: x } }', 'otherUser: { tokn: x }']) {
    const misspelt = given(`    ${lines}\n`);
    expect(complaintOf(misspelt.check, misspelt.folder)).toContain(
      'c.yaml:3: there is no security scheme of things "tokn": did you mean "token"?',
    );
  }
});

test('--auth-everywhere sends the credential to operations that document no security', async () => {
  const received: string[] = [];
  await using server = await listen(({ url, headers }, response) => {
    received.push(`${url} ${headers.authorization}`.replace('bearer', 'Bearer'));
    response.writeHead(headers.authorization ? 200 : 401).end();
  });
  const open = {
    operationId: 'readOpen',
    responses: { 200: { description: 'Done.' }, 401: { description: 'No.' } },
  };
  const folder = folderWith({
    'things.json': JSON.stringify({
      ...(JSON.parse(text) as object),
      paths: { '/open': { get: open }, '/users': { get: secured('listUsers') } },
    }),
    'c.yaml': `targets:\n  things:\n    url: ${server.url}\n    authEverywhere: true\n`,
  });
  const words = [join(folder, 'things.json'), '--only', 'valid', '--target', server.url];
  const environment = { THINGS_TOKEN: 'good-token' };
  const without = await conformance(words, environment);
  expect(new Set(received)).toEqual(new Set(['/open undefined', '/users Bearer good-token']));
  expect(without.out).toContain(
    '1 operation that documents no `security` answered 401 or 403 (readOpen), and there are credentials for token: --auth-everywhere sends them to every operation',
  );
  for (const more of [['--auth-everywhere'], ['--config', join(folder, 'c.yaml')]]) {
    received.length = 0;
    const { code, out } = await conformance([...words, ...more], environment);
    expect(code).toBe(0);
    expect(new Set(received)).toEqual(
      new Set(['/open Bearer good-token', '/users Bearer good-token']),
    );
    expect(out).not.toContain('auth-everywhere');
  }
  expect(
    (await conformance([...words, '--auth-everywhere', '--include', 'readOpen'])).err,
  ).toContain(
    '--auth-everywhere: there is no credential for readOpen: set THINGS_TOKEN in the environment',
  );
});

test('a run sends each operation its own credential, and reports none', async () => {
  const received: string[] = [];
  await using server = await listen(({ url, headers }, response) => {
    received.push(`${url} ${headers.authorization}`);
    // repeats what it got, and breaks its contract
    response.writeHead(500, { 'content-type': 'text/plain' }).end(headers.authorization);
  });
  const folder = folderWith({
    'things.json': text,
    'c.yaml': `targets:\n  things:\n    url: ${server.url}\n${configuration}`,
  });
  const report = join(folder, 'report.json');
  const words = [
    '--config',
    join(folder, 'c.yaml'),
    '--only',
    'valid',
    '--report',
    `json=${report}`,
  ];
  await conformance([join(folder, 'things.json'), ...words], environment);
  expect(received).toEqual(
    expect.arrayContaining([
      '/users Bearer admin-token',
      '/frontend Bearer front-token',
      '/frontend/metrics Bearer metrics-token',
    ]),
  );
  const written = readFileSync(report, 'utf8');
  expect(written).not.toMatch(/(?:admin|front|metrics|second)-token/);
  expect(written).toContain('Authorization: Bearer $ADMIN');
  expect(written).toContain('Authorization: Bearer $FRONTEND');
  expect(written).toContain('Authorization: Bearer $THINGS_TOKEN_READ_METRICS');
});
