/** Parts of a text, and what the shell puts in their place: `$NAME` or `$(command)`. */
export type Expansions = ReadonlyMap<string, string>;

/** Quotes text for a POSIX shell. */
export const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/**
 * Writes a text as one word for a POSIX shell. Only double quotes let the shell expand a variable,
 * and they hold the
 * whole text unless it has a character that means something in them. An exclamation mark does in
 * interactive shells.
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02
 */
export function word(text: string, expansions: Expansions): string {
  const pieces = split(text, [...expansions.keys()]);
  if (!pieces.some((piece) => expansions.has(piece))) return quoted(text);
  if (pieces.some((piece) => !expansions.has(piece) && /["$`\\!]/.test(piece)))
    return pieces
      .map((piece) => (expansions.has(piece) ? `"${expansions.get(piece)}"` : quoted(piece)))
      .join('');
  const between = pieces.map((piece, index) => {
    const next = pieces[index + 1] ?? '';
    const isJoined = !expansions.has(next) && /^\w/.test(next);
    // `$NAME` takes the letters that follow it for a part of the name
    return isJoined ? expansions.get(piece)?.replace(/^\$(\w+)$/, '$${$1}') : expansions.get(piece);
  });
  return `"${pieces.map((piece, index) => between[index] ?? piece).join('')}"`;
}

/**
 * A text split before and after each of the given parts; where two begin at one place, the longer
 * counts.
 */
function split(text: string, parts: readonly string[]): readonly string[] {
  if (parts.length === 0) return [text];
  const alternatives = parts
    .toSorted((one, other) => other.length - one.length)
    .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  return text.split(new RegExp(`(${alternatives.join('|')})`)).filter((piece) => piece !== '');
}
