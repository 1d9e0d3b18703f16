import { escapeToken, isObject } from '../core/pointer.ts';
import type { Json } from '../core/json.ts';
import type { CaseGenerator } from './generator.ts';
import { allowed, forbidden } from './propose.ts';

/** Names that no description has; which of them an object may have is for its other keywords to say. */
const names = ['x-undocumented', 'undocumented', 'x', 'X', 'zz', '0', '_'];

/** A schema that says nothing of further members allows them. @see https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.2.3 */
export const additionalMember: CaseGenerator = {
  id: 'additional-member',
  summary: 'An undocumented member in each object that allows one, and in each that does not.',
  *generate({ sites }) {
    for (const site of sites) {
      if (!isObject(site.value)) continue;
      const members = site.value as { [member: string]: Json };
      const [first = ''] = names;
      const value = { ...members, [first]: 'value' };
      if (site.shape.additionalProperties !== false && site.allows(value)) {
        // a parameter with a member that nobody knows is read in too many ways
        if (site.in === 'body' && site.shape.additionalProperties === undefined)
          yield allowed(
            site,
            'additionalProperties',
            'allowed',
            value,
            'has a member that is not documented and not forbidden',
          );
      } else if (site.shape.additionalProperties === false) {
        // the same value as its neighbours have breaks no other rule
        const sample = Object.values(members)[0] ?? 'value';
        const name = names.find(
          (candidate) =>
            !(candidate in members) &&
            site.breaks({ ...members, [candidate]: sample }).length === 1,
        );
        if (name !== undefined)
          yield {
            ...forbidden(
              site,
              'additionalProperties',
              'forbidden',
              { ...members, [name]: sample },
              'has a member that is not documented, where no others are allowed',
              `/${escapeToken(name)}`,
            ),
            isGuess: site.in !== 'body',
          };
      }
    }
  },
};
