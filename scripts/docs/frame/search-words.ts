import type { SearchWords } from '../browser/search/words.ts';
import type { Say } from '../words/words.ts';

/** The texts of the search, which it puts values into. */
export const searchWords = (say: Say): SearchWords => ({
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
