import { expect, test } from 'vitest';
import type { Credential } from './credentials.ts';
import { redactor } from './redact.ts';
import { mixinToken } from './signers/mixin-token.ts';

const value = (secret: string): Credential => ({ kind: 'value', value: secret });
const credentials = (...secrets: string[]) =>
  new Map(secrets.map((secret, index) => [`scheme${index}`, value(secret)]));

const texts: readonly { secrets: readonly string[]; text: string; left: string; why: string }[] = [
  {
    secrets: ['s3cret'],
    text: 'Bearer s3cret, s3cret',
    left: 'Bearer <redacted>, <redacted>',
    why: 'everywhere in a text',
  },
  {
    secrets: ['Se-crät'],
    text: String.raw`\x53e-cr\xc3\xa4t \u0053\u0065-cr\u00e4t \u{53}e-cr\u{0E4}t \123e\055cr\303\244t \\x53e-crät`,
    left: '<redacted> <redacted> <redacted> <redacted> <redacted>',
    why: 'as code, shells and logs escape it',
  },
  { secrets: ['a.c$'], text: 'a.c$ abc$', left: '<redacted> abc$', why: 'a secret is no pattern' },
  {
    secrets: ['one1', 'two2'],
    text: 'one1 two2',
    left: '<redacted> <redacted>',
    why: 'each secret',
  },
  {
    secrets: ['abcd', 'abcd-efgh'],
    text: 'abcd-efgh',
    left: '<redacted>',
    why: 'a secret that begins with another is hidden whole',
  },
  { secrets: ['abcd'], text: 'abc', left: 'abc', why: 'not a part of it' },
  {
    secrets: ['key'],
    text: 'the key',
    left: 'the key',
    why: 'a very short secret would take words with it',
  },
  { secrets: ['s/e+c"r=t'], text: '"s/e+c\\"r=t"', left: '"<redacted>"', why: 'as JSON writes it' },
  {
    secrets: ['s/e+c"r=t'],
    text: 's%2Fe%2Bc%22r%3Dt s%2fe%2bc%22r%3dt',
    left: '<redacted> <redacted>',
    why: 'percent-encoded, in either letter case',
  },
  {
    secrets: ['secret??>'],
    text: 'c2VjcmV0Pz8+ c2VjcmV0Pz8-',
    left: '<redacted> <redacted>',
    why: 'in either alphabet of base64',
  },
  {
    secrets: ['secret-1'],
    text: Buffer.from('Bearer secret-1 ').toString('base64'),
    left: 'QmVhcmVyIH<redacted>IA==',
    why: 'in base64 of a longer text',
  },
  {
    secrets: ['secret-1'],
    text: Buffer.from('x:secret-1').toString('base64url'),
    left: 'eDp<redacted>Q',
    why: 'in base64 of a longer text, in another position',
  },
  {
    secrets: ['s<e&c>r'],
    text: '"s\\u003ce\\u0026c\\u003er" s&lt;e&amp;c&gt;r',
    left: '"<redacted>" <redacted>',
    why: 'as careful JSON and HTML write it',
  },
  {
    secrets: ['a/b c'],
    text: 'a\\/b c a%2Fb+c a/b%20c',
    left: '<redacted> <redacted> <redacted>',
    why: 'as PHP and forms write it',
  },
  {
    secrets: ['user:pass-word'],
    text: 'user pass-word',
    left: 'user <redacted>',
    why: 'a password without its user',
  },
  {
    secrets: ['a~secret'],
    text: 'a%7Esecret a%257esecret',
    left: '<redacted> <redacted>',
    why: 'percent-encoded where nobody needs to, and twice',
  },
  {
    secrets: ['secret-1'],
    text: '%73%65%63%72%65%74%2d%31 \\u0073\\u0065cret-1 &#115;ecret-1',
    left: '<redacted> <redacted> <redacted>',
    why: 'with its letters escaped',
  },
  {
    secrets: ['secret???1'],
    text: 'c2VjcmV0Pz8\\/MQ c2VjcmV0Pz8%2FMQ',
    left: '<redacted>Q <redacted>Q',
    why: 'in base64 that is escaped itself',
  },
  {
    secrets: ['Secret-1'],
    text: 'SECRET-1 secret-1',
    left: '<redacted> <redacted>',
    why: 'in another letter case',
  },
  {
    secrets: ['secret-1'],
    text: '{"data":[115,101,99,114,101,116,45,49]} 73:65:63:72:65:74:2D:31',
    left: '{"data":[<redacted>]} <redacted>',
    why: 'byte by byte',
  },
  { secrets: ['secret'], text: '736563726574', left: '<redacted>', why: 'in hexadecimal digits' },
  {
    secrets: ['a-long-secret'],
    text: '200 {"token":"a-long-s… (900 characters)',
    left: '200 {"token":"<redacted>… (900 characters)',
    why: 'the beginning that a cut leaves',
  },
  {
    secrets: ['a-long-secret'],
    text: 'wait… (then a-long)',
    left: 'wait… (then a-long)',
    why: 'not the beginning of it elsewhere',
  },
  { secrets: [], text: 'text', left: 'text', why: 'no secrets' },
];
for (const { secrets, text, left, why } of texts) {
  test(why, () =>
    expect(
      redactor([credentials(...secrets)])({ message: text, source: { file: 'f' }, count: 1 }),
    ).toEqual({ message: left, source: { file: 'f' }, count: 1 }),
  );
}

