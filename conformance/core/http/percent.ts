/**
 * Percent-encodes all but the unreserved characters.
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-2.3
 */
export const percentEncode = (text: string): string =>
  // most texts stay as they are
  /[^\w.~-]/.test(text) ? encoded(text) : text;

const encoded = (text: string): string =>
  // a lone surrogate has no UTF-8 form: it becomes the replacement character
  encodeURIComponent(text.toWellFormed()).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** Decodes percent-encoding; other text, such as a stray percent sign, stays. Never throws. */
export function percentDecode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    // a run of escapes is decoded if it is UTF-8, also beside one that is not
    return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) => {
      try {
        return decodeURIComponent(run);
      } catch {
        return run;
      }
    });
  }
}

/**
 * Decodes a text of a query or a form, where a plus sign is a space. Never throws.
 * @see https://url.spec.whatwg.org/#concept-urlencoded-parser
 */
export const formDecode = (text: string): string =>
  percentDecode(text.includes('+') ? text.replaceAll('+', ' ') : text);

/** Splits a text at its first equals sign; without one, the whole text is the name. */
export function pairOf(text: string): [name: string, value: string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
