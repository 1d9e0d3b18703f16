import type { Format } from './format.ts';

const isAddress = (text: string, part: RegExp): boolean => {
  const parts = text.split('.', 5);
  return parts.length === 4 && parts.every((digits) => part.test(digits) && Number(digits) < 256);
};

export const isStrictIpv4 = (text: string): boolean => isAddress(text, /^(?:0|[1-9]\d{0,2})$/);
export const isLooseIpv4 = (text: string): boolean => isAddress(text, /^\d{1,3}$/);

/**
 * A zero in front is decimal for one server and octal for the next: a careful one refuses it, but
 * many don't.
 * @see https://www.rfc-editor.org/rfc/rfc2673#section-3.2
 */
export const ipv4: Format = {
  name: 'ipv4',
  strict: isStrictIpv4,
  loose: isLooseIpv4,
  valid: ['192.0.2.1', '198.51.100.255', '203.0.113.0'],
  near: { 'too-large': '198.51.100.256', 'too-short': '198.51.100', 'too-long': '192.0.2.1.0' },
  between: { 'leading-zeros': '192.0.2.010' },
};
