import type { WordKey } from '../words/words.ts';

/** What readers can take with them, beside the pages. */
export const downloads: readonly { readonly file: string; readonly title: WordKey }[] = [
  { file: 'openapi.yaml', title: 'downloadYaml' },
  { file: 'openapi.json', title: 'downloadJson' },
];
