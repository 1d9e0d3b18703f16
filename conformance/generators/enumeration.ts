import type { Json } from '../core/json.ts';
import type { CaseDraft, CaseGenerator, NotApplicable } from './generator.ts';
import { allowed, forbidden } from './propose.ts';
import type { SchemaLocation } from './schema-locations.ts';

/** How many members of one `enum` are tried. */
const most = 20;

/** @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.2 */
export const enumeration: CaseGenerator = {
  id: 'enumeration',
  summary:
    'Every member of an `enum`, and both booleans; a member in another letter case, with blanks around it, and another value.',
  *generate({ schemaLocations: locations }) {
    for (const location of locations) {
      const { enum: members, types } = location.flat;
      if (!members && types.includes('boolean')) yield* booleans(location);
      if (!members || members.length === 0) continue;
      yield* documented(location, members);
      yield* undocumented(location);
    }
  },
};

function* booleans(location: SchemaLocation): Iterable<CaseDraft> {
  for (const value of [true, false])
    if (location.allows(value))
      yield allowed(location, { keyword: 'type', name: `=${value}`, value, reason: `is ${value}` });
}

const keywordOf = ({ flat }: SchemaLocation) => flat.enumKeyword ?? 'enum';

function* documented(
  location: SchemaLocation,
  members: readonly Json[],
): Iterable<CaseDraft | NotApplicable> {
  // 1 and "1" are two members
  const isTwice = (member: Json) =>
    members.filter((other) => text(other) === text(member)).length > 1;
  if (members.length > most)
    yield {
      name: `${location.name}=…`,
      notApplicable: `of its ${members.length} members only the first ${most} are tried`,
    };
  for (const member of members.slice(0, most)) {
    // null has no form as text
    if (member === null && location.isText) continue;
    yield allowed(location, {
      keyword: keywordOf(location),
      name: `=${isTwice(member) ? JSON.stringify(member) : text(member)}`,
      value: member,
      reason: `has the documented value ${text(member)}`,
    });
  }
}

function* undocumented(location: SchemaLocation): Iterable<CaseDraft> {
  const all = location.alternatives.flatMap((flat) => flat.enum ?? []);
  const keyword = keywordOf(location);
  for (const [turn, { name, value, is }] of [...strangers(all)]
    .filter(({ value: stranger }) => !location.allows(stranger))
    .entries()) {
    // HTTP strips blanks from the ends of a header field, so they are no part of its value
    if (location.in === 'header' && name === 'blanks') continue;
    // a server that rejects a member in another letter case compares exactly and rejects the rest
    yield {
      ...forbidden(location, { keyword, name, value, reason: `is ${text(value)}, ${is}` }),
      redundant: turn > 1,
    };
  }
}

function* strangers(members: readonly Json[]): Iterable<{ name: string; value: Json; is: string }> {
  const [first] = members;
  const isNew = (value: Json) =>
    !members.some((member) => JSON.stringify(member) === JSON.stringify(value));
  if (typeof first === 'number') {
    const next = Math.max(...members.filter((member) => typeof member === 'number')) + 1;
    yield { name: 'other', value: next, is: 'which is no documented value' };
  }
  if (typeof first !== 'string') return;
  const swapped = first === first.toLowerCase() ? first.toUpperCase() : first.toLowerCase();
  if (isNew(swapped))
    yield { name: 'letter-case', value: swapped, is: 'a documented value in another letter case' };
  if (isNew(` ${first} `))
    yield { name: 'blanks', value: ` ${first} `, is: 'a documented value with blanks around it' };
  const another = `${first}-other`;
  if (isNew(another)) yield { name: 'other', value: another, is: 'which is no documented value' };
}

const text = (value: Json) => (typeof value === 'string' ? value : JSON.stringify(value));
