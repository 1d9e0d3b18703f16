import { escapeToken, isObject } from '../core/pointer.ts';
import type { Json } from '../core/json.ts';
import type { CaseDraft, CaseGenerator } from './generator.ts';
import { allowed, forbidden } from './propose.ts';
import type { SchemaLocation } from './schema-locations.ts';

/**
 * Names that no description has; which of them an object may have is for its other keywords to say.
 */
const names = ['x-undocumented', 'undocumented', 'x', 'X', 'zz', '0', '_'];

/**
 * A schema that says nothing of further members allows them.
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.2.3
 */
export const additionalMember: CaseGenerator = {
  id: 'additional-member',
  summary: 'An undocumented member in each object that allows one, and in each that does not.',
  *generate({ schemaLocations: locations }) {
    for (const location of locations) yield* casesAt(location);
  },
};

function* casesAt(location: SchemaLocation): Iterable<CaseDraft> {
  if (!isObject(location.value)) return;
  const members = location.value as { [member: string]: Json };
  const [first = ''] = names;
  const value = { ...members, [first]: 'value' };
  if (location.flat.additionalProperties !== false && location.allows(value)) {
    // a parameter with a member that nobody knows is read in too many ways
    if (location.in === 'body' && location.flat.additionalProperties === undefined)
      yield allowed(location, {
        keyword: 'additionalProperties',
        name: 'allowed',
        value,
        reason: 'has a member that is not documented and not forbidden',
      });
  } else if (location.flat.additionalProperties === false) {
    // the same value as its neighbours have breaks no other rule
    const sample = Object.values(members)[0] ?? 'value';
    const name = names.find(
      (candidate) =>
        !(candidate in members) &&
        location.breaks({ ...members, [candidate]: sample }).length === 1,
    );
    if (name !== undefined)
      yield {
        ...forbidden(location, {
          keyword: 'additionalProperties',
          name: 'forbidden',
          value: { ...members, [name]: sample },
          reason: 'has a member that is not documented, where no others are allowed',
          below: `/${escapeToken(name)}`,
        }),
        bestEffort: location.in !== 'body',
      };
  }
}
