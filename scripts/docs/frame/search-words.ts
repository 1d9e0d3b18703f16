import type { SearchWords } from '../browser/search/words.ts';
import { once } from '../../../conformance/core/memoize.ts';
import { sayIn } from '../words/say.ts';
import type { Say } from '../words/words.ts';

const english = once(() => wordsOf(sayIn('en')));

/** The texts of the search that are not those it has itself, which are English. */
export function searchWords(say: Say): Partial<SearchWords> {
  const own = Object.entries(wordsOf(say)).filter(
    ([name, text]) => text !== english()[name as keyof SearchWords],
  );
  return Object.fromEntries(own);
}

/** All of them; it puts values into them itself. */
export const wordsOf = (say: Say): SearchWords => ({
  results: say('searchResults'),
  none: say('searchNone'),
  one: say('searchCount', { count: 1 }),
  // without a count, its place stays
  several: say('searchCount'),
  failed: say('searchFailed'),
  site: say('searchSite'),
  operation: say('searchOperation'),
  schema: say('searchSchema'),
  field: say('searchField'),
  error: say('searchError'),
  topic: say('searchTopic'),
  heading: say('searchHeading'),
});
