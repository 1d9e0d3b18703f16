import type { Credentials } from './credentials.ts';

/** Takes secrets out of every text of a record; `more` are those of one request, such as the token it was signed with. */
export type Redactor = <Value extends object>(record: Value, more?: readonly string[]) => Value;

/** Makes a redactor for an API's credentials and for other secrets, such as values that came from the environment. */
export function redactor(credentials: Credentials, others: readonly string[] = []): Redactor {
  const known = [...credentials.values()].flatMap((credential) => (credential.kind === 'value' ? [credential.value, passwordOf(credential.value)] : credential.secrets));
  const always = hidersOf([...known, ...others]);
  // several texts of one request are cleaned in a row
  let last: { readonly key: string; readonly hiders: typeof always } = { key: '', hiders: [] };
  return (record, more = []) => {
    const key = more.join('\n');
    if (key !== last.key) last = { key, hiders: hidersOf(more) };
    const hiders = [...last.hiders, ...always];
    if (hiders.length === 0) return record;
    return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, typeof value === 'string' ? hiders.reduce((text, hide) => hide(text), value) : value])) as typeof record;
  };
}

/** Of `user:password`, what is secret also without its user. */
const passwordOf = (value: string) => value.slice(value.indexOf(':') + 1);

/** The shortest secret that is hidden: a shorter one would take ordinary words with it. */
export const shortest = 4;
const mask = '<redacted>';

/** One for each secret; that of the longest first, since one may begin with another. */
const hidersOf = (secrets: readonly string[]): ((text: string) => string)[] =>
  [...new Set(secrets)].filter(({ length }) => length >= shortest).toSorted((one, other) => other.length - one.length).map(hiderOf);

/** Hides a secret however its characters are escaped, and as digits of another base; also the beginning of it that is left where a text was cut. */
function hiderOf(secret: string): (text: string) => string {
  const characters = [...secret].map(writtenAs);
  const whole = new RegExp(characters.join(''), 'g');
  const cut = new RegExp(`(?:${beginningOf(characters)})(?=… \\()`, 'g');
  const digits = digitsOf(Buffer.from(secret));
  return (text) => digits.reduce((rest, form) => hideDigits(rest, form), text.replaceAll(whole, mask).replaceAll(cut, mask));
}

/** Every way in which one character may be written: as it is, and as JSON, URLs, forms and HTML escape it. */
function writtenAs(character: string): string {
  // nobody escapes these, and tokens are made of them
  if (/[A-Za-z0-9_~]/.test(character)) return character;
  const code = character.codePointAt(0)!;
  const units = [...Array(character.length).keys()].map((index) => `\\\\+u${anyCase(character.charCodeAt(index).toString(16).padStart(4, '0'))}`).join('');
  const percent = [...Buffer.from(character)].map((byte) => `%${anyCase(byte.toString(16).padStart(2, '0'))}`).join('');
  const named = htmlNames.get(character);
  return `(?:${[
    `\\\\*${escaped(character)}`,
    units,
    percent,
    `&#(?:0*${code}|[xX]0*${anyCase(code.toString(16))});`,
    ...(named ? [`&${named};`] : []),
    ...(character === ' ' ? ['\\+'] : []),
  ].join('|')})`;
}

const htmlNames = new Map([['&', 'amp'], ['<', 'lt'], ['>', 'gt'], ['"', 'quot'], ["'", 'apos']]);
const escaped = (character: string) => character.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
const anyCase = (hex: string) => hex.replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);

/** How much of a beginning is compared; what follows after so many characters is hidden to the cut. */
const compared = 64;

/** The first characters of a secret, at least so many that they are worth hiding, and more as far as they go on. */
function beginningOf(characters: readonly string[]): string {
  const [least, more] = [characters.slice(0, shortest), characters.slice(shortest, compared)];
  const rest = more.reduceRight((inner, character) => `(?:${character}${inner})?`, characters.length > compared ? '[^]*' : '');
  return `${least.join('')}${rest}`;
}

/** A secret in hexadecimal digits, and the digits of base64 that only it can bring about, wherever among other bytes it stands, in either alphabet. @see https://www.rfc-editor.org/rfc/rfc4648#section-4 */
function digitsOf(bytes: Buffer): string[] {
  const hex = bytes.toString('hex');
  const base64 = [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64').slice(before === 0 ? 0 : before + 1, Math.floor(((before + bytes.length) * 8) / 6));
    return text.length > shortest ? [text, text.replaceAll('+', '-').replaceAll('/', '_')] : [];
  });
  return [...new Set([hex, hex.toUpperCase(), ...base64])];
}

function hideDigits(text: string, form: string): string {
  return text.replaceAll(form, mask).replaceAll(/\S+(?=… \()/g, (end) => {
    for (let length = Math.min(form.length - 1, end.length); length > shortest; length -= 1) {
      if (end.endsWith(form.slice(0, length))) return `${end.slice(0, -length)}${mask}`;
    }
    return end;
  });
}
