import { execFile, spawnSync } from 'node:child_process';
import { createHash, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chmodSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { mixinToken, signatureOf } from '../conformance/core/auth/signers/mixin-token.ts';
import { folderWith } from '../conformance/testing.ts';
import { documented, exampleOf, operationNamed, start } from '../scripts/mock/testing.ts';

/** The guides hold values and programs: here they are computed again, and run. */

const guide = readFileSync(join(import.meta.dirname, 'mixin/guides/authentication.md'), 'utf8');

/** The code under a heading. */
function codeUnder(heading: string): string {
  const [, section = ''] = guide.split(`\n## ${heading}\n`);
  const [, code] = /^```\w+\n([\s\S]+?)\n```$/m.exec(section.split('\n## ')[0]!) ?? [];
  if (code === undefined) throw new Error(`there is no code under ${heading}`);
  return code;
}
/** All blocks of code under a heading. */
const blocksUnder = (heading: string): string[] =>
  [
    ...guide
      .split(`\n## ${heading}\n`)[1]!
      .split('\n## ')[0]!
      .matchAll(/^```\w+\n([\s\S]+?)\n```$/gm),
  ].map(([, code]) => code!);

const body = codeUnder('1. The request');
const claims = JSON.parse(codeUnder('3. The claims')) as { readonly [claim: string]: unknown };
const header = codeUnder('4. The header');
const encoded = (text: string) => Buffer.from(text).toString('base64url');

test('the request is that of the document', () => {
  expect(body).toBe(documented.updateDeviceInfo.body);
  expect(guide).toContain(`The body has ${Buffer.byteLength(body)} bytes`);
});

test('each step follows from the one before', () => {
  const [whole, sig] = blocksUnder('2. What the token is good for: `sig`');
  expect(whole).toBe(`POST/session${body}`);
  expect(sig).toBe(createHash('sha256').update(whole!).digest('hex'));
  expect(sig).toBe(signatureOf({ method: 'POST', path: '/session', body: Buffer.from(body) }));
  expect(claims.sig).toBe(sig);
  expect(codeUnder('5. What is signed')).toBe(
    `${encoded(header)}.${encoded(codeUnder('3. The claims'))}`,
  );
  expect(codeUnder('7. The header field')).toBe(
    `Authorization: Bearer ${codeUnder('5. What is signed')}.${codeUnder('6. The signature')}`,
  );
});

test('the token is that of the document', () => {
  const { Authorization: field } = documented.updateDeviceInfo.headers as {
    readonly [name: string]: string;
  };
  expect(codeUnder('7. The header field')).toBe(`Authorization: ${field}`);
});

test('the table of claims has their values, and the times in words', () => {
  const rows = [...guide.matchAll(/^\| `(\w+)` \| `([^`]+)` \| (.+) \|$/gm)];
  expect(Object.fromEntries(rows.map(([, name, value]) => [name, value]))).toEqual(
    Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, String(value)])),
  );
  for (const name of ['iat', 'exp']) {
    const said = rows.find(([, claim]) => claim === name)?.[3];
    expect(said).toContain(new Date(Number(claims[name]) * 1000).toISOString().replace('.000', ''));
  }
  expect(Number(claims.exp) - Number(claims.iat)).toBe(90 * 24 * 3600);
  expect(Buffer.from(codeUnder('6. The signature'), 'base64url')).toHaveLength(128);
});

const keys = {
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
  'rsa of 1024 bits': generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey,
  ed25519: generateKeyPairSync('ed25519').privateKey,
};
const session = {
  uid: 'b6c5e6a0-8f0b-4f6e-9d0d-0b8f6f4f2c11',
  sid: '3d1f7a52-6b0c-4d5e-8f21-9c4b7e6a5d10',
};
const pemOf = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const verifying = (key: KeyObject) =>
  start({ verifySignatures: true, publicKey: createPublicKey(key) });

for (const [kind, key] of Object.entries(keys))
  test(`the TypeScript is accepted by a mock that verifies: ${kind}`, async () => {
    const folder = folderWith({
      'sign.ts': codeUnder('The same in TypeScript'),
      'package.json': '{"type":"module"}',
      'key.pem': pemOf(key),
    });
    await using mock = await verifying(key);
    const run = (sid: string, keyFile: string) =>
      promisify(execFile)(process.execPath, [join(folder, 'sign.ts')], {
        env: {
          ...process.env,
          MIXIN_URL: mock.url,
          MIXIN_BEARER_UID: session.uid,
          MIXIN_BEARER_SID: sid,
          MIXIN_BEARER_PRIVATE_KEY_FILE: keyFile,
        },
      });
    const { stdout } = await run(session.sid, join(folder, 'key.pem'));
    expect(stdout).toMatch(/^200 /);
    expect(JSON.parse(stdout.slice(4))).toMatchObject({
      data: { user_id: session.uid, session_id: session.sid },
    });
  });

const hasPython = spawnSync('python3', ['--version']).status === 0;
// python3 is not on every machine; the other tests compute the same value
test.skipIf(!hasPython)('the Python prints the claim of the documented token', () => {
  const { stdout } = spawnSync('python3', ['-c', codeUnder('`sig` in Python')], {
    encoding: 'utf8',
  });
  expect(stdout.trim()).toBe(claims.sig);
});

const hasCurl = spawnSync('curl', ['--version']).status === 0;
// curl is not on every machine; the TypeScript sends the same
test.skipIf(!hasCurl)('the shell lines are accepted by a mock that verifies', async () => {
  const folder = folderWith({
    'key.pem': pemOf(keys.rsa),
    contracts: `#!/bin/sh\nexec '${process.execPath}' '${resolve('scripts/contracts.ts')}' "$@"\n`,
  });
  chmodSync(join(folder, 'contracts'), 0o755);
  await using mock = await verifying(keys.rsa);
  const lines = codeUnder('The same in a shell');
  expect(lines).toContain(`body='${body}'\n`);
  const { stdout } = await promisify(execFile)(
    'sh',
    ['-c', lines.replace('http://127.0.0.1:4010', mock.url)],
    {
      env: {
        ...process.env,
        PATH: `${folder}:${process.env.PATH}`,
        MIXIN_BEARER_UID: session.uid,
        MIXIN_BEARER_SID: session.sid,
        MIXIN_BEARER_PRIVATE_KEY_FILE: join(folder, 'key.pem'),
      },
    },
  );
  expect(stdout).toMatch(/^HTTP\/1\.1 200 /);
  expect(stdout).toContain(session.sid);
});

