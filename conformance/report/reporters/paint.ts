import { styleText } from 'node:util';

export type Paint = (style: 'bold' | 'red' | 'green' | 'yellow' | 'dim', text: string) => string;

/** Paints text for a terminal, or leaves it as it is. */
export const painter =
  (colors: boolean): Paint =>
  (style, text) =>
    colors ? styleText(style, text, { validateStream: false }) : text;
