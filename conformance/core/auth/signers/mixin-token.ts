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
import { isObject } from '../../pointer.ts';
import { readTextOr } from '../../text-file.ts';
import { UserError } from '../../user-error.ts';
import { userPath } from '../../user-path.ts';
import type { Signed, SignedSession, Signer } from './signer.ts';

/** How long a token is valid, in seconds. */
const lifetime = 600;

/**
 * The bearer token of the Mixin API: a JWT for one request, with RS512 or EdDSA. It uses node:crypto
 * because that API has RSA keys of 1024 bits, which JWT libraries reject.
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
    { use: 'forged-alg-none', reason: 'its token is not signed' },
    { use: 'forged-other-request', reason: 'the claim sig of its token is for another request' },
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
    const id = isObject(user) ? user.session_id : undefined;
    if (operation !== 'registerUser' || typeof secret !== 'string' || typeof id !== 'string')
      return undefined;
    const publicKey = publicKeyOf(secret);
    return publicKey && { id, publicKey };
  },
  claims(token) {
    const { uid, sid } = decoded(token.split('.')[1]) ?? {};
    return typeof uid === 'string' && typeof sid === 'string' ? { uid, sid } : undefined;
  },
  refuse(token, signed, publicKeyOfSession, now) {
    const [header, claims, signature, ...more] = token.split('.');
    const head = decoded(header);
    const claim = decoded(claims);
    if (!head || !claim || signature === undefined || more.length > 0)
      return 'the token is not a JWT';
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
    const content = Buffer.from(`${header}.${claims}`);
    if (!verify(digestOf(publicKey), content, publicKey, Buffer.from(signature, 'base64url')))
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

/** Reads `session_secret`: base64 of an RSA key (SPKI, DER) or of an Ed25519 key (32 bytes). */
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
    // any base64 string is a valid `session_secret`, also without a key
    return undefined;
  }
}

function sessionOf(uid: string, sid: string, privateKey: KeyObject): SignedSession {
  const alg = algorithmOf(privateKey);
  const token = (signed: Signed, now: Date, key: KeyObject | 'none' = privateKey) => {
    const iat = Math.floor(now.getTime() / 1000);
    // clients that sign with EdDSA also name the scope
    const scope = alg === 'EdDSA' ? { scp: 'FULL' } : {};
    const times = { iat, exp: iat + lifetime };
    const sig = signatureOf(signed);
    const claims = encoded({ uid, sid, ...times, jti: randomUUID(), sig, ...scope });
    const parts = `${encoded({ alg: key === 'none' ? key : alg, typ: 'JWT' })}.${claims}`;
    if (key === 'none') return `${parts}.`;
    return `${parts}.${sign(digestOf(key), Buffer.from(parts), key).toString('base64url')}`;
  };
  // made once: an RSA key takes long
  let otherKey: KeyObject | undefined;
  return {
    id: sid,
    publicKey: createPublicKey(privateKey),
    sign: (signed, now) => token(signed, now),
    forge(use, signed, now) {
      if (use === 'forged-expired')
        return token(signed, new Date(now.getTime() - 2 * lifetime * 1000));
      if (use === 'forged-other-key') {
        otherKey ??= keyLike(privateKey);
        return token(signed, now, otherKey);
      }
      if (use === 'forged-alg-none') return token(signed, now, 'none');
      if (use === 'forged-other-request') {
        const body = Buffer.concat([signed.body, Buffer.from(' ')]);
        return token({ ...signed, path: `/another${signed.path}`, body }, now);
      }
      throw new Error(`a Mixin session can't forge a token in the way ${use}`);
    },
  };
}

/** A new key of the same kind and length. */
function keyLike({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): KeyObject {
  if (asymmetricKeyType !== 'rsa') return generateKeyPairSync('ed25519').privateKey;
  const { modulusLength = 2048 } = asymmetricKeyDetails ?? {};
  return generateKeyPairSync('rsa', { modulusLength }).privateKey;
}

function readKey(file: string | undefined, text: string | undefined): KeyObject {
  const named = file ? `the private key file ${file}` : 'privateKey';
  const pem = file
    ? readTextOr(userPath(file), (reason) => {
        throw new UserError(`${named} can't be read: ${reason}.`);
      })
    : (text ?? '');
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
  // most tokens that a mock gets are no JWT, and a caught error takes more time than the rest
  if (!part) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
