import { encodingReading } from '../core/schema/formats/reading.ts';
import { draftsAt } from './drafts-at.ts';
import type { CaseDraft, CaseGenerator } from './generator.ts';
import type { SchemaLocation } from './schema-locations.ts';

/**
 * @see https://www.rfc-editor.org/rfc/rfc4648#section-4
 * @see https://json-schema.org/draft/2020-12/json-schema-validation#section-8.3
 */
export const contentEncoding: CaseGenerator = {
  id: 'content-encoding',
  summary:
    'Base64 of other lengths; with a character outside of its alphabet, and of an impossible length; what only some decoders read: without padding, in the other alphabet, with bits left over.',
  generate: ({ schemaLocations }) => schemaLocations.values().flatMap(casesAt),
};

function* casesAt(location: SchemaLocation): Iterable<CaseDraft> {
  const { contentEncoding: encoding = '', enum: members } = location.flat;
  const known = encodingReading(encoding);
  if (!known || members) return;
  const { allowed, unspecified, forbidden } = draftsAt(location, 'contentEncoding');
  const { value } = location;
  const text = typeof value === 'string' && value.length > 8 ? value : 'dmFsdWUgdmFsdWU=';
  const digits = text.replace(/=+$/, '');
  const whole = digits.slice(0, Math.max(8, Math.floor(digits.length / 4) * 4));
  const isUrl = known.name === 'base64url';
  for (const [name, encoded, reason] of [
    ['without-padding', whole, 'is base64 whose length needs no padding'],
    ['with-padding', `${whole}dg==`, 'is base64 that ends in padding'],
    ['no-padding', `${whole}dg`, 'is base64 without the padding that its length asks for'],
    [
      'other-alphabet',
      `${isUrl ? '+/+/' : '-_-_'}${whole.slice(4)}`,
      `is base64 in the alphabet of ${isUrl ? 'base64' : 'base64url'}`,
    ],
    ['bits-left-over', `${whole}dh==`, 'is base64 with bits left over that are not zero'],
  ] as const)
    if (location.leavesOpen(encoded)) yield unspecified(name, encoded, reason);
    else if (location.allows(encoded)) yield allowed(name, encoded, reason);
  yield forbidden(
    'foreign-character',
    `${whole.slice(0, -1)}*`,
    'contains a character outside of the base64 alphabet',
  );
  yield forbidden('wrong-length', `${whole}d`, 'has a length that is impossible in base64');
}
