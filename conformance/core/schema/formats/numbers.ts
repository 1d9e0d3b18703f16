import type { Format } from './format.ts';

const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const numberOf = (text: string): number => (number.test(text) ? Number(text) : NaN);

/** Whether a text is a whole number of a range. */
function isWhole(text: string, least: number, most: number): boolean {
  const value = numberOf(text);
  return Number.isInteger(value) && value >= least && value <= most;
}

export const isInt32 = (text: string): boolean => isWhole(text, -(2 ** 31), 2 ** 31 - 1);
export const isInt64 = (text: string): boolean => isWhole(text, -(2 ** 63), 2 ** 63);

/** @see https://spec.openapis.org/registry/format/int32.html */
export const int32: Format = {
  name: 'int32',
  ...{ numeric: true, strict: isInt32, loose: isInt32 },
  valid: ['0', '2147483647', '-2147483648'],
  near: { 'too-large': '2147483648', 'too-small': '-2147483649', fraction: '0.5' },
  between: {},
};

/**
 * Beyond 2^53 a double is no longer exact: every request with such a number is in doubt, whatever
 * its format, and an answer with one is right.
 * @see https://spec.openapis.org/registry/format/int64.html
 * @see https://www.rfc-editor.org/rfc/rfc7493#section-2.2
 */
export const int64: Format = {
  name: 'int64',
  ...{ numeric: true, strict: isInt64, loose: isInt64 },
  valid: ['0', '9007199254740991', '-9007199254740991', '9223372036854775807'],
  near: { 'too-large': '1e19', fraction: '0.5' },
  between: {},
};

export const isFloat = (text: string): boolean =>
  Math.abs(numberOf(text)) <= 3.402_823_466_385_288_6e38;
export const isDouble = (text: string): boolean => Math.abs(numberOf(text)) <= Number.MAX_VALUE;
/** One that is too large may become infinite. */
export const isLooseFloat = (text: string): boolean =>
  number.test(text) || /^-?Infinity$/.test(text);

/** @see https://spec.openapis.org/registry/format/float.html */
export const float: Format = {
  name: 'float',
  ...{ numeric: true, strict: isFloat, loose: isLooseFloat },
  valid: ['0', '1.5', '-3.25e10'],
  near: { word: 'one' },
  between: { 'too-large': '1e39' },
};

/** @see https://spec.openapis.org/registry/format/double.html */
export const double: Format = {
  name: 'double',
  ...{ numeric: true, strict: isDouble, loose: isLooseFloat },
  valid: ['0', '1.5', '-3.25e100'],
  near: { word: 'one' },
  between: { 'too-large': '1e400' },
};
