import { styleText } from 'node:util';

/** Puts words in a colour, or leaves them as they are. */
export type Paint = (style: 'bold' | 'red' | 'green' | 'yellow' | 'dim', words: string) => string;

export const painter =
  (colors: boolean): Paint =>
  (style, words) =>
    colors ? styleText(style, words, { validateStream: false }) : words;
