import type { Words } from './words.ts';

/** Die Texte der Seite auf Deutsch. */
export const de: Words = {};
