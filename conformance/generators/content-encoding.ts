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
    'Base64 of other lengths, with and without padding; with a character outside of its alphabet, and of an impossible length.',
  generate: ({ schemaLocations }) => schemaLocations.values().flatMap(casesAt),
};

function* casesAt(location: SchemaLocation): Iterable<CaseDraft> {
  const { contentEncoding: encoding, enum: members, minLength = 0 } = location.flat;
  if ((encoding !== 'base64' && encoding !== 'base64url') || members) return;
  const { allowed, forbidden } = draftsAt(location, 'contentEncoding');
  const { value } = location;
  const text = typeof value === 'string' && value.length > 8 ? value : 'dmFsdWUgdmFsdWU=';
  const digits = text.replace(/=+$/, '');
  const whole = digits.slice(0, Math.max(8, Math.floor(digits.length / 4) * 4));
  for (const [name, encoded, reason] of [
    ['without-padding', whole, 'is base64 whose length needs no padding'],
    ['with-padding', `${whole}dg==`, 'is base64 that ends in padding'],
  ] as const)
    if (encoded.length >= minLength && location.allows(encoded))
      yield allowed(name, encoded, reason);
  yield forbidden(
    'foreign-character',
    `${whole.slice(0, -1)}*`,
    'contains a character outside of the base64 alphabet',
  );
  yield forbidden('wrong-length', `${whole}d`, 'has a length that is impossible in base64');
}
