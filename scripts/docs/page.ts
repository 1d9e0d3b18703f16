import type { Block } from './content/block.ts';
import type { Inline } from './content/inline.ts';
import type { EntryKind } from './search/entry.ts';

/** One page of the site, not written yet. */
export type Page = {
  /** Its path from the root of the site, without an ending: `mixin/operations/createPin`. */
  readonly path: string;
  /** The heading of the page, as text. */
  readonly title: string;
  /** One sentence of text, for search engines and lists of pages. */
  readonly summary: string;
  /** What stands above the heading, such as method and path. */
  readonly above?: Inline;
  /** Its parts. They are made when the page is written: those of all pages have no room in memory. */
  readonly blocks: () => readonly Block[];
  /** The API that it belongs to; absent for pages of the whole site. */
  readonly api?: string;
  /** The part of the menu that is open on it: a tag, or the id of its kind. */
  readonly section?: string;
  /** Its entry among the topics of the menu; the lower numbers stand first. */
  readonly topic?: { readonly title: string; readonly order: number };
  /** What the search calls it, and its headings; by default a topic with headings. */
  readonly kind?: EntryKind;
  readonly headingKind?: EntryKind;
  /** Words that find the page beside its text, such as the names of error codes. */
  readonly terms?: readonly string[];
  /** Whether search engines and the search leave it out. */
  readonly isUnlisted?: boolean;
};
