import type { Format } from './format.ts';

/** Whether the bits that no byte needs are zero. */
const endsInZeros = (text: string): boolean =>
  /(?:[AEIMQUYcgkosw048]=|[AQgw]==)$/.test(text) || !text.endsWith('=');

// no expression here goes back: a text may have megabytes, and the room to go back in is small

/** A text without its padding. */
const dataOf = (text: string): string => text.replace(/={1,2}$/, '');

/** Either alphabet; without padding or with all of it; MIME breaks lines, also behind the last one. */
function isAnyBase64(text: string): boolean {
  const whole = text.replace(/(?<=[\w+/=-])\r?\n(?=[\w+/=-]|$)/g, '');
  const data = dataOf(whole);
  const padding = whole.length - data.length;
  const rest = data.length % 4;
  return !/[^\w+/-]/.test(data) && (padding === 0 ? rest !== 1 : rest + padding === 4);
}

const nearBase64 = {
  'foreign-character': 'dmFsdW*=',
  'wrong-length': 'dmFsd',
  'padding-inside': 'dm=FsdWU',
  'too-much-padding': 'dmFsdWU==',
};

export function isStrictBase64(text: string): boolean {
  const data = dataOf(text);
  const isWhole = data !== '' && text.length % 4 === 0;
  return isWhole && !/[^A-Za-z0-9+/]/.test(data) && endsInZeros(text);
}
export const isLooseBase64 = isAnyBase64;

/**
 * @see https://www.rfc-editor.org/rfc/rfc4648#section-4
 * @see https://www.rfc-editor.org/rfc/rfc2045#section-6.8
 */
export const base64: Format = {
  name: 'byte',
  aliases: ['base64'],
  strict: isStrictBase64,
  loose: isLooseBase64,
  valid: ['dmFsdWU=', 'dGV4dA==', 'dmFs', '+/+/'],
  near: nearBase64,
  between: {
    empty: '',
    'no-padding': 'dmFsdWU',
    'other-alphabet': '-_-_',
    'bits-at-end': 'dmFsdWV=',
    'line-break': 'dmFs\r\ndWU=',
  },
};

export const isStrictBase64url = (text: string): boolean =>
  text !== '' && text.length % 4 === 0 && !/[^\w-]/.test(text);
export const isLooseBase64url = isAnyBase64;

/**
 * Strict is what needs no padding, because half of the decoders want it and half refuse it.
 * @see https://www.rfc-editor.org/rfc/rfc4648#section-5
 */
export const base64url: Format = {
  name: 'base64url',
  strict: isStrictBase64url,
  loose: isLooseBase64url,
  valid: ['dmFs', '-_-_', 'dGV4dHMx'],
  near: nearBase64,
  between: { empty: '', 'no-padding': 'dmFsdWU', padding: 'dmFsdWU=', 'other-alphabet': '+/+/' },
};
