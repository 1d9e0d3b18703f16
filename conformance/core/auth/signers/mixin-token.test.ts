import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isSignedBy } from '../../../corpus/implementation/credentials.ts';
import { complaintOf, folderWith } from '../../../testing.ts';
import { mixinToken, signatureOf } from './mixin-token.ts';
import type { Signed } from './signer.ts';

const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as {
    [name: string]: unknown;
  };

// the example calls of the documents Create Pin and Update Device Info; the signatures of their
// tokens are of no use without the key
const documented: readonly { document: string; path: string; body: string; token: string }[] = [
  {
    document: 'Create Pin',
    path: '/pin/update',
    body: '{"old_pin":"","pin":"+mRm5rm9bkQztvpsaTyz1Rib0BEM0S1FKl/oYaMfbUJM3ZmrxJhafj/tjHi+3kwQ"}',
    token:
      'eyJhbGciOiJSUzUxMiIsInR5cCI6IkpXVCJ9.eyJleHAiOjE1MzMxMDkzMDIsImlhdCI6MTUyNTMzMzMwMiwianRpIjoiZGNjNjM3ZGQtY2UxMi00MTQwLWI2YzItYjU1OGM1MTYxYzQxIiwic2lkIjoiYTM0YzA3YTktNzU1ZC00YjU0LTk0YzUtZTQ1ZTlhMmRkNDNlIiwic2lnIjoiZTdkMThmMDJmZjBhMTBjNzQ1MzI4OGIyYzkyNTMyZGQ5OWZlMWYyYjc1MzQzYWY0NWI4YjMyYjk2MTE1ZWRkOSIsInVpZCI6IjA2YWVkMWUzLWJkNzctNGE1OS05OTFhLTViYjVhZTZmYmIwOSJ9.R7p5uWHQJDldW-W2CK9sdn4rVKgUbV8ITD9oZZRgb_7j7YVTGF4ulJzt9M_GprKkXmNG2Ox9IO6uIQE-RvqHziSemGAoW1__fYnWrZ8ZyOo7EZeAkbGQ1W-gjjZKz9BqxBvakew_xdgQdnGv0aJq8WffnQkyNxy1DkmITR4kehg',
  },
  {
    document: 'Update Device Info',
    path: '/session',
    body: '{"app_version":"0.2.6","notification_token":"","platform":"iOS","platform_version":"11.0"}',
    token:
      'eyJhbGciOiJSUzUxMiIsInR5cCI6IkpXVCJ9.eyJleHAiOjE1MzMxMTA2OTQsImlhdCI6MTUyNTMzNDY5NCwianRpIjoiYTdmNzI1NDMtYWE3NC00MTFhLWJjNzctNGFkZGY3ODk5NjY2Iiwic2lkIjoiYTM0YzA3YTktNzU1ZC00YjU0LTk0YzUtZTQ1ZTlhMmRkNDNlIiwic2lnIjoiYmQwZTQ0ZDZmZmNjNzgyNjNlZmZlNDk5NDI2MzQzMGQ3YzZiNzBiNjEzMDVjNTUxZjkxNzM3MjU2OGIyZmFlZCIsInVpZCI6IjA2YWVkMWUzLWJkNzctNGE1OS05OTFhLTViYjVhZTZmYmIwOSJ9.ZtoJd5q3Lje6GJ3YBFqE308bViXAt5Gf5-WdITf53r180GQuamj1XXOu4FdOq87Kkh7G0J7crTsvvRMO4Q47_99HU-y46ApcQgzP-fqTncx9igdzCxekuAd_9eLN91fgOYJ4IaBa4C2353jJQ1TOJdf8YWdXxp9jZpHGVkZ9X_0',
  },
];
for (const { document, path, body, token } of documented) {
  test(`the claim sig of the token in ${document} is that of its call`, () => {
    expect(signatureOf({ method: 'POST', path, body: Buffer.from(body) })).toBe(
      claimsOf(token).sig,
    );
    expect(signatureOf({ method: 'POST', path, body: Buffer.from(`${body} `) })).not.toBe(
      claimsOf(token).sig,
    );
  });
  test(`the token in ${document} has the claims that ours have`, () => {
    const { token: ours } = signedWith(rsa2048);
    expect(Object.keys(claimsOf(ours)).sort()).toEqual(Object.keys(claimsOf(token)).sort());
    expect(ours.split('.')[0]).toBe(token.split('.')[0]);
  });
}

