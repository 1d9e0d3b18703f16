import { escapeToken, isObject } from '../core/pointer.ts';
import { draftsAt } from './drafts-at.ts';
import type { CaseDraft, CaseGenerator } from './generator.ts';
import type { SchemaLocation } from './schema-locations.ts';

/** Names that no description documents; other keywords may forbid some of them. */
const names = ['x-undocumented', 'undocumented', 'x', 'X', 'zz', '0', '_'];

/**
 * A schema without `additionalProperties` allows every member.
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.2.3
 */
export const additionalMember: CaseGenerator = {
  id: 'additional-member',
  summary: 'An undocumented member in each object that allows one, and in each that does not.',
  generate: ({ schemaLocations }) => schemaLocations.values().flatMap(casesAt),
};

function* casesAt(location: SchemaLocation): Iterable<CaseDraft> {
  const { flat, value: members } = location;
  if (!isObject(members)) return;
  const { allowed, forbidden } = draftsAt(location, 'additionalProperties');
  if (flat.additionalProperties === false) {
    // a value of another member is likely to break no other rule
    const value = Object.values(members)[0] ?? 'value';
    const name = names.find(
      (candidate) =>
        !Object.hasOwn(members, candidate) &&
        location.breaks({ ...members, [candidate]: value }).length === 1,
    );
    if (name !== undefined)
      yield forbidden(
        'forbidden',
        { ...members, [name]: value },
        'has an undocumented member, which the schema forbids',
        { below: `/${escapeToken(name)}`, bestEffort: location.in !== 'body' },
      );
    // an undocumented member of a parameter can be read in several ways
  } else if (location.in === 'body' && flat.additionalProperties === undefined) {
    const value = { ...members, [names[0]!]: 'value' };
    if (location.allows(value))
      yield allowed('allowed', value, 'has an undocumented member, which the schema allows');
  }
}
