import * as all from './index.ts';
import type { Download } from './download.ts';

/** What readers can take with them, beside the pages, in the order in which a page offers it. */
export const downloads: readonly Download[] = Object.values(all).sort(
  (one, other) => one.order - other.order,
);

/** Where a download is: named as its API, so that the mock of the file serves it below that name. */
export const downloadPath = (api: string, ending: string): string => `${api}/${api}.${ending}`;
