import type { Credentials } from './credentials.ts';

/**
 * Masks secrets in every text of a record; `more` are the secrets of one request, such as its
 * token.
 */
export type Redactor = <Value extends object>(record: Value, more?: readonly string[]) => Value;

/**
 * Makes a redactor for the credentials of all APIs of a run, and for other secrets, such as values
 * from the environment.
 */
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
  // consecutive calls are often about one request
  let last: { readonly key: string; readonly hiders: typeof always } = { key: '', hiders: [] };
  /**
   * The first characters of the tokens of earlier requests, which one session has in common: a
   * server may repeat a token later.
   */
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

/**
 * How many first characters the tokens of a session have in common, at least: those of the JWT
 * header.
 */
const alike = 36;

/** The password of `user:password`, which is secret on its own. */
const passwordOf = (value: string) => value.slice(value.indexOf(':') + 1);

/** The shortest secret that is masked: a shorter one would mask ordinary words too. */
export const shortest = 4;
const mask = '<redacted>';

/** One for each secret, the longest first, since one may begin with another. */
const hidersOf = (secrets: readonly string[]): ((text: string) => string)[] =>
  [...new Set(secrets)]
    .filter(({ length }) => length >= shortest)
    .toSorted((one, other) => other.length - one.length)
    .map(hiderOf);

/**
 * Masks a secret in any escaped form, in hexadecimal and base64; also its beginning where a text is
 * cut.
 */
function hiderOf(secret: string): (text: string) => string {
  const forms = [
    patternsOf(secret, 'gi'),
    patternsOf(Buffer.from(secret).toString('hex'), 'gi'),
    ...digitsOf(Buffer.from(secret)).map((digits) => patternsOf(digits, 'g')),
  ];
  const bytes = [...Buffer.from(secret)];
  // as a list of numbers, and as hexadecimal bytes with separators
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

/**
 * The longest secret, in characters, that is searched for as a list of bytes and with escaped
 * letters; longer ones are keys, whose letters are not escaped.
 */
const longestList = 200;

/**
 * Patterns for a text and for its beginning before a cut; both match every escaped form of each
 * character.
 */
function patternsOf(text: string, flags: string): { readonly whole: RegExp; readonly cut: RegExp } {
  const characters = [...text].map((character) => writtenAs(character, text.length > longestList));
  return {
    whole: new RegExp(characters.join(''), flags),
    cut: new RegExp(`(?:${beginningOf(characters)})(?=… \\()`, flags),
  };
}

/**
 * Every form of one character: plain, and as JSON, URLs, forms and HTML escape it, once or twice.
 */
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

/** How many characters of a beginning are compared; all text from there to the cut is masked. */
const compared = 64;

/**
 * Matches the first characters of a secret: at least as many as the shortest secret has, and as
 * many more as follow.
 */
function beginningOf(characters: readonly string[]): string {
  const [least, more] = [characters.slice(0, shortest), characters.slice(shortest, compared)];
  const rest = more.reduceRight(
    (inner, character) => `(?:${character}${inner})?`,
    characters.length > compared ? '[^]*' : '',
  );
  return `${least.join('')}${rest}`;
}

/**
 * The base64 digits that depend on the given bytes alone, at each offset in longer data, in both
 * alphabets.
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
