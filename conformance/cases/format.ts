import type { CaseGenerator } from './generator.ts';
import { sitesOf } from './sites.ts';

/** For each format another value that has it, and some that nearly have it. @see https://json-schema.org/draft/2020-12/json-schema-validation#section-7.3 */
const formats = new Map<string, { readonly valid: string; readonly near: { readonly [name: string]: string } }>(Object.entries({
  'date-time': { valid: '2024-02-29T23:59:59.123456789+05:30', near: { 'no-such-day': '2024-02-30T12:00:00Z', 'no-zone': '2024-02-29T12:00:00', 'blank-for-t': '2024-02-29 12:00:00Z' } },
  date: { valid: '2024-02-29', near: { 'no-such-day': '2024-02-30', 'two-digits': '24-02-29' } },
  time: { valid: '23:59:59.5Z', near: { 'no-such-hour': '24:00:00Z' } },
  email: { valid: 'ada.lovelace+test@example.com', near: { 'no-domain': 'ada@', 'no-at': 'ada.example.com' } },
  hostname: { valid: 'a.b-c.example', near: { 'leading-hyphen': '-a.example' } },
  ipv4: { valid: '198.51.100.7', near: { 'too-large': '198.51.100.256', 'too-short': '198.51.100' } },
  ipv6: { valid: '2001:db8::ff00:42:8329', near: { 'two-gaps': '2001::db8::1' } },
  uri: { valid: 'https://example.com:8443/a?b=c#d', near: { relative: '/a/b', blank: 'https://example.com/a b' } },
  uuid: { valid: '9b2e7f04-1c3d-4e5f-8a6b-7c8d9e0f1a2b', near: { 'too-short': '9b2e7f04-1c3d-4e5f-8a6b-7c8d9e0f1a2', 'no-hyphens': '9b2e7f041c3d4e5f8a6b7c8d9e0f1a2b' } },
}));

/** Near misses rather than nonsense: a loose check lets the former through. */
export const format: CaseGenerator = {
  id: 'format',
  summary: 'A second value of each documented `format`, and values that nearly have it.',
  *generate(subject) {
    for (const site of sitesOf(subject)) {
      const known = formats.get(site.shape.format ?? '');
      if (!known || !site.shape.types.includes('string')) continue;
      yield { name: `${site.name}/another`, intent: 'valid', because: `${site.title} is another ${site.shape.format}`, request: site.with(known.valid) };
      for (const [name, value] of Object.entries(known.near)) {
        yield { name: `${site.name}/${name}`, intent: 'invalid', breaks: site.rule('format'), because: `${site.title} is "${value}", which is no ${site.shape.format}`, request: site.with(value) };
      }
    }
  },
};
