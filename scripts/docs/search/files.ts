import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { browserScript } from '../browser-script.ts';
import type { SiteFile } from '../site-model.ts';

const styles = join(import.meta.dirname, '..', 'browser', 'search', 'search.css');

/** The path of the index from the root of the site. */
export const indexFile = 'assets/search.json';

/** What is loaded beside the index when a reader comes to the search box: its script and its style sheet. */
export const searchFiles = async (): Promise<readonly SiteFile[]> => [
  ['assets/search.css', readFileSync(styles, 'utf8')],
  ['assets/search.js', await browserScript('search/search')],
];
