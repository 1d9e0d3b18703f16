import { isObject } from '../pointer.ts';
import type { Json } from '../model.ts';
import type { CaseGenerator } from './generator.ts';
import { sitesOf } from './sites.ts';

/** A schema that says nothing of further members allows them. @see https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.2.3 */
export const additionalMember: CaseGenerator = {
  id: 'additional-member',
  summary: 'An undocumented member in each object of the body that allows one.',
  *generate(subject) {
    for (const site of sitesOf(subject)) {
      if (site.in !== 'body' || !isObject(site.value)) continue;
      const value = { ...(site.value as { [name: string]: Json }), 'x-undocumented': 'value' };
      yield { name: site.name, intent: 'valid', because: `${site.title} has a member that is not documented and not forbidden`, request: site.with(value) };
    }
  },
};