test('the private key of a session', () => {
  const session: Credential = {
    kind: 'session',
    session: mixinToken.ephemeral(),
    secrets: ['-----BEGIN-----'],
  };
  expect(redactor([new Map([['bearer', session]])])({ actual: 'got -----BEGIN-----' })).toEqual({
    actual: 'got <redacted>',
  });
});

test('the secrets of one request, and values from the environment', () => {
  const redact = redactor([credentials('always')], ['from-outside']);
  expect(redact({ actual: 'always once from-outside' }, ['once'])).toEqual({
    actual: '<redacted> <redacted> <redacted>',
  });
  expect(redact({ actual: 'always once' })).toEqual({ actual: '<redacted> once' });
});

test('a token of an earlier request: those of one session begin alike', () => {
  const token = (end: string) =>
    `eyJhbGciOiJFZERTQSIsInR5cCI6IkpXVCJ9.eyJ1aWQiOiI3ZDNmNmE1MiIsInNpZCI6IjFiOWU0YzcwIn0${end}.c2lnbmF0dXJl`;
  const redact = redactor([]);
  redact({ actual: '' }, [token('one')]);
  redact({ actual: '' }, [token('two')]);
  expect(redact({ actual: `said ${token('one')} and ${token('two').slice(0, 50)}` })).toEqual({
    actual: 'said <redacted> and <redacted>',
  });
});

test('the credentials of every API of a run', () => {
  expect(
    redactor([credentials('first-one'), credentials('other-one')])({
      actual: 'first-one other-one',
    }),
  ).toEqual({ actual: '<redacted> <redacted>' });
});

test('200,000 backslashes, of JSON or of percent signs, do not stop the run', () => {
  const redact = redactor([], ['demo-token']);
  for (const text of ['\\'.repeat(200_000), '%25'.repeat(200_000), '&#0'.repeat(200_000)])
    expect(redact({ text: `${text} demo-token` }).text).not.toContain('demo-token');
});

test('a credential that was renewed is as secret as the one before', () => {
  const secrets = ['the-password', 'first-token'];
  const credential: Credential = {
    ...{ kind: 'fetched', isCookie: false, value: 'first-token', secrets },
    origin: { kind: 'variable', name: 'TOKEN' },
    place: 'c.yaml:1',
    ready: async () => undefined,
    renew: async () => undefined,
  };
  const redact = redactor([new Map([['oauth', credential]])]);
  const text = 'the-password first-token other-token';
  expect(redact({ text }).text).toBe('<redacted> <redacted> other-token');
  secrets.push('other-token');
  expect(redact({ text }).text).toBe('<redacted> <redacted> <redacted>');
});