const path = '/session';
/** What each row of the table does wrong: what is signed in the place of the request. */
const mistakes: readonly {
  row: string;
  signs?: object;
  at?: Date;
  query?: string;
}[] = [
  { row: 'The body is turned into text twice', signs: { body: Buffer.from(`${body} `) } },
  { row: 'The query is left out', query: '?a=1' },
  { row: 'The path is signed with the base URL', signs: { path: `https://api.mixin.one${path}` } },
  { row: 'or with a slash at its end', signs: { path: `${path}/` } },
  { row: 'The method is signed in small letters', signs: { method: 'post' } },
  { row: 'A token is used for another request', signs: { path: '/pin/update' } },
  { row: 'The token has expired', at: new Date(0) },
];
for (const { row, signs, at = new Date(), query = '' } of mistakes)
  test(`the mock refuses as the guide says: ${row}`, async () => {
    expect(guide).toContain(row);
    await using mock = await verifying(keys.rsa);
    const { sign } = mixinToken.open({ ...session, privateKey: pemOf(keys.rsa) });
    const send = async (token: string) => {
      const response = await fetch(`${mock.url}${path}${query}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
        body,
      });
      return { status: response.status, json: (await response.json()) as unknown };
    };
    const request = { method: 'POST', path, body: Buffer.from(body) };
    const said: unknown = JSON.parse(codeUnder('What often goes wrong'));
    expect(said).toEqual(exampleOf(operationNamed('updateDeviceInfo'), '202', 'unauthorized'));
    expect(await send(sign({ ...request, ...signs }, at))).toEqual({
      status: 202,
      json: said,
    });
    expect((await send(sign({ ...request, path: `${path}${query}` }, new Date()))).status).toBe(
      200,
    );
  });
