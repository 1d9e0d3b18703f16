import type { Json } from '../core/json.ts';
import type { CaseGenerator } from './generator.ts';
import { allowed, forbidden } from './propose.ts';

/** How many members of one `enum` are tried. */
const most = 20;

/** @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.2 */
export const enumeration: CaseGenerator = {
  id: 'enumeration',
  summary:
    'Every member of an `enum`, and both booleans; a member in another letter case, with blanks around it, and another value.',
  *generate({ schemaLocations: locations }) {
    for (const location of locations) {
      const members = location.flat.enum;
      if (!members && location.flat.types.includes('boolean')) {
        for (const value of [true, false])
          if (location.allows(value))
            yield allowed(location, {
              keyword: 'type',
              name: `=${value}`,
              value,
              reason: `is ${value}`,
            });
      }
      if (!members || members.length === 0) continue;
      const keyword = location.flat.enumKeyword ?? 'enum';
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
          keyword,
          name: `=${isTwice(member) ? JSON.stringify(member) : text(member)}`,
          value: member,
          reason: `has the documented value ${text(member)}`,
        });
      }
      const all = location.alternatives.flatMap((flat) => flat.enum ?? []);
      for (const [turn, { name, value, is }] of [...strangers(all)]
        .filter(({ value: stranger }) => !location.allows(stranger))
        .entries()) {
        // HTTP takes blanks off a header field's ends, so they are no part of its value
        if (location.in === 'header' && name === 'blanks') continue;
        // who refuses the same word in another letter case compares, and refuses any other word
        yield {
          ...forbidden(location, { keyword, name, value, reason: `is ${text(value)}, ${is}` }),
          redundant: turn > 1,
        };
      }
    }
  },
};

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
