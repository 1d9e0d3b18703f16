import type { Json } from '../core/json.ts';
import { escapeToken, isObject } from '../core/pointer.ts';
import type { CaseGenerator } from './generator.ts';
import { namesFor, undeclaredMember } from '../core/instances/members.ts';
import { firstValid } from '../core/instances/valid-instance.ts';
import { allowed, forbidden } from './propose.ts';
import type { SchemaLocation } from './schema-locations.ts';

/** How many members are sent at the most. */
const most = 1000;

type Members = { readonly [name: string]: Json };

/** @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.5 */
export const members: CaseGenerator = {
  id: 'members',
  summary:
    'As few and as many members as allowed, and one beyond; a name that `propertyNames` forbids.',
  *generate({ schemaLocations: locations }) {
    for (const location of locations) {
      if (!isObject(location.value)) continue;
      yield* counts(location, location.value as Members);
      yield* names(location, location.value as Members);
    }
  },
};

function* counts(location: SchemaLocation, value: Members) {
  const { minProperties = 0, maxProperties, required } = location.flat;
  if (minProperties > required.length) {
    const removable = Object.keys(value).filter((name) => !required.includes(name));
    const keep = (count: number) =>
      Object.fromEntries(
        Object.entries(value).filter(
          ([name]) => required.includes(name) || removable.indexOf(name) < count - required.length,
        ),
      );
    const fewest = keep(minProperties);
    if (Object.keys(fewest).length === minProperties && location.allows(fewest))
      yield allowed(location, {
        keyword: 'minProperties',
        name: 'fewest',
        value: fewest,
        reason: `has as few members as allowed: ${minProperties}`,
      });
    yield forbidden(location, {
      keyword: 'minProperties',
      name: 'too-few',
      value: keep(minProperties - 1),
      reason: `has ${minProperties - 1} members where ${minProperties} are the least`,
    });
  }
  if (maxProperties === undefined) return;
  if (maxProperties > most) {
    yield {
      name: `${location.name}/most`,
      notApplicable: `an object of ${maxProperties} members is too large to send`,
    };
    return;
  }
  const full = grown(location, value, maxProperties);
  if (full && location.allows(full))
    yield allowed(location, {
      keyword: 'maxProperties',
      name: 'most',
      value: full,
      reason: `has as many members as allowed: ${maxProperties}`,
    });
  const over = grown(location, value, maxProperties + 1);
  if (over)
    yield forbidden(location, {
      keyword: 'maxProperties',
      name: 'too-many',
      value: over,
      reason: `has ${maxProperties + 1} members where ${maxProperties} are the most`,
    });
}

/**
 * The object with as many members as are wanted, documented ones first; `undefined` where there are
 * not so many.
 */
function grown({ flat }: SchemaLocation, value: Members, count: number): Members | undefined {
  const result: { [name: string]: Json } = { ...value };
  const add = (name: string, alternatives = undeclaredMember(flat, name)) => {
    if (Object.hasOwn(result, name) || Object.keys(result).length >= count) return;
    const made = alternatives ? firstValid(alternatives, () => true) : 'value';
    if (made !== undefined) result[name] = made;
  };
  for (const [name, alternatives] of flat.properties)
    if (!alternatives()[0].readOnly) add(name, alternatives);
  for (const name of namesFor(flat)) add(name);
  for (
    let index = 1;
    flat.additionalProperties !== false && !flat.propertyNames && index <= count;
    index += 1
  )
    add(`member-${index}`);
  return Object.keys(result).length === count ? result : undefined;
}

function* names(location: SchemaLocation, value: Members) {
  const { propertyNames } = location.flat;
  if (!propertyNames) return;
  const sample = Object.values(value)[0] ?? 'value';
  const bad = [
    '',
    'x',
    'X',
    '0',
    'x y',
    '~',
    'a-very-long-name-that-nobody-would-use-for-a-member-of-any-object-at-all',
  ].find((name) => !location.allows({ ...value, [name]: sample }));
  if (bad !== undefined)
    yield forbidden(location, {
      keyword: 'propertyNames',
      name: 'bad-name',
      value: { ...value, [bad]: sample },
      reason: `has a member named "${bad}", which is no name that it may have`,
      below: `/${escapeToken(bad)}`,
    });
}
