import type { Download } from './download.ts';

/** The description as JSON. */
export const json: Download = {
  order: 20,
  ending: 'json',
  title: 'downloadJson',
  write: (document) => `${JSON.stringify(document, undefined, 2)}\n`,
};
