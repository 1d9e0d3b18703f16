import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { description, folderWith } from '../../../conformance/testing.ts';
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
  'key.pem': publicPem('ed25519'),
  'ec.pem': publicPem('ec'),
  'no.pem': 'no key',
});

const broken = folderWith({
  'spec/amity/openapi.yaml': 'openapi: 3.1.0\ninfo: [\n',
  'spec/mixin/openapi.yaml': '{"swagger": "2.0"}',
  'spec/notifications/openapi.yaml': description({
    '/a': { get: { responses: { 204: { $ref: './nowhere.yaml' } } } },
  }),
});
const mistakes: { why: string; args: string[]; cwd?: string; says: RegExp }[] = [
  {
    why: 'an unknown API',
    args: ['amitty'],
    says: /^error: There is no API "amitty": did you mean "amity"\? There are amity, mixin, notifications; the path of an OpenAPI description will do too\.\n$/,
  },
  {
    why: 'an API that every object has',
    args: ['constructor'],
    says: /There is no API "constructor"/,
  },
  {
    why: 'an unknown flag',
    args: ['--prot', '1'],
    says: /^error: Unknown option '--prot'\. See --help\.\n$/,
  },
  { why: 'a flag without its value', args: ['--port'], says: /argument missing\. See --help\.\n$/ },
  {
    why: 'a port that is a word',
    args: ['--port', 'http'],
    says: /^error: --port is a number from 0 to 65535, not "http"\.\n$/,
  },
  { why: 'a port that is too large', args: ['--port', '65536'], says: /not "65536"/ },
  { why: 'a port below 0', args: ['--port=-1'], says: /not "-1"/ },
  {
    why: 'a port that looks like a flag',
    args: ['--port', '-1'],
    says: /is ambiguous\. See --help\./,
  },
  { why: 'a port with a fraction', args: ['--port', '1.5'], says: /not "1\.5"/ },
  { why: 'no port at all', args: ['--port='], says: /not ""/ },
  {
    why: 'no such address',
    args: ['--host', '192.0.2.1', '--port', '0'],
    says: /This machine has no address 192\.0\.2\.1: choose another with --host\./,
  },
  {
    why: 'no such key file',
    args: ['--public-key', 'nowhere.pem'],
    says: /--public-key nowhere\.pem can't be read .*: there is no such file\./,
  },
  {
    why: 'a key file without a key',
    args: ['--public-key', join(keys, 'no.pem')],
    says: /no\.pem can't be read as a public key in PEM form: /,
  },
  {
    why: 'a key that nothing is signed with',
    args: ['--public-key', join(keys, 'ec.pem')],
    says: /holds a key of the kind ec: tokens are signed with RSA or Ed25519 keys\./,
  },
  {
    why: 'a description that is no YAML',
    args: ['spec/amity/openapi.yaml'],
    cwd: broken,
    says: /^error: spec\/amity\/openapi\.yaml:\d+: this is no YAML: /,
  },
  {
    why: 'a description of another format',
    args: ['spec/mixin/openapi.yaml'],
    cwd: broken,
    says: /this is a Swagger 2\.0 description, which is not read/,
  },
  {
    why: 'a description with a $ref to nowhere',
    args: ['spec/notifications/openapi.yaml'],
    cwd: broken,
    says: /this \$ref can't be read: .*nowhere\.yaml: there is no such file\./,
  },
  {
    why: 'a format of the log that there is not',
    args: ['--log', 'xml'],
    says: /^error: --log is text, json or off, not "xml"\.\n$/,
  },
  {
    why: 'a certificate without its key',
    args: ['--cert', 'a.pem'],
    says: /^error: --cert lacks its other half: give --cert and --key\.\n$/,
  },
  {
    why: 'a certificate that is none',
    args: ['--cert', join(keys, 'no.pem'), '--key', join(keys, 'key.pem')],
    says: /are no certificate with its key in PEM form: /,
  },
  {
    why: 'no such scenario',
    args: ['--scenario', 'nowhere.yaml'],
    says: /^error: --scenario nowhere\.yaml can't be read: there is no such file\.\n$/,
  },
  {
    why: 'a scenario with a wrong example',
    args: ['--scenario', join(keys, 'rules.yaml')],
    says: /rules\.yaml:2: example=forbiden is no documented answer of createPin\. There are forbidden \(202\), /,
  },
  {
    why: 'no description',
    args: ['nowhere/openapi.yaml'],
    says: /^error: nowhere\/openapi\.yaml: there is no such file\.\n$/,
  },
];
for (const { why, args, cwd, says } of mistakes) {
  test(`a mistake is one line and exit code 2: ${why}`, async () => {
    await using mock = run(args, cwd);
    const { code, out, err } = await mock.ended;
    expect(err).toMatch(says);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });
}

test('a port that is taken is one line and exit code 2', async () => {
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

test('--help answers at once, without Prism and without a description', async () => {
  await using mock = run(['--help'], keys);
  const { code, out, err } = await mock.ended;
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('npm run mock -- [api…] [options]');
});
