import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomUUID,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isObject } from '../../pointer.ts';
import { UserError } from '../../user-error.ts';
import { userPath } from '../../user-path.ts';
import type { Signed, SignedSession, Signer } from './signer.ts';

/** How long a token is valid, in seconds. */
const lifetime = 600;

/**
 * The bearer token of the Mixin API: a JWT whose `sig` claim covers method, path and body, so that
 * it is valid for
 * one request only. RS512 with an RSA key, EdDSA with an Ed25519 key. This uses node:crypto instead
 * of a JWT library,
 * because sessions of that API have RSA keys of 1024 bits, which libraries reject.
 * @see https://www.rfc-editor.org/rfc/rfc7515 https://www.rfc-editor.org/rfc/rfc8037#section-3.1
 */
export const mixinToken: Signer = {
  id: 'mixin-token',
  summary: 'A JWT for each request, whose `sig` claim is the SHA-256 of method, path and body.',
  api: 'mixin',
  scheme: 'bearer',
  members: ['uid', 'sid', 'privateKeyFile', 'privateKey'],
  forgeries: [
    { use: 'forged-expired', reason: 'its token has expired' },
    { use: 'forged-other-key', reason: 'its token is signed with the key of another session' },
    {
      use: 'forged-alg-none',
      reason: 'its token is not signed',
    },
    {
      use: 'forged-other-request',
      reason: 'the claim sig of its token is for another request',
    },
  ],
  open({ uid, sid, privateKeyFile, privateKey }) {
    if (!uid || !sid) throw new UserError('A Mixin session needs "uid" and "sid".');
    if (!privateKeyFile && !privateKey)
      throw new UserError(
        'A Mixin session needs "privateKeyFile" (a PEM file) or "privateKey" (PEM text).',
      );
    return sessionOf(uid, sid, readKey(privateKeyFile, privateKey));
  },
  ephemeral: () => sessionOf(randomUUID(), randomUUID(), generateKeyPairSync('ed25519').privateKey),
  opened(operation, request, reply) {
    const secret = isObject(request) ? request.session_secret : undefined;
    const user = isObject(reply) ? reply.data : undefined;
    if (
      operation !== 'registerUser' ||
      typeof secret !== 'string' ||
      !isObject(user) ||
      typeof user.session_id !== 'string'
    )
      return undefined;
    const publicKey = publicKeyOf(secret);
    return publicKey && { id: user.session_id, publicKey };
  },
  refuse(token, signed, publicKeyOfSession, now) {
    const [header, claims, signature, ...more] = token.split('.');
    const head = decoded(header);
    const claim = decoded(claims);
    if (!head || !claim || signature === undefined || more.length > 0) return 'the token is no JWT';
    const { uid, sid, exp, jti } = claim;
    if (head.alg !== 'RS512' && head.alg !== 'EdDSA')
      return `the token is signed with ${String(head.alg)}, not with RS512 or EdDSA`;
    if (
      typeof uid !== 'string' ||
      typeof sid !== 'string' ||
      typeof exp !== 'number' ||
      typeof jti !== 'string'
    )
      return 'the token lacks one of the claims uid, sid, exp and jti';
    const publicKey = publicKeyOfSession(sid);
    if (!publicKey) return `no public key is known for the session ${sid}`;
    if (head.alg !== algorithmOf(publicKey))
      return `the token is signed with ${head.alg}, the session's key is for ${algorithmOf(publicKey)}`;
    if (
      !verify(
        digestOf(publicKey),
        Buffer.from(`${header}.${claims}`),
        publicKey,
        Buffer.from(signature, 'base64url'),
      )
    )
      return "the token's signature is not the session's";
    if (exp * 1000 <= now.getTime())
      return `the token expired at ${new Date(exp * 1000).toISOString()}`;
    if (claim.sig !== signatureOf(signed))
      return `the claim sig is not the SHA-256 of ${signed.method} + ${signed.path} + the body that was sent`;
    return undefined;
  },
};

