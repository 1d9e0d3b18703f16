import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { en } from './en.ts';
import * as languages from './index.ts';
import { sayIn } from './say.ts';
import type { Word } from './word.ts';

test('a text is said with its values, and with the form of its number', () => {
  const say = sayIn('en');
  expect(say('version', { version: '1.0' })).toBe('Version 1.0');
  expect(say('operationCount', { count: 1 })).toBe('1 operation');
  expect(say('operationCount', { count: 3 })).toBe('3 operations');
});

test('what a language lacks is English, and words of a configuration go first', () => {
  expect(sayIn('fr')('parameters')).toBe(en.parameters);
  expect(sayIn('en', { parameters: 'Arguments' })('parameters')).toBe('Arguments');
});

test('a value that looks like a name is not filled in again', () =>
  expect(sayIn('en')('linkTo', { name: '{name}' })).toBe('Link to {name}'));

const valuesIn = (word: unknown) =>
  new Set([...JSON.stringify(word).matchAll(/\{(\w+)\}/g)].map(([, name]) => name));

for (const [language, words] of Object.entries(languages)) {
  test(`${language} has every word of English and no other`, () =>
    expect(Object.keys(words).sort()).toEqual(Object.keys(en).sort()));

  test(`the words of ${language} have the values of English`, () => {
    const wrong = Object.entries(words).filter(([key, word]) => {
      const original = en[key as keyof typeof en];
      return valuesIn(word).symmetricDifference(valuesIn(original)).size > 0;
    });
    expect(wrong).toEqual([]);
  });

  test(`the words of ${language} have each form of a number`, () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    const wrong = Object.entries<Word>(words).filter(
      ([, word]) =>
        typeof word !== 'string' &&
        new Set(Object.keys(word)).symmetricDifference(new Set(pluralCategories)).size > 0,
    );
    expect(wrong).toEqual([]);
  });
}

test('no two parts of English have the same key', () => {
  const parts = sourcesIn(join(import.meta.dirname, 'en')).map((text) =>
    [...text.matchAll(/^ {2}(\w+):/gm)].map(([, key]) => key),
  );
  expect(parts.flat().sort()).toEqual(Object.keys(en).sort());
});

test('each word is used', () => {
  const folder = join(import.meta.dirname, '..');
  const code = sourcesIn(folder).join('\n');
  expect(Object.keys(en).filter((key) => !code.includes(`'${key}'`))).toEqual([]);
});

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?<!\.test)\.ts$/.test(path) && !path.startsWith('words'))
    .map((path) => readFileSync(join(folder, path), 'utf8'));
}
