import { expect, test } from 'vitest';
import { en } from './en.ts';
import * as languages from './index.ts';
import { sayIn } from './say.ts';

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

for (const [language, words] of Object.entries(languages))
  test(`${language} has the words of English, with the same values`, () => {
    const values = (word: unknown) =>
      [...JSON.stringify(word).matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    const wrong = Object.entries(words).filter(([key, word]) => {
      const original = (en as { readonly [key: string]: unknown })[key];
      return (
        original === undefined ||
        new Set(values(word)).symmetricDifference(new Set(values(original))).size > 0
      );
    });
    expect(wrong).toEqual([]);
  });
