import type { Credentials } from './credentials.ts';

/** Takes secrets out of every text of a record; `more` are those of one request, such as the token it was signed with. */
export type Redactor = <Value extends object>(record: Value, more?: readonly string[]) => Value;

/** Makes a redactor for the credentials of all APIs of a run, and for other secrets, such as values that came from the environment. */
export function redactor(
  credentials: readonly Credentials[],
  others: readonly string[] = [],
): Redactor {
  const known = credentials
    .flatMap((one) => [...one.values()])
    .flatMap((credential) =>
      credential.kind === 'value'
        ? [credential.value, passwordOf(credential.value)]
        : credential.secrets,
    );
  const always = hidersOf([...known, ...others]);
  // several texts of one request are cleaned in a row
  let last: { readonly key: string; readonly hiders: typeof always } = { key: '', hiders: [] };
  /** What the credentials of earlier requests begin with: those of one session are alike for as long as this, and nobody can say how late a server repeats one. */
  const beginnings = new Map<string, RegExp>();
  return (record, more = []) => {
    for (const secret of more) {
      const beginning = secret.slice(0, alike);
      if (secret.length > 2 * alike && !beginnings.has(beginning))
        beginnings.set(
          beginning,
          new RegExp(`${beginning.replaceAll(/[^\w-]/g, '\\$&')}[\\w.~+/=-]*`, 'g'),
        );
    }
    const key = more.join('\n');
    if (key !== last.key) last = { key, hiders: hidersOf(more) };
    const hiders = [...last.hiders, ...always];
    const clean = (text: string) =>
      [...beginnings.values()].reduce(
        (rest, pattern) => rest.replaceAll(pattern, mask),
        hiders.reduce((rest, hide) => hide(rest), text),
      );
    if (hiders.length === 0 && beginnings.size === 0) return record;
    return Object.fromEntries(
      Object.entries(record).map(([name, value]) => [
        name,
        typeof value === 'string' ? clean(value) : value,
      ]),
    ) as typeof record;
  };
}

/** For how many characters the tokens of a session are the same: that of their header, at least. */
const alike = 36;

/** Of `user:password`, what is secret also without its user. */
const passwordOf = (value: string) => value.slice(value.indexOf(':') + 1);

/** The shortest secret that is hidden: a shorter one would take ordinary words with it. */
export const shortest = 4;
const mask = '<redacted>';

/** One for each secret; that of the longest first, since one may begin with another. */
const hidersOf = (secrets: readonly string[]): ((text: string) => string)[] =>
  [...new Set(secrets)]
    .filter(({ length }) => length >= shortest)
    .toSorted((one, other) => other.length - one.length)
    .map(hiderOf);

/** Hides a secret however its characters are escaped, and as digits of another base; also the beginning of it that is left where a text was cut. */
function hiderOf(secret: string): (text: string) => string {
  const forms = [
    patternsOf(secret, 'gi'),
    patternsOf(Buffer.from(secret).toString('hex'), 'gi'),
    ...digitsOf(Buffer.from(secret)).map((digits) => patternsOf(digits, 'g')),
  ];
  const bytes = [...Buffer.from(secret)];
  // as a list of numbers, and in hexadecimal digits with something between the bytes
  const lists =
    secret.length > longestList
      ? []
      : [
          new RegExp(bytes.join(',\\s*'), 'g'),
          new RegExp(
            bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('[:\\s-]?'),
            'gi',
          ),
        ];
  return (text) =>
    lists.reduce(
      (rest, list) => rest.replaceAll(list, mask),
      forms.reduce(
        (rest, { whole, cut }) => rest.replaceAll(whole, mask).replaceAll(cut, mask),
        text,
      ),
    );
}

/** Up to which length a secret is looked for byte by byte, and letter by letter in its escapes; nobody escapes the letters of what is longer. */
const longestList = 200;

/** A text and, where it is cut, the beginning of it; both with every character in all ways in which it may be written. */
function patternsOf(text: string, flags: string): { readonly whole: RegExp; readonly cut: RegExp } {
  const characters = [...text].map((character) => writtenAs(character, text.length > longestList));
  return {
    whole: new RegExp(characters.join(''), flags),
    cut: new RegExp(`(?:${beginningOf(characters)})(?=… \\()`, flags),
  };
}

/** Every way in which one character may be written: as it is, and as JSON, URLs, forms and HTML escape it, once or twice. */
function writtenAs(character: string, isOfLongText: boolean): string {
  if (isOfLongText && /[A-Za-z0-9]/.test(character)) return character;
  const code = character.codePointAt(0)!;
  const units = [...Array(character.length).keys()]
    .map((index) => `\\\\+u${anyCase(character.charCodeAt(index).toString(16).padStart(4, '0'))}`)
    .join('');
  const percent = [...Buffer.from(character)]
    .map((byte) => `%(?:25)*${anyCase(byte.toString(16).padStart(2, '0'))}`)
    .join('');
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

const htmlNames = new Map([
  ['&', 'amp'],
  ['<', 'lt'],
  ['>', 'gt'],
  ['"', 'quot'],
  ["'", 'apos'],
]);
const escaped = (character: string) => character.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
const anyCase = (hex: string) =>
  hex.replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);

/** How much of a beginning is compared; what follows after so many characters is hidden to the cut. */
const compared = 64;

/** The first characters of a secret, at least so many that they are worth hiding, and more as far as they go on. */
function beginningOf(characters: readonly string[]): string {
  const [least, more] = [characters.slice(0, shortest), characters.slice(shortest, compared)];
  const rest = more.reduceRight(
    (inner, character) => `(?:${character}${inner})?`,
    characters.length > compared ? '[^]*' : '',
  );
  return `${least.join('')}${rest}`;
}

/** The digits of base64 that only some bytes can bring about, wherever among other bytes they stand, in either alphabet. @see https://www.rfc-editor.org/rfc/rfc4648#section-4 */
function digitsOf(bytes: Buffer): string[] {
  const base64 = [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .slice(before === 0 ? 0 : before + 1, Math.floor(((before + bytes.length) * 8) / 6));
    return text.length > shortest ? [text, text.replaceAll('+', '-').replaceAll('/', '_')] : [];
  });
  return [...new Set(base64)];
}
