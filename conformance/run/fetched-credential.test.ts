import { expect, test } from 'vitest';
import type { Fetched } from '../core/auth/recipe.ts';
import { fetchedCredential } from './fetched-credential.ts';

/** A credential whose server gives these in turn, and the last one from then on. */
function credentialOf(answers: readonly Fetched[]) {
  let fetched = 0;
  let time = 0;
  const credential = fetchedCredential(
    { api: 'things' },
    { name: 'oauth' },
    {
      recipe: { login: { path: '/login', token: '/t' }, secrets: ['the-password'] },
      fetch: async () => answers[Math.min(fetched++, answers.length - 1)]!,
      now: () => time,
      place: 'c.yaml:1',
      variable: 'THINGS_OAUTH',
    },
  );
  return {
    credential,
    fetched: () => fetched,
    pass: (seconds: number) => {
      time += seconds * 1000;
    },
  };
}
const token = (value: string, lifetime?: number): Fetched => ({ value, lifetime });
const refused: Fetched = { reason: 'POST /login answered 401' };

test('it is fetched once, and kept without an end', async () => {
  const { credential, fetched, pass } = credentialOf([token('one'), token('two')]);
  expect(await credential.ready()).toBeUndefined();
  pass(1e6);
  expect(await credential.ready()).toBeUndefined();
  expect({ value: credential.value, fetched: fetched() }).toEqual({ value: 'one', fetched: 1 });
  expect(credential.origin).toEqual({ kind: 'variable', name: 'THINGS_OAUTH' });
});

test('it is renewed before its end', async () => {
  const { credential, pass } = credentialOf([token('one', 100), token('two', 10), token('three')]);
  const values: string[] = [];
  for (const seconds of [0, 69, 2, 4, 2]) {
    pass(seconds);
    await credential.ready();
    values.push(credential.value);
  }
  expect(values).toEqual(['one', 'one', 'two', 'two', 'three']);
  expect(credential.secrets).toEqual(['the-password', 'one', 'two', 'three']);
});

test('it is good to its end where no other one can be had', async () => {
  const { credential, pass } = credentialOf([token('one', 100), refused]);
  await credential.ready();
  pass(80);
  expect(await credential.ready()).toBeUndefined();
  expect(credential.value).toBe('one');
  pass(30);
  expect(await credential.ready()).toBe(
    'The credential of things\'s security scheme "oauth" could not be fetched: POST /login answered 401',
  );
});

test('those who ask for it at the same time get the same one', async () => {
  const { credential, fetched } = credentialOf([token('one'), token('two'), token('three')]);
  await Promise.all([credential.ready(), credential.ready()]);
  expect({ value: credential.value, fetched: fetched() }).toEqual({ value: 'one', fetched: 1 });
  await Promise.all([credential.renew('one'), credential.renew('one')]);
  await credential.renew('one');
  expect({ value: credential.value, fetched: fetched() }).toEqual({ value: 'two', fetched: 2 });
});

test('a server that gives none three times is asked no more', async () => {
  const { credential, fetched } = credentialOf([refused]);
  const reasons = [];
  for (let tries = 0; tries < 5; tries += 1) reasons.push(await credential.ready());
  expect(new Set(reasons).size).toBe(1);
  expect(fetched()).toBe(3);
});

test('a reason holds no secret, and a value is one that a header field can hold', async () => {
  const leaking = credentialOf([{ reason: 'answered 400: the-password is wrong' }]);
  expect(await leaking.credential.ready()).toMatch(/answered 400: <redacted> is wrong$/);
  expect(await credentialOf([token('a\nb')]).credential.ready()).toMatch(
    /it holds a character that no header field can carry$/,
  );
});
