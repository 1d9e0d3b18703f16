import type { Json } from '../core/json.ts';
import { draftsAt, shown } from './drafts-at.ts';
import type { CaseDraft, CaseGenerator, NotApplicable } from './generator.ts';
import type { SchemaLocation } from './schema-locations.ts';

/** How many members of one `enum` are tried. */
const most = 20;

/** @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.2 */
export const enumeration: CaseGenerator = {
  id: 'enumeration',
  summary:
    'Every member of an `enum`, and both booleans; a member in another letter case, with spaces around it, and another value.',
  *generate({ schemaLocations }) {
    for (const location of schemaLocations) {
      const { enum: members, types } = location.flat;
      if (!members && types.includes('boolean')) yield* booleans(location);
      if (!members || members.length === 0) continue;
      yield* documented(location, members);
      yield* undocumented(location);
    }
  },
};

function* booleans(location: SchemaLocation): Iterable<CaseDraft> {
  const { allowed } = draftsAt(location, 'type');
  for (const value of [true, false])
    if (location.allows(value)) yield allowed(`=${value}`, value, `is ${value}`);
}

const keywordOf = ({ flat }: SchemaLocation) => flat.enumKeyword ?? 'enum';

function* documented(
  location: SchemaLocation,
  members: readonly Json[],
): Iterable<CaseDraft | NotApplicable> {
  const { allowed } = draftsAt(location, keywordOf(location));
  if (members.length > most)
    yield {
      name: `${location.name}=…`,
      notApplicable: `only the first ${most} of its ${members.length} documented values are tried`,
    };
  for (const member of members.slice(0, most)) {
    // null has no form as text
    if (member === null && location.isText) continue;
    // 1 and "1" are two members
    const isTwice = members.filter((other) => text(other) === text(member)).length > 1;
    const name = `=${isTwice ? JSON.stringify(member) : text(member)}`;
    yield allowed(name, member, `is the documented value ${shown(member)}`);
  }
}

function* undocumented(location: SchemaLocation): Iterable<CaseDraft> {
  const { forbidden } = draftsAt(location, keywordOf(location));
  const members = location.alternatives.flatMap((flat) => flat.enum ?? []);
  const values = otherValues(members).filter(([, value]) => !location.allows(value));
  for (const [turn, [name, value, what]] of values.entries()) {
    // HTTP strips blanks from the ends of a header field, so they are no part of its value
    if (location.in === 'header' && name === 'blanks') continue;
    // a server that rejects both compares exactly, and rejects the rest
    yield forbidden(name, value, `is ${shown(value)}, ${what}`, { redundant: turn > 1 });
  }
}

/** Values close to the first of an enum's members, with a name and a description. */
function otherValues(members: readonly Json[]): [name: string, value: Json, what: string][] {
  const [first] = members;
  const other = 'which is not a documented value';
  if (typeof first === 'number') {
    const numbers = members.filter((member) => typeof member === 'number');
    return [['other', numbers.reduce((most, next) => Math.max(most, next)) + 1, other]];
  }
  if (typeof first !== 'string') return [];
  const swapped = first === first.toLowerCase() ? first.toUpperCase() : first.toLowerCase();
  const values: [string, string, string][] = [
    ['letter-case', swapped, 'a documented value in another letter case'],
    ['blanks', ` ${first} `, 'a documented value with spaces around it'],
    ['other', `${first}-other`, other],
  ];
  return values.filter(([, value]) => !members.includes(value));
}

const text = (value: Json) => (typeof value === 'string' ? value : JSON.stringify(value));
