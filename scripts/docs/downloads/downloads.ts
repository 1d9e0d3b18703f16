import type { WordKey } from '../words/words.ts';

/** What readers can take with them, beside the pages. */
export const downloads: readonly { readonly ending: string; readonly title: WordKey }[] = [
  { ending: 'yaml', title: 'downloadYaml' },
  { ending: 'json', title: 'downloadJson' },
];

/** Where a download is: named as its API, so that the mock of the file serves it below that name. */
export const downloadPath = (api: string, ending: string): string => `${api}/${api}.${ending}`;
