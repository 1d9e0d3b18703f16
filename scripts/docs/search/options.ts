import type { Options } from 'minisearch';
import type { EntryKind } from './entry.ts';
import { isTelling, wordsOf } from './words-of.ts';

/** What a list of results shows of an entry. */
export type Stored = {
  readonly url: string;
  readonly title: string;
  readonly kind: EntryKind;
  readonly api?: string;
  /** The beginning of its text. */
  readonly text?: string;
};

/** An entry as the index has it. */
export type Indexed = Stored & {
  readonly id: number;
  readonly terms: string;
  readonly full: string;
};

/** How an index is made and read: both sides must take texts apart in the same way. */
export const options: Options<Indexed> = {
  fields: ['title', 'terms', 'full'],
  storeFields: ['url', 'title', 'kind', 'api', 'text'],
  tokenize: wordsOf,
  processTerm: (word, field) => (field !== 'full' || isTelling(word) ? word : false),
};
