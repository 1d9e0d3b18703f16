import type { Json } from '../model.ts';
import type { CaseGenerator } from './generator.ts';
import { sitesOf } from './sites.ts';

/** How many members of one `enum` are tried. */
const most = 20;

/** @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.2 */
export const enumeration: CaseGenerator = {
  id: 'enumeration',
  summary: 'Every member of an `enum`; another value, a member in another letter case, and a member with blanks around it.',
  *generate(subject) {
    for (const site of sitesOf(subject)) {
      const members = site.shape.enum;
      if (!members) continue;
      // 1 and "1" are two members
      const isTwice = (member: Json) => members.filter((other) => text(other) === text(member)).length > 1;
      if (members.length > most) yield { name: `${site.name}=…`, untried: `of its ${members.length} members only the first ${most} are tried` };
      for (const member of members.slice(0, most)) {
        yield { name: `${site.name}=${isTwice(member) ? JSON.stringify(member) : text(member)}`, intent: 'valid', because: `${site.title} has the documented value ${text(member)}`, request: site.with(member) };
      }
      const breaks = site.rule(site.shape.enumKeyword ?? 'enum');
      for (const { name, value, is } of strangers(members)) {
        // HTTP takes blanks off a header field's ends, so they are no part of its value
        if (site.in === 'header' && name === 'blanks') continue;
        yield { name: `${site.name}/${name}`, intent: 'invalid', breaks, because: `${site.title} is ${text(value)}, ${is}`, request: site.with(value) };
      }
    }
  },
};

function* strangers(members: readonly Json[]): Iterable<{ name: string; value: Json; is: string }> {
  const [first] = members;
  if (typeof first !== 'string') return;
  const isNew = (value: string) => !members.includes(value);
  const another = `${first}-other`;
  if (isNew(another)) yield { name: 'other', value: another, is: 'which is no documented value' };
  const swapped = first === first.toLowerCase() ? first.toUpperCase() : first.toLowerCase();
  if (isNew(swapped)) yield { name: 'letter-case', value: swapped, is: 'a documented value in another letter case' };
  if (isNew(` ${first} `)) yield { name: 'blanks', value: ` ${first} `, is: 'a documented value with blanks around it' };
}

const text = (value: Json) => (typeof value === 'string' ? value : JSON.stringify(value));
