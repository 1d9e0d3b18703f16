import { isIPv6 } from 'node:net';
import type { Format } from './format.ts';

/**
 * Zones and brackets are no part of an address, but parsers of Go, Python and .NET read some.
 * @see https://www.rfc-editor.org/rfc/rfc4291#section-2.2
 */
export const ipv6: Format = {
  name: 'ipv6',
  strict: (text) => !text.includes('%') && isIPv6(text),
  loose: (text) => text.length <= 200 && isIPv6(text.replace(/^\[(.*)\]$/, '$1')),
  valid: ['2001:db8::1', '2001:db8::ff00:42:8329', '2001:db8:0:0:0:0:0:1'],
  near: { 'two-gaps': '2001::db8::1', 'too-short': '2001:db8:1', 'no-digit': '2001:db8::g' },
  between: { zone: 'fe80::1%eth0', brackets: '[2001:db8::1]' },
};
