import type { EntryKind } from '../../search/entry.ts';

/** The texts of the search. `{query}` and `{count}` stand for what is asked and how many are found. */
export type SearchWords = {
  /** What the list of results is, for screen readers. */
  readonly results: string;
  readonly none: string;
  readonly one: string;
  readonly several: string;
  readonly failed: string;
  /** The name of the group that belongs to no API. */
  readonly site: string;
} & { readonly [kind in EntryKind]: string };

/** What holds where a page has no words. */
export const english: SearchWords = {
  results: 'Results',
  none: 'No results for “{query}”.',
  one: '1 result',
  several: '{count} results',
  failed: 'The index of the search cannot be loaded.',
  site: 'All APIs',
  operation: 'Operation',
  schema: 'Schema',
  field: 'Field',
  error: 'Error',
  topic: 'Page',
  heading: 'Section',
};

/** The texts that an element has as JSON in `data-words`; what is missing is English. */
export const wordsIn = ({ dataset }: HTMLElement): SearchWords => ({
  ...english,
  ...(JSON.parse(dataset.words ?? '{}') as Partial<SearchWords>),
});

/** Puts values into a text. */
export const filled = (
  text: string,
  values: { readonly [name: string]: string | number },
): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
