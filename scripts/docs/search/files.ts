import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { once } from '../../../conformance/core/memoize.ts';
import { browserModules } from '../browser-modules.ts';
import type { SiteFile } from '../site-model.ts';
import type { SearchEntry } from './entry.ts';
import { searchIndex } from './index-of.ts';

const folder = join(import.meta.dirname, '..', 'browser', 'search');

const modules = once(() => browserModules(join(folder, 'search.ts')));

/** The path of the index from the root of the site. */
export const indexFile = 'assets/search.json';

/**
 * The files of the search: its index `assets/search.json`, its style sheet `assets/search.css`, and its modules
 * below `assets/modules/`, of which the page script loads `scripts/docs/browser/search/search.js`.
 */
export function* searchFiles(entries: readonly SearchEntry[]): Iterable<SiteFile> {
  yield [indexFile, searchIndex(entries)];
  yield ['assets/search.css', readFileSync(join(folder, 'search.css'), 'utf8')];
  for (const [name, text] of modules()) yield [`assets/modules/${name}`, text];
}
