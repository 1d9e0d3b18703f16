import type { Json } from '../core/json.ts';
import { escapeToken, isObject } from '../core/pointer.ts';
import type { CaseGenerator } from './generator.ts';
import { undeclaredMember } from '../core/instances/members.ts';
import { firstValid } from '../core/instances/valid-instance.ts';
import { allowed, forbidden } from './propose.ts';
import type { SchemaLocation } from './schema-locations.ts';

/** @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.5.4 */
export const dependency: CaseGenerator = {
  id: 'dependency',
  summary: 'A member with those that it demands, and without each of them.',
  *generate({ schemaLocations: locations }) {
    for (const location of locations) {
      if (!isObject(location.value)) continue;
      for (const [name, needed] of location.flat.dependentRequired) {
        const whole = withMembers(location, location.value, [...needed, name]);
        if (!location.allows(whole)) continue;
        yield allowed(location, {
          keyword: 'dependentRequired',
          name: `with-${name}`,
          value: whole,
          reason: `has \`${name}\` and what that demands`,
        });
        for (const other of needed) {
          const { [other]: _, ...lacking } = whole;
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

type Members = { readonly [member: string]: Json };

/**
 * The object with the members of `names` that it lacks; the last one makes it valid where it can.
 */
function withMembers(location: SchemaLocation, value: Members, names: readonly string[]): Members {
  const last = names.at(-1);
  let whole = value;
  for (const member of names) {
    if (Object.hasOwn(whole, member)) continue;
    const others = whole;
    const alternatives =
      location.flat.properties.get(member) ?? undeclaredMember(location.flat, member);
    const made =
      alternatives &&
      firstValid(
        alternatives,
        (part) => member !== last || location.allows({ ...others, [member]: part }),
      );
    whole = { ...whole, [member]: made ?? 'value' };
  }
  return whole;
}
