import type { en } from './en.ts';
import type { Word } from './word.ts';

/** The name of a text of the site. */
export type WordKey = keyof typeof en;

/** The texts of one language; what is missing is English. */
export type Words = { readonly [key in WordKey]?: Word };

/** Says a text of the site in its language. */
export type Say = (key: WordKey, values?: { readonly [name: string]: string | number }) => string;
