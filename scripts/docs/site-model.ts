import type { NamedApi } from '../../conformance/core/contract/named-contracts.ts';
import type { Report } from '../../conformance/report/report.ts';
import type { Kept } from './kept.ts';
import type { Page } from './page.ts';
import type { Reference } from './reference/model.ts';
import type { Settings } from './settings.ts';
import type { Say } from './words/words.ts';

/** All that pages are made from. */
export type Site = {
  readonly settings: Settings;
  readonly say: Say;
  readonly references: readonly Reference[];
  /** The last report of the runner, where one is given. */
  readonly report?: Report;
};

/** One kind of page: a file of `pages/`, and a line in its index. */
export type PageKind = {
  readonly id: string;
  /** Its pages, in the order of the site. Pure but for what it reads of the description. */
  readonly pages: (site: Site) => Iterable<Page> | AsyncIterable<Page>;
};

/** What a site is made of. What stands behind a URL was fetched before. */
export type SiteInput = {
  readonly apis: readonly NamedApi[];
  readonly settings: Settings;
  readonly report?: Report;
  /** Where the mock is on the origin of the pages; set by `--serve`. */
  readonly mockPath?: string;
  /** Gives what was made of an API before; by default all is made. */
  readonly kept?: Kept;
};

/** A file of the site: its path from the root, and its content. */
export type SiteFile = readonly [path: string, content: string | Uint8Array];

/** The files of the site by their paths. */
export type SiteFiles = Pick<ReadonlyMap<SiteFile[0], SiteFile[1]>, 'get' | 'has'>;
