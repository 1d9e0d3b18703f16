import { oneLine } from '../visible.ts';
import { escapeRegExp } from '../escape-reg-exp.ts';

/** Parts of a text, and the shell expansion that stands for each: `$NAME` or `$(command)`. */
export type Expansions = ReadonlyMap<string, string>;

/**
 * Quotes text for a POSIX shell. What a terminal would obey or hide is escaped, which shells of
 * before 2024 other than bash, ksh and zsh do not read.
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_04
 */
export function quoted(text: string): string {
  if (oneLine(text) === text) return `'${text.replaceAll("'", String.raw`'\''`)}'`;
  const escaped = [...text].map((character) => {
    if (character === "'" || character === '\\') return `\\${character}`;
    return oneLine(character) === character ? character : octal(character);
  });
  return `$'${escaped.join('')}'`;
}

/** The bytes of a character as `\033`: three digits, so that what follows is no part of them. */
const octal = (character: string): string =>
  [...new TextEncoder().encode(character)]
    .map((byte) => `\\${byte.toString(8).padStart(3, '0')}`)
    .join('');

/**
 * Writes a text as one word for a POSIX shell, with its expansions in double quotes; the whole text
 * is in them unless it has a special character. `!` is special in interactive shells.
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02
 */
export function word(text: string, expansions: Expansions): string {
  const pieces = split(text, [...expansions.keys()]);
  if (!pieces.some((piece) => expansions.has(piece))) return quoted(text);
  if (pieces.some((piece) => !expansions.has(piece) && isSpecial(piece)))
    return pieces
      .map((piece) => (expansions.has(piece) ? `"${expansions.get(piece)}"` : quoted(piece)))
      .join('');
  const between = pieces.map((piece, index) => {
    const next = pieces[index + 1] ?? '';
    const isJoined = !expansions.has(next) && /^\w/.test(next);
    // letters after `$NAME` would be part of the name
    return isJoined ? expansions.get(piece)?.replace(/^\$(\w+)$/, '$${$1}') : expansions.get(piece);
  });
  return `"${pieces.map((piece, index) => between[index] ?? piece).join('')}"`;
}

/** Whether a text can't stand in double quotes as it is. */
const isSpecial = (text: string): boolean => /["$`\\!]/.test(text) || oneLine(text) !== text;

/** Splits a text before and after each of the given parts; the longer part wins. */
function split(text: string, parts: readonly string[]): readonly string[] {
  if (parts.length === 0) return [text];
  const alternatives = parts.toSorted((one, other) => other.length - one.length).map(escapeRegExp);
  return text.split(new RegExp(`(${alternatives.join('|')})`)).filter((piece) => piece !== '');
}
