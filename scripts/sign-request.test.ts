import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { mixinToken } from '../conformance/core/auth/signers/mixin-token.ts';
import { UserError } from '../conformance/core/user-error.ts';
import { folderWith } from '../conformance/testing.ts';
import { signRequest } from './sign-request.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const folder = folderWith({
  'key.pem': pem,
  'conformance.config.yaml':
    'targets:\n  mixin:\n    credentials:\n      bearer: { uid: u, sid: s, privateKeyFile: "${KEY_FILE}" }\n',
  'empty.yaml': 'targets: {}\n',
});
const environment = {
  MIXIN_BEARER_UID: 'u',
  MIXIN_BEARER_SID: 's',
  MIXIN_BEARER_PRIVATE_KEY_FILE: join(folder, 'key.pem'),
};

type Environment = { readonly [name: string]: string };

/** Signs a request as the command does for these words, in the folder of the configurations. */
async function sign(
  [api = '', method = '', path = '', flag, value]: readonly string[],
  body: string | Uint8Array,
  variables: Environment = environment,
): Promise<string> {
  vi.stubEnv('INIT_CWD', folder);
  for (const [name, text] of Object.entries(variables)) vi.stubEnv(name, text);
  try {
    const options = flag === undefined ? {} : { [flag.replace('--', '')]: value };
    return await signRequest(api, { method, path, body: Buffer.from(body) }, options, variables);
  } finally {
    vi.unstubAllEnvs();
  }
}

/** Why a token is not valid for a request; `undefined` if it is valid. */
const refused = (token: string, method: string, path: string, body: string | Uint8Array) =>
  mixinToken.refuse(
    token,
    { method, path, body: Buffer.from(body) },
    (sid) => (sid === 's' ? createPublicKey(privateKey) : undefined),
    new Date(),
  );

const tokens: readonly {
  words: readonly string[];
  body: string | Uint8Array;
  variables?: Environment;
  refusal?: RegExp;
  why: string;
}[] = [
  { words: ['mixin', 'POST', '/session'], body: '{"platform":"iOS"}', why: 'a body' },
  { words: ['mixin', 'GET', `/me?a=%20b&c=it's`], body: '', why: 'no body, and a query' },
  {
    words: ['mixin', 'POST', '/session', '--scheme', 'bearer'],
    body: Buffer.from([0, 255, 10, 10]),
    why: 'bytes, with line breaks at their end',
  },
  {
    words: ['mixin', 'POST', '/session', '--config', 'conformance.config.yaml'],
    body: '{}',
    variables: { KEY_FILE: join(folder, 'key.pem') },
    why: 'the session of a configuration, named from where the user is',
  },
  {
    words: ['mixin', 'POST', '/session', '--forge', 'expired'],
    body: '{}',
    refusal: /^the token expired/,
    why: 'a forgery',
  },
  {
    words: ['mixin', 'POST', '/session', '--forge', 'other-request'],
    body: '{}',
    refusal: /the claim sig is not/,
    why: 'another forgery',
  },
];
for (const { words, body, variables, refusal, why } of tokens)
  test(`signs one request: ${why}`, async () => {
    const token = await sign(words, body, variables);
    expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(refused(token, words[1]!, words[2]!, body) ?? 'good').toMatch(refusal ?? /^good$/);
  });

const complaints: readonly {
  words: readonly string[];
  variables?: Environment;
  complaint: string;
  why: string;
}[] = [
  {
    words: ['mixn', 'POST', '/session'],
    complaint:
      'There is no API "mixn": did you mean "mixin"? There are amity, mixin, notifications.',
    why: 'an unknown API',
  },
  {
    words: ['amity', 'POST', '/session'],
    complaint:
      'The requests of amity are not signed: its credentials are fixed values. Those of mixin are.',
    why: 'an API without a signer',
  },
  {
    words: ['mixin', 'POST', '/session', '--scheme', 'baerer'],
    complaint:
      'No security scheme "baerer" of mixin signs: did you mean "bearer"? There are bearer.',
    why: 'an unknown scheme',
  },
  {
    words: ['mixin', 'POST', '/session', '--forge', 'expird'],
    complaint:
      'There is no forgery "expird": did you mean "expired"? There are expired, other-key, alg-none, other-request.',
    why: 'an unknown forgery',
  },
  {
    words: ['mixin', 'post', '/session'],
    complaint:
      'The method is written in capitals, such as POST, not "post": it is part of what is signed.',
    why: 'a method in small letters',
  },
  {
    words: ['mixin', 'POST', 'https://api.example.com/session'],
    complaint:
      'The path begins with a slash and follows the base URL, such as /session, not "https://api.example.com/session".',
    why: 'a URL',
  },
  {
    words: ['mixin', 'POST', '/session'],
    variables: {},
    complaint:
      'There is no session to sign with: set MIXIN_BEARER_UID, MIXIN_BEARER_SID, MIXIN_BEARER_PRIVATE_KEY_FILE in the environment, or write targets.mixin.credentials.bearer in a --config file.',
    why: 'no variables',
  },
  {
    words: ['mixin', 'POST', '/session'],
    variables: { MIXIN_BEARER_UID: 'u', MIXIN_BEARER_SID: 's' },
    complaint:
      'A Mixin session needs MIXIN_BEARER_PRIVATE_KEY_FILE (a PEM file) or MIXIN_BEARER_PRIVATE_KEY (PEM text).',
    why: 'a missing variable',
  },
  {
    words: ['mixin', 'POST', '/session'],
    variables: { MIXIN_BEARER_UID: 'u', MIXIN_BEARER_SID: 's', MIXIN_BEARER_PRIVATE_KEY: 's3cret' },
    complaint: 'privateKey holds no private key in PEM form.',
    why: 'a text that is no key, which is not repeated',
  },
  {
    words: ['mixin', 'POST', '/session', '--config', 'empty.yaml'],
    complaint: 'empty.yaml has no targets.mixin.credentials.bearer.',
    why: 'a configuration without the session',
  },
  {
    words: ['mixin', 'POST', '/session', '--config', 'none.yaml'],
    complaint: 'none.yaml: there is no such file.',
    why: 'a missing configuration',
  },
];
for (const { words, variables, complaint, why } of complaints)
  test(`reports a mistake: ${why}`, async () => {
    const error: unknown = await sign(words, '', variables).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message.replace(`${folder}/`, '')).toBe(complaint);
  });
