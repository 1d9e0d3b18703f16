import { namesFor, undeclaredMember } from '../core/instances/members.ts';
import { firstValid } from '../core/instances/valid-instance.ts';
import type { Json } from '../core/json.ts';
import { escapeToken, isObject, setMember } from '../core/pointer.ts';
import { draftsAt } from './drafts-at.ts';
import type { CaseDraft, CaseGenerator, NotApplicable } from './generator.ts';
import type { SchemaLocation } from './schema-locations.ts';

/** The largest number of members that a case sends. */
const most = 1000;

type Members = { readonly [name: string]: Json };

/** @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.5 */
export const members: CaseGenerator = {
  id: 'members',
  summary:
    'As few and as many members as allowed, and one beyond; a name that `propertyNames` forbids.',
  *generate({ schemaLocations }) {
    for (const location of schemaLocations) {
      if (!isObject(location.value)) continue;
      yield* lowerBound(location, location.value);
      yield* upperBound(location, location.value);
      yield* forbiddenName(location, location.value);
    }
  },
};

function* lowerBound(location: SchemaLocation, value: Members): Iterable<CaseDraft> {
  const { allowed, forbidden } = draftsAt(location, 'minProperties');
  const { minProperties = 0, required } = location.flat;
  if (minProperties <= required.length) return;
  const removable = Object.keys(value).filter((name) => !required.includes(name));
  const withMembers = (count: number) => {
    const removed = removable.slice(Math.max(0, count - required.length));
    return Object.fromEntries(Object.entries(value).filter(([name]) => !removed.includes(name)));
  };
  const fewest = withMembers(minProperties);
  if (Object.keys(fewest).length === minProperties && location.allows(fewest))
    yield allowed('fewest', fewest, `has as few members as allowed: ${minProperties}`);
  const reason = `has too few members: ${minProperties - 1}, the minimum is ${minProperties}`;
  yield forbidden('too-few', withMembers(minProperties - 1), reason);
}

function* upperBound(
  location: SchemaLocation,
  value: Members,
): Iterable<CaseDraft | NotApplicable> {
  const { allowed, forbidden } = draftsAt(location, 'maxProperties');
  const { maxProperties } = location.flat;
  if (maxProperties === undefined) return;
  if (maxProperties > most) {
    const notApplicable = `an object of ${maxProperties} members is too large to send`;
    yield { name: `${location.name}/most`, notApplicable };
    return;
  }
  const full = grown(location, value, maxProperties);
  if (full && location.allows(full))
    yield allowed('most', full, `has as many members as allowed: ${maxProperties}`);
  const over = grown(location, value, maxProperties + 1);
  const reason = `has too many members: ${maxProperties + 1}, the maximum is ${maxProperties}`;
  if (over) yield forbidden('too-many', over, reason);
}

/** An object with `count` members, documented ones first; `undefined` if none could be made. */
function grown({ flat }: SchemaLocation, value: Members, count: number): Members | undefined {
  const result: { [name: string]: Json } = { ...value };
  const add = (name: string, alternatives = undeclaredMember(flat, name)) => {
    if (Object.hasOwn(result, name) || Object.keys(result).length >= count) return;
    const made = alternatives ? firstValid(alternatives, () => true) : 'value';
    if (made !== undefined) setMember(result, name, made);
  };
  for (const [name, alternatives] of flat.properties)
    if (!alternatives()[0].readOnly) add(name, alternatives);
  for (const name of namesFor(flat)) add(name);
  if (flat.additionalProperties !== false && !flat.propertyNames)
    for (let number = 1; number <= count; number += 1) add(`member-${number}`);
  return Object.keys(result).length === count ? result : undefined;
}

const names = [
  ...['', 'x', 'X', '0', 'x y', '~'],
  'a-very-long-name-that-nobody-would-use-for-a-member-of-any-object-at-all',
];

function* forbiddenName(location: SchemaLocation, value: Members): Iterable<CaseDraft> {
  const { forbidden } = draftsAt(location, 'propertyNames');
  if (!location.flat.propertyNames) return;
  const sample = Object.values(value)[0] ?? 'value';
  const name = names.find((candidate) => !location.allows({ ...value, [candidate]: sample }));
  if (name === undefined) return;
  const reason = `has a member named "${name}", which \`propertyNames\` forbids`;
  const below = `/${escapeToken(name)}`;
  yield forbidden('bad-name', { ...value, [name]: sample }, reason, { below });
}
