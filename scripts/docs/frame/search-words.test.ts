import { expect, test } from 'vitest';
import { english } from '../browser/search/words.ts';
import { sayIn } from '../words/say.ts';
import { searchWords, wordsOf } from './search-words.ts';

test('without words of a page, the search says the same in English', () =>
  expect(wordsOf(sayIn('en'))).toEqual(english));

test('a page in English has none of them', () => expect(searchWords(sayIn('en'))).toEqual({}));

test('own words are those of the search, too', () =>
  expect(searchWords(sayIn('en', { searchField: 'Member' }))).toEqual({ field: 'Member' }));
