import type { Texts } from '../word.ts';

/** The search; it fills in `{query}` and `{count}` itself. */
export const search = {
  search: 'Search',
  searchNeedsServer:
    'The search needs a web server: browsers do not load its index from a local folder.',
  searchResults: 'Results',
  searchNone: 'No results for “{query}”.',
  searchCount: { one: '1 result', other: '{count} results' },
  searchFailed: 'The index of the search cannot be loaded.',
  searchSite: 'All APIs',
  searchOperation: 'Operation',
  searchSchema: 'Schema',
  searchField: 'Field',
  searchError: 'Error',
  searchTopic: 'Page',
  searchHeading: 'Section',
} as const satisfies Texts;
