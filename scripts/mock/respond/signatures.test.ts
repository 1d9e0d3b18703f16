import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import {
  calls,
  signed,
  withBody,
  withHeaders,
  type Call,
} from '../../../conformance/corpus/calls.ts';
import type { Mock } from '../server.ts';
import { ask, documented, start } from '../testing.ts';

const mock = await start({ verifySignatures: true });
afterAll(() => mock.close());

const ed25519 = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519').privateKey;

/** A key as clients send it: an RSA key as SPKI, an Ed25519 key as its 32 bytes. */
function secretOf(key: KeyObject): string {
  if (key.asymmetricKeyType === 'ed25519')
    return Buffer.from(key.export({ format: 'jwk' }).x!, 'base64url').toString('base64');
  return key.export({ format: 'der', type: 'spki' }).toString('base64');
}

/** Opens a session with a key and returns its id. */
async function open(at: Mock, key: KeyObject): Promise<string> {
  const { status, json } = await ask(
    at.url,
    withBody(calls.registerUser, { session_secret: secretOf(key) }),
  );
  expect(status).toBe(200);
  return (json as { data: { session_id: string } }).data.session_id;
}

const sid = await open(mock, ed25519.publicKey);
const own = (call: Call, changes: { header?: object; claims?: object; key?: KeyObject } = {}) =>
  signed(call, { key: ed25519.privateKey, ...changes, claims: { sid, ...changes.claims } });
const now = Math.floor(Date.now() / 1000);
const pin = calls.createPin;

const good: { why: string; call: Call }[] = [
  { why: 'the call that was signed', call: own(pin) },
  { why: 'the other operation', call: own(calls.updateDeviceInfo) },
  { why: 'a path with a query', call: own({ ...pin, path: '/pin/update?a=b&c' }) },
  { why: 'the scope of newer clients', call: own(pin, { claims: { scp: 'FULL' } }) },
  {
    why: "the requested path, with the API's name",
    call: own({ ...pin, path: '/mixin/pin/update' }),
  },
  {
    why: "the documented path, sent below the API's name",
    call: { ...own(pin), path: '/mixin/pin/update' },
  },
];
for (const { why, call } of good) {
  test(`with --verify-signatures it accepts ${why}`, async () => {
    const { status, headers } = await ask(mock.url, call);
    expect({ status, violation: headers['x-contract-violation'] }).toEqual({ status: 200 });
  });
}

const bad: { why: string; call: Call; says: RegExp }[] = [
  { why: 'no token', call: pin, says: /^there are no credentials for bearer$/ },
  {
    why: 'wrong-credential',
    call: withHeaders(pin, { Authorization: 'Bearer wrong-credential' }),
    says: /always rejected/,
  },
  {
    why: 'a malformed token',
    call: withHeaders(pin, { Authorization: 'Bearer null' }),
    says: /is not a JWT/,
  },
  {
    why: 'the documented token, whose session is not open',
    call: documented.createPin,
    says: /no public key is known for the session a34c07a9/,
  },
  {
    why: 'another session',
    call: own(pin, { claims: { sid: 'other' } }),
    says: /no public key is known for the session other/,
  },
  {
    why: 'an unknown key',
    call: own(pin, { key: stranger }),
    says: /signature is not the session's/,
  },
  {
    why: 'a body other than the signed one',
    call: { ...own(pin), body: `${pin.body} ` },
    says: /sig is not the SHA-256/,
  },
  {
    why: 'a path other than the signed one',
    call: { ...own(pin), path: '/pin/update?a=b' },
    says: /sig is not the SHA-256/,
  },
  {
    why: 'an expired token',
    call: own(pin, { claims: { exp: now - 1 } }),
    says: /expired at/,
  },
  {
    why: 'a token without an expiry',
    call: own(pin, { claims: { exp: undefined } }),
    says: /lacks one of the claims/,
  },
  { why: 'no algorithm', call: own(pin, { header: { alg: 'none' } }), says: /signed with none/ },
  {
    why: 'an algorithm of another key type',
    call: own(pin, { header: { alg: 'RS512' } }),
    says: /signed with RS512, the session's key is for EdDSA/,
  },
];
for (const { why, call, says } of bad) {
  test(`with --verify-signatures it refuses ${why}`, async () => {
    const { status, json, headers } = await ask(mock.url, call);
    expect({ status, json }).toEqual({
      status: 202,
      json: { error: { status: 202, code: 401, description: 'Unauthorized.' } },
    });
    expect(headers['x-contract-violation']).toMatch(says);
  });
}

test('a session with an RSA key signs with RS512; the last key counts', async () => {
  await using other = await start({ verifySignatures: true });
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const session = await open(other, rsa.publicKey);
  expect(
    await ask(other.url, signed(pin, { key: rsa.privateKey, claims: { sid: session } })),
  ).toMatchObject({ status: 200 });
  expect(await open(other, ed25519.publicKey)).toBe(session);
  expect(
    await ask(other.url, signed(pin, { key: rsa.privateKey, claims: { sid: session } })),
  ).toMatchObject({ status: 202 });
  expect(
    await ask(other.url, signed(pin, { key: ed25519.privateKey, claims: { sid: session } })),
  ).toMatchObject({ status: 200 });
});

test("a key that can't sign tokens opens no session", async () => {
  await using other = await start({ verifySignatures: true });
  const session = await open(other, generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey);
  expect(
    await ask(other.url, signed(pin, { key: stranger, claims: { sid: session } })),
  ).toMatchObject({ status: 202, json: { error: { code: 401 } } });
});

test('a refused registration opens no session', async () => {
  await using other = await start({ verifySignatures: true });
  await ask(
    other.url,
    withBody(calls.registerUser, { session_secret: secretOf(ed25519.publicKey), code: 1 }),
  );
  expect((await ask(other.url, own(pin))).headers['x-contract-violation']).toMatch(
    /no public key is known/,
  );
});

test('publicKey verifies sessions that were opened elsewhere', async () => {
  await using other = await start({
    verifySignatures: true,
    publicKey: createPublicKey(ed25519.privateKey),
  });
  expect(await ask(other.url, own(pin, { claims: { sid: 'anywhere' } }))).toMatchObject({
    status: 200,
  });
  expect(
    await ask(other.url, own(pin, { key: stranger, claims: { sid: 'anywhere' } })),
  ).toMatchObject({ status: 202 });
});

test('verification of signatures does not affect other APIs', async () => {
  expect(await ask(mock.url, documented.refreshPushToken)).toMatchObject({ status: 200 });
  expect(await ask(mock.url, documented.registerUser)).toMatchObject({ status: 200 });
});
