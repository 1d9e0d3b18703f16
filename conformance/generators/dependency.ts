import { undeclaredMember } from '../core/instances/members.ts';
import { firstValid } from '../core/instances/valid-instance.ts';
import type { Json } from '../core/json.ts';
import { escapeToken, isObject, setMember } from '../core/pointer.ts';
import { draftsAt } from './drafts-at.ts';
import type { CaseDraft, CaseGenerator } from './generator.ts';
import type { SchemaLocation } from './schema-locations.ts';

/** @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.5.4 */
export const dependency: CaseGenerator = {
  id: 'dependency',
  summary: 'A member with all members that it requires, and without each of them.',
  generate: ({ schemaLocations }) => schemaLocations.values().flatMap(casesAt),
};

function* casesAt(location: SchemaLocation): Iterable<CaseDraft> {
  const { allowed, forbidden } = draftsAt(location, 'dependentRequired');
  if (!isObject(location.value)) return;
  for (const [name, needed] of location.flat.dependentRequired) {
    const whole = withMembers(location, location.value, [...needed, name]);
    if (!location.allows(whole)) continue;
    yield allowed(
      `with-${name}`,
      whole,
      `has \`${name}\` and all members that \`${name}\` requires`,
    );
    for (const other of needed) {
      const { [other]: _, ...lacking } = whole;
      const reason = `has \`${name}\` but not \`${other}\`, which \`${name}\` requires`;
      if (!location.allows(lacking))
        yield forbidden(`${name}-without-${other}`, lacking, reason, {
          below: `/${escapeToken(other)}`,
        });
    }
  }
}

type Members = { readonly [member: string]: Json };

/** An object with the missing ones of `names`; the last is chosen so that the object is valid. */
function withMembers(location: SchemaLocation, value: Members, names: readonly string[]): Members {
  const last = names.at(-1);
  const members: { [member: string]: Json } = { ...value };
  for (const name of names) {
    if (Object.hasOwn(members, name)) continue;
    const schema = location.flat.properties.get(name) ?? undeclaredMember(location.flat, name);
    const fits = (made: Json) => name !== last || location.allows({ ...members, [name]: made });
    setMember(members, name, (schema && firstValid(schema, fits)) ?? 'value');
  }
  return members;
}
