import type { Format } from './format.ts';

const amount = '\\d{1,9}';
const time = `T(?=\\d)(?:${amount}H)?(?:${amount}M)?(?:${amount}S)?`;
const strict = /* @__PURE__ */ new RegExp(
  `^P(?=[\\dT])(?:${amount}Y)?(?:${amount}M)?(?:${amount}D)?(?:${time})?$|^P${amount}W$`,
);

const parts =
  /^[+-]?P(?=[\dT+-])((?:[+-]?\d+(?:[.,]\d+)?[YMWD])*)(T(?:[+-]?\d+(?:[.,]\d+)?[HMS])+)?$/i;

export const isStrictDuration = (text: string): boolean => strict.test(text);
export const isLooseDuration = (text: string): boolean => parts.test(text);

/**
 * Strict is RFC 3339. Java reads signs and fractions, ISO 8601:2019 weeks beside days. Common
 * servers agree on days, hours, minutes and seconds only: a month is no fixed time.
 * @see https://www.rfc-editor.org/rfc/rfc3339#appendix-A
 */
export const duration: Format = {
  name: 'duration',
  strict: isStrictDuration,
  loose: isLooseDuration,
  valid: ['PT15M', 'P1DT2H', 'PT36H'],
  near: { empty: 'P', 'no-p': '1D', 'hours-before-t': 'P1H', 'no-unit': 'PT15' },
  between: {
    fraction: 'PT1.5S',
    negative: '-P1D',
    'weeks-and-days': 'P1W2D',
    'lower-case': 'pt15m',
  },
};
