import { expect, test } from 'vitest';
import type { Credential } from './credentials.ts';
import { redactor } from './redact.ts';
import { mixinToken } from './signers/mixin-token.ts';

const value = (secret: string): Credential => ({ kind: 'value', value: secret, variable: 'V' });
const credentials = (...secrets: string[]) => new Map(secrets.map((secret, index) => [`scheme${index}`, value(secret)]));

const texts: readonly { secrets: readonly string[]; text: string; left: string; why: string }[] = [
  { secrets: ['s3cret'], text: 'Bearer s3cret, s3cret', left: 'Bearer <redacted>, <redacted>', why: 'everywhere in a text' },
  { secrets: ['a.c$'], text: 'a.c$ abc$', left: '<redacted> abc$', why: 'a secret is no pattern' },
  { secrets: ['one1', 'two2'], text: 'one1 two2', left: '<redacted> <redacted>', why: 'each secret' },
  { secrets: ['abcd', 'abcd-efgh'], text: 'abcd-efgh', left: '<redacted>', why: 'a secret that begins with another is hidden whole' },
  { secrets: ['abcd'], text: 'abc', left: 'abc', why: 'not a part of it' },
  { secrets: ['key'], text: 'the key', left: 'the key', why: 'a very short secret would take words with it' },
  { secrets: [], text: 'text', left: 'text', why: 'no secrets' },
];
for (const { secrets, text, left, why } of texts) {
  test(why, () => expect(redactor(credentials(...secrets))({ message: text, source: { file: 'f' }, count: 1 })).toEqual({ message: left, source: { file: 'f' }, count: 1 }));
}

test('the private key of a session', () => {
  const session: Credential = { kind: 'session', session: mixinToken.ephemeral(), secrets: ['-----BEGIN-----'], variable: 'V' };
  expect(redactor(new Map([['bearer', session]]))({ actual: 'got -----BEGIN-----' })).toEqual({ actual: 'got <redacted>' });
});
