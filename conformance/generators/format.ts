import { formatReading } from '../core/schema/formats/reading.ts';
import { draftsAt } from './drafts-at.ts';
import type { CaseDraft, CaseGenerator } from './generator.ts';
import type { SchemaLocation } from './schema-locations.ts';

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
  const known = formatReading(name);
  if (!known || !types.includes('string') || members) return;
  // the first value is the plain one, which other cases send
  for (const [index, value] of known.valid.slice(1).entries())
    if (location.allows(value))
      yield allowed(`another-${index + 1}`, value, `is "${value}", another ${name}`);
  for (const [turn, [miss, value]] of Object.entries(known.near).entries())
    yield forbidden(miss, value, `is "${value}", which is not a valid ${name}`, {
      redundant: turn > 1,
    });
}
