import type { Words } from '../browser/console/words.ts';
import * as languages from './console/index.ts';

/**
 * The texts of the console in a language; `undefined` for English, which the console has itself, and where there
 * are none.
 */
export const consoleWords = (language: string): Words | undefined =>
  (languages as { readonly [language: string]: Words })[language.split('-')[0]!];
