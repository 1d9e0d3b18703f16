/** What a search can find. */
export type EntryKind = 'operation' | 'schema' | 'field' | 'error' | 'topic' | 'heading';

/** A place of the site that a search can find. */
export type SearchEntry = {
  /** Its path from the root of the site, with an anchor. */
  readonly url: string;
  readonly title: string;
  readonly kind: EntryKind;
  /** The title of the API that it belongs to; absent for what belongs to none. */
  readonly api?: string;
  /** What it says, as text. */
  readonly text: string;
  /** Other names that it has: an `operationId`, a path, the code of an error, the title of the vendor. */
  readonly terms: readonly string[];
};