const rsa2048 = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const rsa1024 = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
const ed25519 = generateKeyPairSync('ed25519').privateKey;
const pemOf = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();

const now = new Date('2024-02-29T12:00:00Z');
const signed: Signed = { method: 'POST', path: '/session?a=1', body: Buffer.from('{}') };
function signedWith(key: KeyObject) {
  const session = mixinToken.open({ uid: 'the-user', sid: 'the-session', privateKey: pemOf(key) });
  return { token: session.sign(signed, now), session };
}
const refuse = (token: string, key: KeyObject, request = signed, when = now) =>
  mixinToken.refuse(
    token,
    request,
    (sid) => (sid === 'the-session' ? createPublicKey(key) : undefined),
    when,
  );

for (const { key, alg, why } of [
  { key: rsa2048, alg: 'RS512', why: 'RSA, 2048 bits' },
  { key: rsa1024, alg: 'RS512', why: 'RSA, 1024 bits, as in the documents' },
  { key: ed25519, alg: 'EdDSA', why: 'Ed25519' },
]) {
  test(`a token signed with ${why} is good for its request`, () => {
    const { token } = signedWith(key);
    expect(JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString())).toEqual({
      alg,
      typ: 'JWT',
    });
    expect(claimsOf(token)).toMatchObject({
      uid: 'the-user',
      sid: 'the-session',
      iat: now.getTime() / 1000,
      sig: createHash('sha256').update('POST/session?a=1{}').digest('hex'),
    });
    expect(claimsOf(token).scp).toBe(alg === 'EdDSA' ? 'FULL' : undefined);
    expect(refuse(token, key)).toBeUndefined();
  });
}

test('two tokens for one request have different names', () => {
  const { session } = signedWith(ed25519);
  expect(claimsOf(session.sign(signed, now)).jti).not.toBe(claimsOf(session.sign(signed, now)).jti);
});

