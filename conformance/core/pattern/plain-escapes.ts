/** A quantifier in braces, as JavaScript reads it. */
const braces = /^\{\d+(?:,\d*)?\}/;
/** `{,3}` is a quantifier in some dialects and text in others; so is what `x{` begins. */
const otherBraces = /^\{\s*,?\s*\d|^\{\}/;
const syntax = /[\^$\\.*+?()[\]{}|/]/;

/**
 * A pattern in the spelling that JavaScript demands with the flag `u`: a needless escape is the sign
 * itself (`\_`, `\-`), and so is a brace or a bracket that closes or opens nothing, and a hyphen
 * beside a class such as `\w`. Whatever dialects read in different ways stays as it is.
 * @see https://tc39.es/ecma262/#sec-regular-expressions-patterns
 */
export function withPlainEscapes(pattern: string): string {
  const out: string[] = [];
  let position = 0;
  // `[a[b]]` is a class in a class for some dialects
  let hasInnerBracket = false;
  while (position < pattern.length) {
    if (pattern[position] === '[') {
      const made = classAt(pattern, position);
      hasInnerBracket ||= made.hasInnerBracket;
      out.push(made.text);
      position = made.end;
      continue;
    }
    const { written, length } = pieceAt(pattern.slice(position, position + longest));
    out.push(written === '\\]' && length === 1 && hasInnerBracket ? ']' : written);
    position += length;
  }
  return out.join('');
}

/** No escape is longer: a name of a property has some tens of characters. */
const longest = 60;

/** The escape, quantifier or sign at the start of a text, and its length there. */
function pieceAt(text: string): { readonly written: string; readonly length: number } {
  const [sign = ''] = text;
  if (sign === '\\') {
    const escaped = escapeAt(text);
    return { written: plain(escaped), length: escaped.length };
  }
  const [quantifier] = braces.exec(text) ?? [];
  if (quantifier !== undefined) return { written: quantifier, length: quantifier.length };
  const isSign = sign === '{' ? !otherBraces.test(text) : sign === '}' || sign === ']';
  return { written: isSign ? `\\${sign}` : sign, length: 1 };
}

/** The escape at the start of a text, with what belongs to it in braces or as digits. */
const escapeAt = (text: string): string =>
  /^\\(?:[pPu]\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|k<[^>]*>|[\s\S])/u.exec(text)?.[0] ?? '\\';

/** A letter or digit after a backslash has a meaning, here or elsewhere; any other sign has none. */
function plain(escaped: string): string {
  const sign = escaped.slice(1);
  return sign === '' || /^[A-Za-z0-9]/.test(sign) || syntax.test(sign) ? escaped : sign;
}

/** The class that begins at a position, and where it ends. */
function classAt(
  pattern: string,
  start: number,
): { readonly text: string; readonly end: number; readonly hasInnerBracket: boolean } {
  const members: string[] = [];
  const first = pattern[start + 1] === '^' ? start + 2 : start + 1;
  let position = first;
  while (position < pattern.length && pattern[position] !== ']') {
    const rest = pattern.slice(position, position + longest);
    const member = rest.startsWith('\\')
      ? escapeAt(rest)
      : String.fromCodePoint(pattern.codePointAt(position)!);
    members.push(member);
    position += member.length;
  }
  return {
    text: [
      pattern.slice(start, first),
      ...members.map((_, index) => memberOf(members, index)),
      pattern.slice(position, position + 1),
    ].join(''),
    end: position + 1,
    hasInnerBracket: members.includes('['),
  };
}

/** A hyphen means itself if it is escaped, or beside a class such as `\w`, which begins no range. */
function memberOf(members: readonly string[], index: number): string {
  const member = members[index]!;
  if (member === '\\-') return member;
  if (member.startsWith('\\')) return plain(member);
  const beside = [members[index - 1], members[index + 1]];
  const isSign = beside.some((one) => /^\\[dDwWsSpP]/.test(one ?? '')) && !beside.includes('-');
  return member === '-' && isSign ? '\\-' : member;
}
