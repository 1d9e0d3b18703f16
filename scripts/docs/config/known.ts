import { en } from '../words/en.ts';
import { languageNames } from '../words/say.ts';
import type { Known } from './read-config.ts';

/** What a configuration of this site may name. */
export const known: Known = { languages: languageNames, words: Object.keys(en) };
