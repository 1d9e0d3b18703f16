import { draftsAt } from './drafts-at.ts';
import type { CaseDraft, CaseGenerator } from './generator.ts';
import type { SchemaLocation } from './schema-locations.ts';

/**
 * For each format: valid values, some of them unusual, and near misses by name.
 * @see https://json-schema.org/draft/2020-12/json-schema-validation#section-7.3
 */
const formats = new Map(
  Object.entries<{ readonly valid: string[]; readonly near: { readonly [name: string]: string } }>({
    'date-time': {
      valid: ['2024-02-29T23:59:59.123456789+05:30', '1990-12-31T15:59:59Z'],
      near: {
        'no-such-day': '2024-02-30T12:00:00Z',
        'blank-for-t': '2024-02-29 12:00:00Z',
        'no-zone': '2024-02-29T12:00:00',
      },
    },
    date: {
      valid: ['2024-02-29', '1999-12-31'],
      near: { 'no-such-day': '2024-02-30', 'two-digits': '24-02-29' },
    },
    time: {
      valid: ['23:59:59.5Z', '08:30:00+05:30'],
      near: { 'no-such-hour': '24:00:00Z', 'no-zone': '08:30:00' },
    },
    email: {
      valid: ['ada.lovelace+test@example.com', 'a@b.example'],
      near: { 'no-domain': 'ada@', 'no-at': 'ada.example.com' },
    },
    hostname: {
      valid: ['a.b-c.example', 'xn--bcher-kva.example'],
      near: { 'leading-hyphen': '-a.example', blank: 'a b.example' },
    },
    ipv4: {
      valid: ['198.51.100.7', '0.0.0.0'],
      near: { 'too-large': '198.51.100.256', 'too-short': '198.51.100' },
    },
    ipv6: {
      valid: ['2001:db8::ff00:42:8329', '::1'],
      near: { 'two-gaps': '2001::db8::1', 'too-short': '2001:db8:1' },
    },
    uri: {
      valid: ['https://example.com:8443/a?b=c#d', 'urn:isbn:0451450523'],
      near: { relative: '/a/b', blank: 'https://example.com/a b' },
    },
    uuid: {
      valid: ['9b2e7f04-1c3d-4e5f-8a6b-7c8d9e0f1a2b', 'F81D4FAE-7DEC-41D0-A765-00A0C91E6BF6'],
      near: {
        'too-short': '9b2e7f04-1c3d-4e5f-8a6b-7c8d9e0f1a2',
        'no-hyphens': '9b2e7f041c3d4e5f8a6b7c8d9e0f1a2b',
        'no-digit': '9b2e7f04-1c3d-4e5f-8a6b-7c8d9e0f1a2g',
      },
    },
  }),
);

/** Near misses find loose validation that lets them pass, which nonsense would not. */
export const format: CaseGenerator = {
  id: 'format',
  summary:
    'Other values of each documented `format`, some of them unusual, and values that nearly have it.',
  generate: ({ schemaLocations }) => schemaLocations.values().flatMap(casesAt),
};

function* casesAt(location: SchemaLocation): Iterable<CaseDraft> {
  const { allowed, forbidden } = draftsAt(location, 'format');
  const { format: name = '', types, enum: members } = location.flat;
  const values = formats.get(name);
  if (!values || !types.includes('string') || members) return;
  for (const [index, value] of values.valid.entries())
    if (location.allows(value))
      yield allowed(`another-${index + 1}`, value, `is "${value}", another ${name}`);
  for (const [turn, [miss, value]] of Object.entries(values.near).entries())
    yield forbidden(miss, value, `is "${value}", which is not a valid ${name}`, {
      redundant: turn > 1 && name === 'uuid',
    });
}
