import { spawnSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mixinToken } from '../conformance/core/auth/signers/mixin-token.ts';

const root = join(import.meta.dirname, '..');
const { privateKey } = generateKeyPairSync('ed25519');
const environment = {
  MIXIN_BEARER_UID: 'u',
  MIXIN_BEARER_SID: 's',
  MIXIN_BEARER_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
};

/** Runs the command with a body on its standard input. */
function sign(words: readonly string[], body: string | Uint8Array = '') {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'scripts', 'contracts.ts'), 'sign', ...words],
    { cwd: root, env: environment, input: body, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

test('prints the credential of the request on its standard input, byte for byte', () => {
  const body = Buffer.from([0, 255, 10, 10]);
  const { status, stdout, stderr } = sign(['mixin', 'POST', '/session'], body);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  const signed = { method: 'POST', path: '/session', body };
  const publicKey = createPublicKey(privateKey);
  expect(mixinToken.refuse(stdout.trim(), signed, () => publicKey, new Date())).toBeUndefined();
});

for (const { words, complaint, why } of [
  {
    words: ['mixin', 'POST'],
    complaint: 'Three words are needed: API METHOD PATH, such as: mixin POST /session. See --help.',
    why: 'no path',
  },
  {
    words: ['mixin', 'POST', '/session', '--forgery'],
    complaint: `Unknown option '--forgery': did you mean "--forge"? See --help.`,
    why: 'an unknown flag',
  },
])
  test(`reports a mistake in one line: ${why}`, () =>
    expect(sign(words)).toEqual({ status: 2, stdout: '', stderr: `error: ${complaint}\n` }));

test('prints its usage', () => {
  const { status, stdout } = sign(['--help']);
  expect(status).toBe(0);
  expect(stdout).toContain('npm run -s sign -- API METHOD PATH');
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain('expired, other-key, alg-none, other-request');
});
