import { escapeRegExp } from '../escape-reg-exp.ts';
import type { Credential, Credentials } from './credentials.ts';

/** Masks secrets in the texts of a record; `more` are those of one request, such as its token. */
export type Redactor = <Value extends object>(record: Value, more?: readonly string[]) => Value;

/** Makes a redactor for the credentials of a run, and other secrets such as variables. */
export function redactor(
  credentials: readonly Credentials[],
  others: readonly string[] = [],
): Redactor {
  const all = credentials.flatMap((one) => [...one.values()]);
  // what is fetched while the run goes on adds secrets
  let always = { count: -1, forms: [] as readonly Form[] };
  function formsNow(): readonly Form[] {
    const known = all.flatMap(secretsIn);
    if (known.length !== always.count)
      always = { count: known.length, forms: formsOfAll([...known, ...others]) };
    return always.forms;
  }
  // consecutive calls are often about one request
  let last: { readonly key: string; readonly forms: readonly Form[] } = { key: '', forms: [] };
  // the common first characters of a session's tokens, because a server may repeat a token later
  const beginnings = new Map<string, RegExp>();
  return (record, more = []) => {
    for (const secret of more) {
      const beginning = secret.slice(0, alike);
      if (secret.length > 2 * alike && !beginnings.has(beginning))
        beginnings.set(beginning, new RegExp(`${escapeRegExp(beginning)}[\\w.~+/=-]*`, 'g'));
    }
    const texts = Object.values(record).filter((value) => typeof value === 'string');
    const possible = more.filter((secret) => texts.some((text) => canHold(text, secret.length)));
    const key = possible.join('\n');
    if (key !== last.key) last = { key, forms: formsOfAll(possible) };
    const forms = [...last.forms, ...formsNow()];
    if (forms.length === 0 && beginnings.size === 0) return record;
    const cleaned = Object.entries(record).map(([name, value]) => [
      name,
      typeof value === 'string' ? masked(value, forms, beginnings.values()) : value,
    ]);
    return Object.fromEntries(cleaned) as typeof record;
  };
}

const secretsIn = (credential: Credential): readonly string[] =>
  credential.kind === 'value'
    ? [credential.value, passwordOf(credential.value)]
    : credential.secrets;

/** How many first characters the tokens of a session have in common, from the JWT header. */
const alike = 36;

/** Of `user:password`, the password is secret on its own. */
const passwordOf = (value: string) => value.slice(value.indexOf(':') + 1);

/** The shortest secret that is masked: shorter ones would mask ordinary words. */
export const shortest = 4;

/** One form of a secret, and the length of the secret. */
type Form = { readonly pattern: RegExp; readonly length: number };

function masked(text: string, forms: readonly Form[], beginnings: Iterable<RegExp>): string {
  let rest = text;
  for (const { pattern, length } of forms)
    if (canHold(text, length)) rest = rest.replaceAll(pattern, '<redacted>');
  for (const pattern of beginnings) rest = rest.replaceAll(pattern, '<redacted>');
  return rest;
}

/**
 * Whether a text can hold a secret of a length: no form of it is shorter, but for its beginning
 * before a cut. Most texts are short and most tokens long, and their patterns take time.
 */
const canHold = (text: string, length: number): boolean =>
  text.length >= length || text.includes(cut);

/** What follows the beginning of a text that was cut. */
const cut = '… (';

/** The forms of all secrets, the longest first, because one may begin with another. */
const formsOfAll = (secrets: readonly string[]): Form[] =>
  [...new Set(secrets)]
    .filter(({ length }) => length >= shortest)
    .toSorted((one, other) => other.length - one.length)
    .flatMap((secret) => patternsOf(secret).map((pattern) => ({ pattern, length: secret.length })));

