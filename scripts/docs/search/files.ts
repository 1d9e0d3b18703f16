import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { browserModules } from '../browser-modules.ts';
import type { SiteFile } from '../site-model.ts';

const folder = join(import.meta.dirname, '..', 'browser', 'search');

/** The path of the index of the search. Its style sheet is beside it. */
export const indexPath = 'assets/search.json';

/**
 * The files of the search but its index: its style sheet, and its modules below `assets/modules/`, of which the
 * page script loads `scripts/docs/browser/search/search.js`.
 */
export function* searchFiles(): Iterable<SiteFile> {
  yield ['assets/search.css', readFileSync(join(folder, 'search.css'), 'utf8')];
  for (const [name, text] of browserModules(join(folder, 'search.ts')))
    yield [`assets/modules/${name}`, text];
}
