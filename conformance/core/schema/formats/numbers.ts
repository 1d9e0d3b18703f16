import type { Format } from './format.ts';

const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const numberOf = (text: string): number => (number.test(text) ? Number(text) : NaN);

/** Whole numbers of a range. */
const whole = (least: number, most: number): Pick<Format, 'numeric' | 'strict' | 'loose'> => {
  const isWithin = (text: string) => {
    const value = numberOf(text);
    return Number.isInteger(value) && value >= least && value <= most;
  };
  return { numeric: true, strict: isWithin, loose: isWithin };
};

/** @see https://spec.openapis.org/registry/format/int32.html */
export const int32: Format = {
  name: 'int32',
  ...whole(-(2 ** 31), 2 ** 31 - 1),
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
  ...whole(-(2 ** 63), 2 ** 63),
  valid: ['0', '9007199254740991', '-9007199254740991', '9223372036854775807'],
  near: { 'too-large': '1e19', fraction: '0.5' },
  between: {},
};

const finite = (most: number): Pick<Format, 'numeric' | 'strict' | 'loose'> => ({
  numeric: true,
  strict: (text) => Math.abs(numberOf(text)) <= most,
  // one that is too large may become infinite
  loose: (text) => number.test(text) || /^-?Infinity$/.test(text),
});

/** @see https://spec.openapis.org/registry/format/float.html */
export const float: Format = {
  name: 'float',
  ...finite(3.402_823_466_385_288_6e38),
  valid: ['0', '1.5', '-3.25e10'],
  near: { word: 'one' },
  between: { 'too-large': '1e39' },
};

/** @see https://spec.openapis.org/registry/format/double.html */
export const double: Format = {
  name: 'double',
  ...finite(Number.MAX_VALUE),
  valid: ['0', '1.5', '-3.25e100'],
  near: { word: 'one' },
  between: { 'too-large': '1e400' },
};