/** Matches a secret in any escaped form, in hexadecimal and base64, also cut off in a cut text. */
function patternsOf(secret: string): RegExp[] {
  const bytes = Buffer.from(secret);
  const forms = [
    ...wholeAndCut(secret, 'gi'),
    ...wholeAndCut(bytes.toString('hex'), 'gi'),
    ...digitsOf(bytes).flatMap((digits) => wholeAndCut(digits, 'g')),
  ];
  if (secret.length > longestList) return forms;
  // as a list of numbers, and as hexadecimal bytes with separators
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0'));
  const numbers = new RegExp(bytes.join(',\\s*'), 'g');
  return [...forms, numbers, new RegExp(hex.join('[:\\s-]?'), 'gi')];
}

/**
 * The longest secret, in characters, that is masked as a list of bytes and with escaped letters:
 * longer ones are keys.
 */
const longestList = 200;

/** Matches every escaped form of a text, and of its beginning before a cut. */
function wholeAndCut(text: string, flags: string): RegExp[] {
  const characters = [...text].map((character) => writtenAs(character, text.length > longestList));
  return [
    new RegExp(characters.join(''), flags),
    new RegExp(`(?:${beginningOf(characters)})${partOfEscape}?(?=… \\()`, flags),
  ];
}

/** The beginning of an escaped character, which a cut left. */
const partOfEscape =
  '(?:\\\\{1,16}(?:[xu]\\{?[\\da-fA-F]{0,8}|[0-7]{0,2})|%[\\da-fA-F]?|&[#\\w]{0,8})';

/**
 * One character, plain and as JSON, code, shells, URLs, forms and HTML escape it, up to four times
 * over. Bounded, so that a response of backslashes takes linear time.
 */
function writtenAs(character: string, isOfLongText: boolean): string {
  if (isOfLongText && /[A-Za-z0-9]/.test(character)) return character;
  const code = character.codePointAt(0)!;
  const units = [...Array(character.length).keys()]
    .map(
      (index) => `\\\\{1,16}u${anyCase(character.charCodeAt(index).toString(16).padStart(4, '0'))}`,
    )
    .join('');
  const point = anyCase(code.toString(16));
  const bytes = (before: string, write: (byte: number) => string) =>
    [...Buffer.from(character)].map((byte) => `${before}${anyCase(write(byte))}`).join('');
  const hex = (byte: number) => byte.toString(16).padStart(2, '0');
  const named = htmlNames.get(character);
  return `(?:${[
    `\\\\{0,16}${escapeRegExp(character)}`,
    units,
    `\\\\{1,16}u\\{0{0,8}${point}\\}`,
    bytes('\\\\{1,16}x', hex),
    bytes('\\\\{1,16}', (byte) => byte.toString(8).padStart(3, '0')),
    bytes('%(?:25){0,8}', hex),
    `&#(?:0{0,8}${code}|[xX]0{0,8}${point});`,
    ...(named ? [`&${named};`] : []),
    ...(character === ' ' ? ['\\+'] : []),
  ].join('|')})`;
}

const htmlNames = new Map([
  ['&', 'amp'],
  ['<', 'lt'],
  ['>', 'gt'],
  ['"', 'quot'],
  ["'", 'apos'],
]);
const anyCase = (hex: string) =>
  hex.replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);

/** How many characters of a beginning are compared; the text after them is masked to the cut. */
const compared = 64;

/** Matches as many first characters of a secret as a text has, at least `shortest`. */
function beginningOf(characters: readonly string[]): string {
  const [least, more] = [characters.slice(0, shortest), characters.slice(shortest, compared)];
  const rest = more.reduceRight(
    (inner, character) => `(?:${character}${inner})?`,
    characters.length > compared ? '[^]*' : '',
  );
  return `${least.join('')}${rest}`;
}

/**
 * The base64 digits of bytes at each offset in longer data, in both alphabets.
 * @see https://www.rfc-editor.org/rfc/rfc4648#section-4
 */
function digitsOf(bytes: Buffer): string[] {
  const base64 = [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .slice(before === 0 ? 0 : before + 1, Math.floor(((before + bytes.length) * 8) / 6));
    return text.length > shortest ? [text, text.replaceAll('+', '-').replaceAll('/', '_')] : [];
  });
  return [...new Set(base64)];
}
