import { expect, test } from 'vitest';
import { english } from '../browser/search/words.ts';
import { sayIn } from '../words/say.ts';
import { searchWords } from './search-words.ts';

test('without words of a page, the search says the same in English', () =>
  expect(searchWords(sayIn('en'))).toEqual(english));

test('own words are those of the search, too', () =>
  expect(searchWords(sayIn('en', { searchField: 'Member' })).field).toBe('Member'));
