/**
 * What would command a terminal or a page, what turns the direction of text, and what is no
 * character at all.
 */
const invisible =
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\p{Noncharacter_Code_Point}\p{Surrogate}]/gu;

/**
 * Text that may come from an implementation, with what nobody would see written out, such as
 * `\x1b`. Lines and tabs stay.
 */
export const visible = (text: string): string =>
  text.replaceAll(invisible, (character) => {
    const code = character.codePointAt(0)!;
    if (code > 0xffff) return `\\u{${code.toString(16)}}`;
    return code > 0xff
      ? `\\u${code.toString(16).padStart(4, '0')}`
      : `\\x${code.toString(16).padStart(2, '0')}`;
  });
