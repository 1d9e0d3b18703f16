import type { Known } from './read-config.ts';

/** What a configuration of this site may name. */
export const known: Known = { languages: ['en'], words: [] };
