import { expect, test } from 'vitest';
import { english } from '../browser/console/words.ts';
import * as languages from './console/index.ts';
import { consoleWords } from './console-words.ts';
import { languageNames } from './say.ts';

test('the console speaks each language of the site', () =>
  expect(Object.keys(languages).sort()).toEqual(
    languageNames.filter((name) => name !== 'en').sort(),
  ));

test('a page in English has none of its words', () => {
  expect(consoleWords('en')).toBeUndefined();
  expect(consoleWords('fr')).toBeUndefined();
  expect(consoleWords('de-AT')).toBe(languages.de);
});

for (const [language, words] of Object.entries(languages))
  test(`the console has all words in ${language}, with the values of English`, () => {
    const valuesIn = (word: string) =>
      [...word.matchAll(/\{\w+\}/g)].map(([value]) => value).sort();
    expect(Object.keys(words).sort()).toEqual(Object.keys(english).sort());
    for (const [name, word] of Object.entries(english))
      expect(valuesIn(words[name as keyof typeof words]), name).toEqual(valuesIn(word));
  });
