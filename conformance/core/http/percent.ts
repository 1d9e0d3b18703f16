/** Percent-encodes all but the unreserved characters. @see https://www.rfc-editor.org/rfc/rfc3986#section-2.3 */
export const percentEncode = (text: string): string =>
  encodeURIComponent(wellFormed(text)).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** Takes percent-encoding off; what is no percent-encoding, such as a stray percent sign, is itself. Never throws. @see https://www.rfc-editor.org/rfc/rfc3986#section-2.1 */
export function percentDecode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    // a run of escapes that is UTF-8 is read, even where another one beside it is not
    return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) => {
      try {
        return decodeURIComponent(run);
      } catch {
        return run;
      }
    });
  }
}

/** A text of a query or a form, where a plus sign is a blank. Never throws. @see https://url.spec.whatwg.org/#concept-urlencoded-parser */
export const formDecode = (text: string): string => percentDecode(text.replaceAll('+', ' '));

/** A text split at its first equals sign; without one it is a name alone. */
export function pairOf(text: string): [name: string, value: string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** Half of a surrogate pair has no UTF-8: it goes out as what UTF-8 has in its place. */
const wellFormed = (text: string) => text.toWellFormed();
