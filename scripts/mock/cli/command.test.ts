import { generateKeyPairSync } from 'node:crypto';
import { request as secureRequest } from 'node:https';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { generate } from 'selfsigned';
import { expect, test } from 'vitest';
import { withBody } from '../../../conformance/corpus/calls.ts';
import { description, folderWith, listen } from '../../../conformance/testing.ts';
import { startMock, type Mock } from '../server.ts';
import { ask, documented } from '../testing.ts';
import { mockOptions } from './command.ts';
import { readCommand } from './flags.ts';

/** Starts the mock of a command line, in this process. */
const startedBy = async (...args: string[]): Promise<Mock> =>
  startMock(await mockOptions(readCommand(['--port', '0', '--quiet', ...args])!));

/** The status for a URL, and the names of the certificate, which nothing verifies. */
const askSecurely = (url: string) =>
  new Promise<{ status: number | undefined; names: string }>((resolve, reject) => {
    secureRequest(url, { rejectUnauthorized: false, agent: false }, (response) => {
      const names = (response.socket as TLSSocket).getPeerCertificate().subjectaltname ?? '';
      response.resume().on('end', () => resolve({ status: response.statusCode, names }));
    })
      .on('error', reject)
      .end();
  });

test('--state keeps what is remembered from one start to the next, and makes the mock stateful', async () => {
  const file = join(folderWith({}), 'state.json');
  const name = async (mock: Mock, displayName?: string) => {
    const { json } = await ask(mock.url, withBody(documented.registerSession, { displayName }));
    return (json as { users: { displayName: string }[] }).users[0]!.displayName;
  };
  {
    await using mock = await startedBy('amity', '--state', file);
    expect(await name(mock, 'Ada')).toBe('Ada');
  }
  await using mock = await startedBy('amity', '--state', file);
  expect(mock.state.memory().map(({ kept }) => kept.displayName)).toContain('Ada');
  expect(await name(mock)).toBe('Ada');
});

test('--dynamic generates responses, and --stateful remembers values', async () => {
  await using mock = await startedBy('amity', '--dynamic', '--stateful', '--seed', '7');
  const name = async (displayName?: string) =>
    (await ask(mock.url, withBody(documented.registerSession, { displayName }))).json as {
      accessToken: string;
      users: { displayName: string }[];
    };
  const [first, second] = [await name('Ada'), await name()];
  expect(first.accessToken).not.toBe(second.accessToken);
  expect(second.users[0]!.displayName).toBe('Ada');
});

test('--overlay changes the description that is served', async () => {
  const folder = folderWith({
    'die.json': description({
      '/die': { get: { operationId: 'roll', responses: { 204: { description: 'Rolled.' } } } },
    }),
    'overlay.yaml':
      "overlay: 1.0.0\nactions:\n  - target: $.paths['/die'].get.responses\n    update: { 202: { description: Later. } }\n  - target: $.paths['/die'].get.responses['204']\n    remove: true\n",
  });
  const overlay = ['--overlay', join(folder, 'overlay.yaml')];
  await using mock = await startedBy(join(folder, 'die.json'), ...overlay);
  expect((await ask(mock.url, { path: '/die' }, 'GET')).status).toBe(202);
});

test('--scenario starts with the rules of a file', async () => {
  const folder = folderWith({
    'rules.yaml': '- { operation: createPin, example: pinFormat, next: 1 }\n',
  });
  await using mock = await startedBy('mixin', '--scenario', join(folder, 'rules.yaml'));
  const codes = [
    (await ask(mock.url, documented.createPin)).json,
    (await ask(mock.url, documented.createPin)).status,
  ];
  expect(codes).toMatchObject([{ error: { code: 20118 } }, 200]);
});

test('--origin allows the pages of this origin only', async () => {
  await using mock = await startedBy(
    'amity',
    '--origin',
    'https://a.example.com',
    '--origin',
    'https://b.example.com',
  );
  for (const [Origin, allowed] of [
    ['https://a.example.com', 'https://a.example.com'],
    ['https://b.example.com', 'https://b.example.com'],
    ['https://c.example.com', undefined],
  ] as const) {
    expect(
      (await ask(mock.url, { path: '/', headers: { Origin } }, 'GET')).headers[
        'access-control-allow-origin'
      ],
    ).toBe(allowed);
  }
});

test('--https generates a certificate for this machine, and --cert names one', async () => {
  await using mock = await startedBy('amity', '--https');
  expect(mock.url).toMatch(/^https:/);
  expect(await askSecurely(`${mock.url}/__mock/health`)).toEqual({
    status: 200,
    names: expect.stringContaining('DNS:localhost'),
  });
  const own = await generate([{ name: 'commonName', value: 'own.example.com' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'own.example.com' }] }],
  });
  const folder = folderWith({ 'own.pem': own.cert, 'own.key': own.private });
  await using other = await startedBy(
    'amity',
    '--cert',
    join(folder, 'own.pem'),
    '--key',
    join(folder, 'own.key'),
  );
  expect(await askSecurely(`${other.url}/__mock/health`)).toEqual({
    status: 200,
    names: 'DNS:own.example.com',
  });
});

test('--verify-signatures rejects the documented token, which has expired', async () => {
  await using mock = await startedBy('--verify-signatures');
  expect(await ask(mock.url, documented.createPin)).toMatchObject({
    status: 202,
    json: { error: { code: 401 } },
  });
});

test('--public-key verifies signatures too', async () => {
  const { publicKey } = generateKeyPairSync('ed25519');
  const keys = folderWith({
    'key.pem': publicKey.export({ format: 'pem', type: 'spki' }) as string,
  });
  await using mock = await startedBy('--public-key', join(keys, 'key.pem'));
  expect((await ask(mock.url, documented.createPin)).headers['x-contract-violation']).toBe(
    "the token is signed with RS512, the session's key is for EdDSA",
  );
});

test('a description behind a URL is served', async () => {
  const text = description({
    '/die': { get: { operationId: 'roll', responses: { 204: { description: 'Rolled.' } } } },
  });
  await using specs = await listen((request, response) =>
    response.writeHead(request.headers['x-key'] === 'k' ? 200 : 403).end(text),
  );
  await using mock = await startedBy(`${specs.url}/die.json`, '--header', 'X-Key: k');
  expect((await fetch(`${mock.url}/die`)).status).toBe(204);
});
