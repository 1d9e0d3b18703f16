import { escapeRegExp } from '../escape-reg-exp.ts';
import type { Json } from '../json.ts';
import { tokensOf } from '../pointer.ts';

/**
 * A JSON text with another value for a member, as far as it is written plainly: behind its name, or,
 * where the name has another form, if nothing else in the text has the value.
 * @param place the place of the member in the body, as a runtime expression
 */
export function withWrittenValue(
  text: string,
  place: string,
  { before, after }: { readonly before: Json; readonly after: Json },
): string {
  const value = literal(before);
  const found = text.match(new RegExp(value, 'g')) ?? [];
  const start = found.length > 1 ? beginningOf(place) : '';
  return text.replaceAll(
    new RegExp(`(${start})${value}`, 'g'),
    (_, name: string) => name + JSON.stringify(after),
  );
}

/** A value as it is written, and not as the beginning or the end of a longer one. */
const literal = (value: Json): string =>
  `(?<![\\w.+-])${escapeRegExp(JSON.stringify(value))}(?![\\w.+-])`;

/** What stands before a member: its name, or that of its list. */
function beginningOf(place: string): string {
  const tokens = tokensOf(place.replace('$request.body#', ''));
  const isElement = /^\d+$/.test(tokens.at(-1) ?? '');
  const name = escapeRegExp(JSON.stringify(tokens.at(isElement ? -2 : -1) ?? ''));
  return `${name}\\s*:\\s*${isElement ? '\\[\\s*' : ''}`;
}
