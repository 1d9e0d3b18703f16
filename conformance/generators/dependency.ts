import type { Json } from '../core/json.ts';
import { escapeToken, isObject } from '../core/pointer.ts';
import type { CaseGenerator } from './generator.ts';
import { undeclaredMember } from '../core/instances/members.ts';
import { firstValid } from '../core/instances/valid-instance.ts';
import { allowed, forbidden } from './propose.ts';

/** @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.5.4 */
export const dependency: CaseGenerator = {
  id: 'dependency',
  summary: 'A member with those that it demands, and without each of them.',
  *generate({ schemaLocations: locations }) {
    for (const location of locations) {
      if (!isObject(location.value)) continue;
      for (const [name, needed] of location.flat.dependentRequired) {
        let whole: { readonly [member: string]: Json } = location.value as {
          readonly [member: string]: Json;
        };
        for (const member of [...needed, name]) {
          if (Object.hasOwn(whole, member)) continue;
          const alternatives =
            location.flat.properties.get(member) ?? undeclaredMember(location.flat, member);
          const made = alternatives
            ? firstValid(
                alternatives,
                (value) => member !== name || location.allows({ ...whole, [member]: value }),
              )
            : 'value';
          whole = { ...whole, [member]: made ?? 'value' };
        }
        if (!location.allows(whole)) continue;
        yield allowed(location, {
          keyword: 'dependentRequired',
          name: `with-${name}`,
          value: whole,
          reason: `has \`${name}\` and what that demands`,
        });
        for (const other of needed) {
          const lacking = Object.fromEntries(
            Object.entries(whole).filter(([member]) => member !== other),
          );
          if (!location.allows(lacking))
            yield forbidden(location, {
              keyword: 'dependentRequired',
              name: `${name}-without-${other}`,
              value: lacking,
              reason: `has \`${name}\` and lacks \`${other}\`, which that demands`,
              below: `/${escapeToken(other)}`,
            });
        }
      }
    }
  },
};
