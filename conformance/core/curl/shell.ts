/** What the shell fills in, as it stands between double quotes: `$NAME` or `$(command)`. */
export type Expansion = { readonly shell: string };

/** A text for a POSIX shell, some of which the shell fills in. */
export type Text = readonly (string | Expansion)[];

/** The value of a variable. */
export const variable = (name: string): Expansion => ({ shell: `$${name}` });

/** What a command prints, without the line breaks at its end. */
export const output = (command: string): Expansion => ({ shell: `$(${command})` });

/** Quotes text for a POSIX shell. */
export const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/**
 * A text as one word. Double quotes hold all of it where they leave it as it is; an exclamation mark is one that they
 * do not, in shells that a person types into. @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02
 */
export function word(text: Text): string {
  const parts = text.filter((part) => part !== '');
  if (parts.every((part) => typeof part === 'string')) return quoted(parts.join(''));
  if (parts.every((part) => typeof part !== 'string' || !/["$`\\!]/.test(part)))
    return `"${parts.map(between).join('')}"`;
  const isOpen = (index: number) => typeof (parts[index] ?? '') !== 'string';
  return parts
    .map((part, index) =>
      typeof part === 'string'
        ? quoted(part)
        : `${isOpen(index - 1) ? '' : '"'}${part.shell}${isOpen(index + 1) ? '' : '"'}`,
    )
    .join('');
}

/** A part of a text between double quotes. A name that letters follow is told from them by braces. */
function between(part: string | Expansion, index: number, parts: Text): string {
  if (typeof part === 'string') return part;
  const next = parts[index + 1];
  return typeof next === 'string' && /^\w/.test(next)
    ? part.shell.replace(/^\$(\w+)$/, '$${$1}')
    : part.shell;
}

/**
 * The command that prints a text. Characters up to `ÿ` stand for one byte each where `isBytes` says so; those that
 * would disturb a line are written as octal escapes. @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/printf.html
 */
export function print(text: Text, isBytes = false): string {
  if (!isBytes) return `printf %s ${word(text)}`;
  const format = text
    .map((part) =>
      typeof part === 'string' ? part.replaceAll(/[^\x20-\x7e]|[\\%!]/g, escape) : '%s',
    )
    .join('')
    .replace(/^-/, '\\055');
  return [
    `printf ${quoted(format)}`,
    ...text.flatMap((part) => (typeof part === 'string' ? [] : `"${part.shell}"`)),
  ].join(' ');
}

const escape = (character: string): string =>
  character === '%'
    ? '%%'
    : character === '\\'
      ? '\\\\'
      : `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`;

/** What is to stand in the place of a text. */
export type Place = readonly [needle: string, instead: string | Expansion];

/** A text with something else in the place of parts of it; the longest first, where one begins with another. */
export function filledIn(text: string, places: readonly Place[]): Text {
  return places
    .filter(([needle]) => needle !== '')
    .toSorted(([one], [other]) => other.length - one.length)
    .reduce<Text>(
      (parts, [needle, instead]) =>
        parts.flatMap((part) =>
          typeof part === 'string'
            ? part
                .split(needle)
                .flatMap((piece, index) => (index === 0 ? [piece] : [instead, piece]))
            : [part],
        ),
      [text],
    );
}
