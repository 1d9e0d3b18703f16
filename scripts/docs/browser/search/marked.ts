import { escapeRegExp } from '../../../../conformance/core/escape-reg-exp.ts';

/** A part of a text, and whether it matches. */
export type Piece = { readonly text: string; readonly isMatch: boolean };

/** Divides a text into what matches words, wherever they begin or stand in a name, and what does not. */
export function pieces(text: string, words: readonly string[]): Piece[] {
  const escaped = words
    .filter((word) => word !== '')
    .toSorted((one, other) => other.length - one.length)
    .map((word) => escapeRegExp(word));
  if (escaped.length === 0) return [{ text, isMatch: false }];
  return text
    .split(new RegExp(`(${escaped.join('|')})`, 'i'))
    .map((part, index) => ({ text: part, isMatch: index % 2 === 1 }))
    .filter((part) => part.text !== '');
}

/** Nodes of a text whose matches are marked. What the text says never becomes markup. */
export const marked = (text: string, words: readonly string[]): Node[] =>
  pieces(text, words).map((piece) => {
    if (!piece.isMatch) return document.createTextNode(piece.text);
    const mark = document.createElement('mark');
    mark.textContent = piece.text;
    return mark;
  });
