/** Control characters, direction overrides, noncharacters and lone surrogates. */
const invisible =
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\p{Noncharacter_Code_Point}\p{Surrogate}]/gu;

/** What most texts consist of: testing it is faster than a search with Unicode properties. */
const plain = /^[\x20-\x7e]*$/;

/** Text from anywhere, its invisible characters escaped as `\x1b`. Line feeds and tabs stay. */
export const visible = (text: string): string =>
  plain.test(text) ? text : text.replaceAll(invisible, escaped);

function escaped(character: string): string {
  const code = character.codePointAt(0)!;
  if (code > 0xffff) return `\\u{${code.toString(16)}}`;
  return code > 0xff
    ? `\\u${code.toString(16).padStart(4, '0')}`
    : `\\x${code.toString(16).padStart(2, '0')}`;
}

/** Visible text that ends no line, for one line of a terminal or a log. */
export const oneLine = (text: string): string =>
  visible(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t');

/** JSON text with the same value, its invisible characters escaped: JSON itself escapes only a few. */
export const visibleJson = (text: string): string =>
  text.replaceAll(
    /[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Visible text, escaped for the content and the double-quoted attributes of XML and HTML. */
export const escapeMarkup = (text: string, special = /[&<>"]/g): string =>
  visible(text).replaceAll(special, (character) => entities[character]!);
