import type { Format } from './format.ts';

const special = /\.(?:arpa|invalid|local|localhost|onion|test)$/i;

/** An address of ordinary characters, with a domain that has a dot and is not of a special use. */
const isPlain = (pattern: RegExp, text: string): boolean =>
  text.length <= 254 && text.indexOf('@') <= 64 && pattern.test(text) && !special.test(text);

const ascii =
  /^[a-z0-9]+(?:[._+-][a-z0-9]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;
const unicode =
  /^[\p{L}0-9]+(?:[._+-][\p{L}0-9]+)*@(?:[\p{L}0-9](?:[\p{L}0-9-]{0,61}[\p{L}0-9])?\.)+\p{L}{2,63}$/u;

/** One part on each side of an `@`; blanks only in quotes. The length is left to the server. */
const wide = /^(?:[^\s@"]+|"[^\r\n]+")@[^\s@]+$/u;
const isWide = (text: string): boolean => wide.test(text);

export const isStrictEmail = (text: string): boolean => isPlain(ascii, text);
export const isLooseEmail = isWide;

/**
 * Common servers refuse domains of special use, so those are not strict.
 * @see https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2
 * @see https://www.iana.org/assignments/special-use-domain-names
 */
export const email: Format = {
  name: 'email',
  strict: isStrictEmail,
  loose: isLooseEmail,
  valid: ['ada@example.com', 'ada.lovelace+test@example.com', 'a_b-c@mail.example.org'],
  near: {
    'no-domain': 'ada@',
    'no-at': 'ada.example.com',
    'no-local-part': '@example.com',
    blank: 'ada lovelace@example.com',
    'two-at': 'ada@example.com@example.org',
  },
  between: {
    quoted: '"ada lovelace"@example.com',
    'no-dot': 'ada@localhost',
    unicode: 'ädä@example.com',
    'two-dots': 'ada..lovelace@example.com',
    'address-literal': 'ada@[192.0.2.1]',
    'long-local-part': `${'a'.repeat(65)}@example.com`,
  },
};

export const isStrictIdnEmail = (text: string): boolean => isPlain(unicode, text);
export const isLooseIdnEmail = isWide;

/** @see https://www.rfc-editor.org/rfc/rfc6531#section-3.3 */
export const idnEmail: Format = {
  name: 'idn-email',
  strict: isStrictIdnEmail,
  loose: isLooseIdnEmail,
  valid: ['ada@example.com', 'jörg@example.org'],
  near: email.near,
  between: { quoted: '"jörg"@example.com', 'no-dot': 'jörg@localhost', emoji: '😀@example.com' },
};
