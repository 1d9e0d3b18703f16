import type MiniSearch from 'minisearch';
import type { SearchOptions, SearchResult } from 'minisearch';
import type { EntryKind } from './entry.ts';
import type { Indexed, Stored } from './options.ts';
import { isTelling, wordsOf } from './words-of.ts';

/** An entry that a query found, and the words of it that match. */
export type Found = Stored & { readonly matched: readonly string[] };

/** The found entries of one API, or of the whole site. */
export type FoundGroup = { readonly api?: string; readonly found: readonly Found[] };

/** The most entries that are shown. */
const most = 30;

/** How much likelier one looks for a kind than for a field. */
const likelihood: { readonly [kind in EntryKind]: number } = {
  operation: 2,
  error: 1.6,
  topic: 1.5,
  schema: 1.4,
  heading: 1.1,
  field: 1,
};

/** A number is the code of something: another number is another thing. */
const isNumber = (word: string): boolean => /^\p{N}+$/u.test(word);

/**
 * The entries that a query means, the best first, by API. All words must be in an entry, or begin words of
 * it, or be like words of it; if no entry has all, one of them is enough.
 */
export function find(index: MiniSearch<Indexed>, query: string): readonly FoundGroup[] {
  const words = wordsOf(query);
  const telling = words.filter(isTelling);
  const asked = (telling.length > 0 ? telling : words).join(' ');
  if (asked === '') return [];
  const searchOptions = optionsFor(query);
  const all = index.search(asked, { ...searchOptions, combineWith: 'AND' });
  const results = all.length > 0 ? all : index.search(asked, searchOptions);
  return grouped(results.slice(0, most));
}

function optionsFor(query: string): SearchOptions {
  const name = query.trim().toLowerCase();
  const numbers = new Set(wordsOf(query).filter(isNumber));
  const nearness = (title: string): number => {
    if (title === name || numbers.has(title)) return 4;
    return title.startsWith(name) ? 2 : 1;
  };
  return {
    tokenize: (text) => text.split(' '),
    boost: { title: 3, terms: 3 },
    prefix: (word) => word.length > 1 && !isNumber(word),
    fuzzy: (word) => (word.length > 3 && !isNumber(word) ? 0.2 : false),
    weights: { prefix: 0.5, fuzzy: 0.2 },
    boostDocument(_, __, stored) {
      const { kind, title } = stored as Stored;
      return likelihood[kind] * nearness(title.toLowerCase());
    },
  };
}

/** Results by API: first the API of the best one. */
function grouped(results: readonly SearchResult[]): FoundGroup[] {
  const groups = Map.groupBy(results, (result) => result.api as string | undefined);
  return [...groups].map(([api, own]) => ({
    ...(api === undefined ? {} : { api }),
    found: own.map(({ url, title, kind, text, terms }) => ({
      ...({ url, title, kind, text } as Stored),
      ...(api === undefined ? {} : { api }),
      matched: terms,
    })),
  }));
}