/** A token with other parts, signed well. */
function forged(head: object, claims: object = {}, key = ed25519): string {
  const whole = { ...claimsOf(signedWith(ed25519).token), ...claims };
  const parts = [head, whole]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${parts}.${sign(key === ed25519 ? null : 'sha512', Buffer.from(parts), key).toString('base64url')}`;
}
const good = signedWith(ed25519).token;
const [head, claims, signature] = good.split('.') as [string, string, string];
const eddsa = { alg: 'EdDSA', typ: 'JWT' };
const seconds = now.getTime() / 1000;

const tokens: readonly {
  token: string;
  request?: Signed;
  key?: KeyObject;
  reason: string | undefined;
  why: string;
}[] = [
  { token: forged(eddsa), reason: undefined, why: 'nothing is wrong' },
  { token: 'Bearer', reason: 'the token is not a JWT', why: 'a word' },
  { token: '', reason: 'the token is not a JWT', why: 'nothing' },
  { token: `${head}.${claims}`, reason: 'the token is not a JWT', why: 'no signature part' },
  { token: `${good}.more`, reason: 'the token is not a JWT', why: 'a part too many' },
  {
    token: `${head}.bm8.${signature}`,
    reason: 'the token is not a JWT',
    why: 'claims that are no JSON',
  },
  {
    token: `${head}.W10.${signature}`,
    reason: 'the token is not a JWT',
    why: 'claims that are no object',
  },
  {
    token: forged({ alg: 'none' }),
    reason: 'the token is signed with none, not with RS512 or EdDSA',
    why: 'alg none, signed',
  },
  {
    token: `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`,
    reason: 'the token is signed with none, not with RS512 or EdDSA',
    why: 'alg none, not signed',
  },
  {
    token: forged({ alg: 'HS512' }),
    reason: 'the token is signed with HS512, not with RS512 or EdDSA',
    why: 'a symmetric algorithm',
  },
  {
    token: forged({ alg: 'RS512' }),
    reason: "the token is signed with RS512, the session's key is for EdDSA",
    why: 'RS512 for an Ed25519 key',
  },
  {
    token: good,
    key: rsa2048,
    reason: "the token is signed with EdDSA, the session's key is for RS512",
    why: 'EdDSA for an RSA key',
  },
  {
    token: forged(eddsa, { sid: 'another-session' }),
    reason: 'no public key is known for the session another-session',
    why: 'an unknown session',
  },
  {
    token: forged(eddsa, { jti: 7 }),
    reason: 'the token lacks one of the claims uid, sid, exp and jti',
    why: 'a claim of another type',
  },
  {
    token: forged(eddsa, { exp: undefined }),
    reason: 'the token lacks one of the claims uid, sid, exp and jti',
    why: 'no time of expiry',
  },
  {
    token: signedWith(generateKeyPairSync('ed25519').privateKey).token,
    reason: "the token's signature is not the session's",
    why: 'another key',
  },
  {
    token: `${head}.${claims}.`,
    reason: "the token's signature is not the session's",
    why: 'an empty signature',
  },
  {
    token: `${head}.${Buffer.from(JSON.stringify({ ...claimsOf(good), uid: 'another' })).toString('base64url')}.${signature}`,
    reason: "the token's signature is not the session's",
    why: 'claims that were changed',
  },
  {
    token: forged(eddsa, { exp: seconds }),
    reason: 'the token expired at 2024-02-29T12:00:00.000Z',
    why: 'it expires now',
  },
  { token: forged(eddsa, { exp: seconds + 1 }), reason: undefined, why: 'it expires in a second' },
  {
    token: good,
    request: { ...signed, path: '/session' },
    reason: 'the claim sig is not the SHA-256 of POST + /session + the body that was sent',
    why: 'another path',
  },
  {
    token: good,
    request: { ...signed, method: 'PUT' },
    reason: 'the claim sig is not the SHA-256 of PUT + /session?a=1 + the body that was sent',
    why: 'another method',
  },
  {
    token: good,
    request: { ...signed, body: Buffer.from('{ }') },
    reason: 'the claim sig is not the SHA-256 of POST + /session?a=1 + the body that was sent',
    why: 'another body',
  },
  {
    token: forged(eddsa, { sig: undefined }),
    reason: 'the claim sig is not the SHA-256 of POST + /session?a=1 + the body that was sent',
    why: 'no claim sig',
  },
];
for (const { token, request, key, reason, why } of tokens)
  test(`${reason ? 'refuses' : 'takes'} a token: ${why}`, () =>
    expect(refuse(token, key ?? ed25519, request)).toBe(reason));

test('a token of ours is good for ten minutes', () => {
  const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
  expect(refuse(good, ed25519, signed, later(599))).toBeUndefined();
  expect(refuse(good, ed25519, signed, later(600))).toContain('the token expired');
});

test('an ephemeral session has a key of its own', () => {
  const session = mixinToken.ephemeral();
  expect(
    mixinToken.refuse(
      session.sign(signed, now),
      signed,
      (sid) => (sid === session.id ? session.publicKey : undefined),
      now,
    ),
  ).toBeUndefined();
  expect(mixinToken.ephemeral().id).not.toBe(session.id);
});

const raw = createPublicKey(ed25519).export({ format: 'jwk' }).x!;
const openings: readonly { operation: string; secret: unknown; opens: boolean; why: string }[] = [
  {
    operation: 'registerUser',
    secret: createPublicKey(rsa1024).export({ type: 'spki', format: 'der' }).toString('base64'),
    opens: true,
    why: 'an RSA key',
  },
  {
    operation: 'registerUser',
    secret: Buffer.from(raw, 'base64url').toString('base64'),
    opens: true,
    why: 'an Ed25519 key',
  },
  { operation: 'registerUser', secret: 'AAAA', opens: false, why: 'base64 that is no key' },
  { operation: 'registerUser', secret: 7, opens: false, why: 'no text' },
  { operation: 'createPin', secret: raw, opens: false, why: 'another operation' },
];
for (const { operation, secret, opens, why } of openings) {
  test(`${opens ? 'opens a' : 'opens no'} session: ${why}`, () => {
    const opened = mixinToken.opened(
      operation,
      { session_secret: secret as string },
      { data: { session_id: 'the-session' } },
    );
    expect(opened?.id).toBe(opens ? 'the-session' : undefined);
  });
}

test('the session that a registration opens takes the tokens of its key', () => {
  const opened = mixinToken.opened(
    'registerUser',
    { session_secret: Buffer.from(raw, 'base64url').toString('base64') },
    { data: { session_id: 'the-session' } },
  );
  expect(mixinToken.refuse(good, signed, () => opened?.publicKey, now)).toBeUndefined();
  expect(mixinToken.opened('registerUser', { session_secret: raw }, { error: {} })).toBeUndefined();
});

test('the key may stand in a file', () => {
  const folder = folderWith({
    'key.pem': pemOf(rsa1024),
    'ec.pem': pemOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
    'no.pem': 'no key',
  });
  const open = (name: string) =>
    mixinToken.open({ uid: 'u', sid: 'the-session', privateKeyFile: join(folder, name) });
  expect(refuse(open('key.pem').sign(signed, now), rsa1024)).toBeUndefined();
  expect(complaintOf(() => open('no.pem'), folder)).toBe(
    'the private key file no.pem holds no private key in PEM form.',
  );
  expect(complaintOf(() => open('none.pem'), folder)).toContain(
    "the private key file none.pem can't be read: there is no such file.",
  );
  expect(complaintOf(() => open('ec.pem'), folder)).toBe(
    'A Mixin session is signed with an RSA or an Ed25519 key, not with ec.',
  );
});

const reasons: { readonly [use: string]: string } = {
  'forged-expired': 'the token expired at 2024-02-29T11:50:00.000Z',
  'forged-other-key': "the token's signature is not the session's",
  'forged-alg-none': 'the token is signed with none, not with RS512 or EdDSA',
  'forged-other-request':
    'the claim sig is not the SHA-256 of POST + /session?a=1 + the body that was sent',
};
/** A request with a token, as the implementation of the corpus receives it. */
const received = (token: string) => ({
  method: signed.method,
  target: signed.path,
  path: '/session',
  headers: new Map([['authorization', `Bearer ${token}`]]),
  headerNames: [],
  body: signed.body,
  tooLarge: false,
  json: {},
});
for (const { use, reason } of mixinToken.forgeries) {
  for (const key of [rsa1024, ed25519]) {
    test(`${use} with ${key.asymmetricKeyType}: refused for that reason alone, because ${reason}`, () => {
      const session = mixinToken.open({
        uid: 'the-user',
        sid: 'the-session',
        privateKey: pemOf(key),
      });
      expect(refuse(session.forge(use, signed, now), key)).toBe(reasons[use]);
      const known = { uid: 'the-user', sid: 'the-session', publicKey: createPublicKey(key) };
      expect(isSignedBy(known, received(session.forge(use, signed, new Date())))).toBe(false);
      expect(isSignedBy(known, received(session.sign(signed, new Date())))).toBe(true);
    });
  }
}

test('an unknown forgery is a programming error', () =>
  expect(() => mixinToken.ephemeral().forge('forged-unheard-of', signed, now)).toThrow(
    'forged-unheard-of',
  ));
