import type { Json } from '../../json.ts';

/**
 * Why readers disagree about a JSON text, or may refuse it, although it is well-formed: a predicate,
 * or `undefined`. Most texts are what `JSON.stringify` writes, which is fast to tell.
 * @param value what `JSON.parse` reads in the text
 * @see https://www.rfc-editor.org/rfc/rfc7493#section-2
 */
export function doubtAbout(text: string, value: Json): string | undefined {
  if (!suspicious.test(text) && text === JSON.stringify(value)) return undefined;
  if (text.startsWith(byteOrderMark)) return 'must not begin with a byte-order mark';
  return doubtIn(text);
}

export const byteOrderMark = '\uFEFF';

/**
 * What can be in doubt in a text that `JSON.stringify` writes: an escape, a member that JavaScript
 * treats in its own way, and a large number.
 */
const suspicious = /\\u|__proto__|\d{16}|\de\+/;

/** The doubt about a value that was read from texts, as of a form: it may have lost digits. */
export const doubtAboutNumbers = (value: Json): string | undefined =>
  isInexact(value) ? words.number : undefined;

function isInexact(value: Json): boolean {
  if (typeof value === 'number') return !isExact(JSON.stringify(value));
  return typeof value === 'object' && value !== null && Object.values(value).some(isInexact);
}

/** The longest text, in characters, that is written once more: of a longer one that takes longer. */
const longestWritten = 10_000_000;

/**
 * The first member name that stands twice in one object of a JSON text.
 * @param value what `JSON.parse` reads in the text: a text that can be written from it has no such name
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-4
 */
export function memberNamedTwice(text: string, value?: Json): string | undefined {
  const isWritten = value !== undefined && text.length <= longestWritten;
  if (isWritten && text === JSON.stringify(value)) return undefined;
  for (const { kind, token } of problemsIn(text)) if (kind === 'twice') return token;
  return undefined;
}

function doubtIn(text: string): string | undefined {
  for (const { kind } of problemsIn(text)) return words[kind];
  return undefined;
}

const words = {
  twice: 'must name each member of an object once',
  proto: 'must not have a member `__proto__`',
  text: 'must be made of whole characters other than U+0000',
  number: 'must be made of numbers that a double holds exactly',
} as const;

type Problem = { readonly kind: keyof typeof words; readonly token: string };

function* problemsIn(text: string): Iterable<Problem> {
  const open: Set<string>[] = [];
  let last = '';
  for (const token of tokensOf(text)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (token === ':') yield* problemsOf(JSON.parse(last) as string, open.at(-1)!);
    else if (!token.startsWith('"')) {
      if (!isExact(token)) yield { kind: 'number', token };
    } else if (!isWhole(token)) yield { kind: 'text', token };
    last = token;
  }
}

function* problemsOf(name: string, names: Set<string>): Iterable<Problem> {
  if (names.has(name)) yield { kind: 'twice', token: name };
  names.add(name);
  if (name === '__proto__') yield { kind: 'proto', token: name };
}

/** The strings, numbers, braces and colons of a JSON text. Linear: any string is one step. */
function* tokensOf(text: string): Iterable<string> {
  let start = -1;
  for (const { 0: token, index } of text.matchAll(/\\.|["{}:]|-?\d[\d.eE+-]*/g)) {
    const isInString = start >= 0;
    if (token !== '"') {
      if (!isInString) yield token;
    } else if (isInString) {
      yield text.slice(start, index + 1);
      start = -1;
    } else start = index;
  }
}

function isWhole(token: string): boolean {
  // only an escape can write half a character
  if (!token.includes('\\u')) return true;
  const text = JSON.parse(token) as string;
  return text.isWellFormed() && !text.includes('\0');
}

/** The most digits that a double can need. */
const mostDigits = 17;

/**
 * Whether all readers take a number, as it is written, for the same double: in its digits, and in
 * its range.
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-6
 */
export function isExact(token: string): boolean {
  const value = Number(token);
  if (/^-?\d+$/.test(token)) return Number.isSafeInteger(value);
  const [digits = ''] = token.split(/[eE]/);
  const significant = digits.replaceAll(/[-.]/g, '').replace(/^0+/, '');
  const isInRange = Number.isFinite(value) && (value !== 0 || significant === '');
  return isInRange && significant.length <= mostDigits;
}