/** The `sig` claim: lower-case hex SHA-256 of method, path with query, and body. */
export const signatureOf = ({ method, path, body }: Signed): string =>
  createHash('sha256').update(method).update(path).update(body).digest('hex');

/**
 * A public key as `session_secret` carries it: base64 of an RSA key (SPKI, DER) or of the 32 bytes
 * of an Ed25519 key.
 */
function publicKeyOf(secret: string): KeyObject | undefined {
  const bytes = Buffer.from(secret, 'base64');
  try {
    if (bytes.length === 32)
      return createPublicKey({
        format: 'jwk',
        key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') },
      });
    return createPublicKey({ format: 'der', type: 'spki', key: bytes });
  } catch {
    // any base64 string is a valid `session_secret`; without a key in it, the session can't be
    // verified
    return undefined;
  }
}

function sessionOf(uid: string, sid: string, privateKey: KeyObject): SignedSession {
  const alg = algorithmOf(privateKey);
  const token = (
    signed: Signed,
    now: Date,
    {
      key = privateKey,
      named = alg as string,
    }: { readonly key?: KeyObject | undefined; readonly named?: string } = {},
  ) => {
    const iat = Math.floor(now.getTime() / 1000);
    // clients that sign with EdDSA also name the scope
    const scope = alg === 'EdDSA' ? { scp: 'FULL' } : {};
    const claims = encoded({
      uid,
      sid,
      iat,
      exp: iat + lifetime,
      jti: randomUUID(),
      sig: signatureOf(signed),
      ...scope,
    });
    const parts = `${encoded({ alg: named, typ: 'JWT' })}.${claims}`;
    return `${parts}.${named === alg ? sign(digestOf(key), Buffer.from(parts), key).toString('base64url') : ''}`;
  };
  let other: KeyObject | undefined;
  // made once: an RSA key takes long
  const otherKey = () => {
    other ??= keyLike(privateKey);
    return other;
  };
  return {
    id: sid,
    publicKey: createPublicKey(privateKey),
    sign: (signed, now) => token(signed, now),
    forge(use, signed, now) {
      if (use === 'forged-expired')
        return token(signed, new Date(now.getTime() - 2 * lifetime * 1000));
      if (use === 'forged-other-key') return token(signed, now, { key: otherKey() });
      if (use === 'forged-alg-none') return token(signed, now, { named: 'none' });
      if (use === 'forged-other-request')
        return token(
          {
            ...signed,
            path: `/another${signed.path}`,
            body: Buffer.concat([signed.body, Buffer.from(' ')]),
          },
          now,
        );
      throw new Error(`a Mixin session can't forge a token in the way ${use}`);
    },
  };
}

/** A new key of the same kind and length. */
const keyLike = ({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): KeyObject =>
  asymmetricKeyType === 'rsa'
    ? generateKeyPairSync('rsa', { modulusLength: asymmetricKeyDetails?.modulusLength ?? 2048 })
        .privateKey
    : generateKeyPairSync('ed25519').privateKey;

function readKey(file: string | undefined, text: string | undefined): KeyObject {
  const named = file ? `the private key file ${file}` : 'privateKey';
  let pem = text ?? '';
  try {
    if (file) pem = readFileSync(userPath(file), 'utf8');
  } catch (error) {
    throw new UserError(`${named} can't be read: ${(error as Error).message}`);
  }
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw new UserError(`${named} holds no private key in PEM form.`);
  }
  algorithmOf(key);
  return key;
}

function algorithmOf({ asymmetricKeyType }: KeyObject): 'RS512' | 'EdDSA' {
  if (asymmetricKeyType === 'rsa') return 'RS512';
  if (asymmetricKeyType === 'ed25519') return 'EdDSA';
  throw new UserError(
    `A Mixin session is signed with an RSA or an Ed25519 key, not with ${String(asymmetricKeyType)}.`,
  );
}

const digestOf = (key: KeyObject) => (algorithmOf(key) === 'RS512' ? 'sha512' : null);
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function decoded(part: string | undefined): { readonly [name: string]: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString());
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
