import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { description, folderWith } from '../../../conformance/testing.ts';
import { UserError } from '../../../conformance/core/user-error.ts';
import { serve } from './command.ts';
import { readCommand } from './flags.ts';
import { run } from './testing.ts';

const publicPem = (kind: 'ec' | 'ed25519') => {
  const { publicKey } =
    kind === 'ec'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('ed25519');
  return publicKey.export({ format: 'pem', type: 'spki' }) as string;
};
const keys = folderWith({
  'rules.yaml': '- operation: createPin\n  example: forbiden\n',
  'seeds.yaml': '/todos:\n  - title: Milk\n',
  'key.pem': publicPem('ed25519'),
  'ec.pem': publicPem('ec'),
  'no.pem': 'no key',
});

const upload = {
  parameters: [{ name: 'a', in: 'query', schema: {}, style: 'matrix' }],
  responses: { 204: { description: '' } },
};
const broken = folderWith({
  'spec/amity/openapi.yaml': 'openapi: 3.1.0\ninfo: [\n',
  'spec/mixin/openapi.yaml': '{"swagger": "2.0"}',
  'spec/notifications/openapi.yaml': description({
    '/a': { get: { responses: { 204: { $ref: './nowhere.yaml' } } } },
  }),
  'spec/uploads/openapi.yaml': description({ '/a': { post: upload, put: upload } }),
});

// npm runs scripts with the user's folder in this variable
vi.stubEnv('INIT_CWD', undefined);

const mistakes: { why: string; args: string[]; says: RegExp }[] = [
  {
    why: 'an unknown API',
    args: ['amitty'],
    says: /^There is no API "amitty": did you mean "amity"\? There are amity, mixin, notifications; the path or the URL of an OpenAPI description will do too\.$/,
  },
  {
    why: 'an API named like a member of every object',
    args: ['constructor'],
    says: /^There is no API "constructor"/,
  },
  {
    why: 'an unknown flag',
    args: ['--prot', '1'],
    says: /^Unknown option '--prot': did you mean "--port"\? See --help\.$/,
  },
  {
    why: 'seed data without state',
    args: ['--seed-data', join(keys, 'seeds.yaml')],
    says: /^--seed-data needs --stateful: without it, nothing is kept\.$/,
  },
  {
    why: 'seed data for a path that lists nothing',
    args: ['amity', '--stateful', '--seed-data', join(keys, 'seeds.yaml')],
    says: /seeds\.yaml:1: no operation lists things at \/todos\. There are none\.$/,
  },
  { why: 'a flag without its value', args: ['--port'], says: /argument missing\. See --help\.$/ },
  {
    why: 'a port that is a word',
    args: ['--port', 'http'],
    says: /^--port is a number from 0 to 65535, not "http"\.$/,
  },
  { why: 'a port that is too large', args: ['--port', '65536'], says: /not "65536"/ },
  { why: 'a port below 0', args: ['--port=-1'], says: /not "-1"/ },
  {
    why: 'a port that looks like a flag',
    args: ['--port', '-1'],
    says: /^--port is a number from 0 to 65535, not "-1"\.$/,
  },
  { why: 'a port with a fraction', args: ['--port', '1.5'], says: /not "1\.5"/ },
  { why: 'an empty port', args: ['--port='], says: /not ""/ },
  {
    why: 'a seed that is too large',
    args: ['--seed', '2147483649'],
    says: /^--seed is a number from 0 to 2147483648, not "2147483649"\.$/,
  },
  {
    why: 'an address of another machine',
    args: ['--host', '192.0.2.1', '--port', '0'],
    says: /^This machine has no address 192\.0\.2\.1: choose another with --host\.$/,
  },
  {
    why: 'a missing key file',
    args: ['--public-key', 'nowhere.pem'],
    says: /^--public-key nowhere\.pem can't be read: there is no such file\.$/,
  },
  {
    why: 'a key file without a key',
    args: ['--public-key', join(keys, 'no.pem')],
    says: /no\.pem can't be read as a public key in PEM form: /,
  },
  {
    why: 'a key that signs no tokens',
    args: ['--public-key', join(keys, 'ec.pem')],
    says: /holds a key of the kind ec: tokens are signed with RSA or Ed25519 keys\.$/,
  },
  {
    why: 'a description that is not YAML',
    args: [join(broken, 'spec/amity/openapi.yaml')],
    says: /spec\/amity\/openapi\.yaml:\d+: this is not YAML: /,
  },
  {
    why: 'a description in another format',
    args: [join(broken, 'spec/mixin/openapi.yaml')],
    says: /this is a Swagger 2\.0 description, which is not read/,
  },
  {
    why: 'a description with a broken $ref',
    args: [join(broken, 'spec/notifications/openapi.yaml')],
    says: /this \$ref can't be read: .*nowhere\.yaml: there is no such file\.$/,
  },
  {
    why: 'a description without a supported operation',
    args: [join(broken, 'spec/uploads/openapi.yaml')],
    says: /^There is nothing to serve: .+uploads\/openapi\.yaml:\d+: .+, and 1 more\.$/,
  },
  {
    why: 'an unknown format of the log',
    args: ['--log', 'xml'],
    says: /^--log is one of text, json, off, not "xml"\.$/,
  },
  {
    why: 'a certificate without its key',
    args: ['--cert', 'a.pem'],
    says: /^--cert lacks its other half: give --cert and --key\.$/,
  },
  {
    why: 'a key without its certificate',
    args: ['--key', 'a.pem'],
    says: /^--key lacks its other half: give --cert and --key\.$/,
  },
  {
    why: 'a file without a certificate',
    args: ['--cert', join(keys, 'no.pem'), '--key', join(keys, 'key.pem')],
    says: /are no certificate with its key in PEM form: /,
  },
  {
    why: 'a missing scenario',
    args: ['--scenario', 'nowhere.yaml'],
    says: /^--scenario nowhere\.yaml can't be read: there is no such file\.$/,
  },
  {
    why: 'a scenario with a wrong example',
    args: ['--scenario', join(keys, 'rules.yaml')],
    says: /rules\.yaml:2: example=forbiden is not documented for createPin\. There are forbidden \(202\), /,
  },
  {
    why: 'a missing description',
    args: ['nowhere/openapi.yaml'],
    says: /^nowhere\/openapi\.yaml: there is no such file\.$/,
  },
];
for (const { why, args, says } of mistakes) {
  test(`a mistake is one line: ${why}`, async () => {
    const error: unknown = await Promise.try(async () => serve(readCommand(args)!)).catch(
      (reason) => reason,
    );
    expect(error).toBeInstanceOf(UserError);
    const { message } = error as UserError;
    expect(message).toMatch(says);
    expect(message.split('\n')).toHaveLength(1);
  });
}

test('a mistake is one line on stderr', async () => {
  await using mock = run(['amitty']);
  const { out, err } = await mock.ended;
  expect({ out, err }).toEqual({ out: '', err: expect.stringMatching(/^error: .*"amitty".*\n$/) });
});

test('a used port is one line on stderr and exit code 2', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await using mock = run(['--port', String(port)]);
  const ended = await mock.ended;
  server.close();
  expect(ended).toEqual({
    code: 2,
    signal: null,
    out: '',
    err: `error: Port ${port} is taken: stop what uses it, or choose another with --port.\n`,
  });
});

test('--help needs neither Prism nor a description', async () => {
  await using mock = run(['--help'], keys);
  const { code, out, err } = await mock.ended;
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('npm run mock -- [API, FILE, FOLDER or URL…] [options]');
});
