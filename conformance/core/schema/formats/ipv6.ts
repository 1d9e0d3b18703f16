import type { Format } from './format.ts';
import { isStrictIpv4 } from './ipv4.ts';

/** Eight groups of digits, of which one gap stands for zeros, and an IPv4 address for the last two. */
function isAddress(text: string): boolean {
  const halves = text.split('::', 3);
  if (halves.length > 2 || text.length > 45) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const isMixed = last.includes('.') && text.endsWith(last);
  if (isMixed && !isStrictIpv4(last)) return false;
  const count = groups.length + (isMixed ? 1 : 0);
  return (
    (isMixed ? groups.slice(0, -1) : groups).every((group) => /^[0-9a-f]{1,4}$/i.test(group)) &&
    (halves.length === 2 ? count < 8 : count === 8)
  );
}

/** With a zone, which is no part of an address. */
const isZoned = (text: string): boolean => {
  const [address = '', zone, ...more] = text.split('%');
  return isAddress(address) && more.length === 0 && (zone === undefined || /^[\w.:-]+$/.test(zone));
};

export const isStrictIpv6 = isAddress;
export const isLooseIpv6 = (text: string): boolean =>
  text.length <= 200 && isZoned(text.replace(/^\[(.*)\]$/, '$1'));

/**
 * Zones and brackets are no part of an address, but parsers of Go, Python and .NET read some.
 * @see https://www.rfc-editor.org/rfc/rfc4291#section-2.2
 */
export const ipv6: Format = {
  name: 'ipv6',
  strict: isStrictIpv6,
  loose: isLooseIpv6,
  valid: ['2001:db8::1', '2001:db8::ff00:42:8329', '2001:db8:0:0:0:0:0:1'],
  near: { 'two-gaps': '2001::db8::1', 'too-short': '2001:db8:1', 'no-digit': '2001:db8::g' },
  between: { zone: 'fe80::1%eth0', brackets: '[2001:db8::1]' },
};
