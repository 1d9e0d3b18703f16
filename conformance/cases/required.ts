import type { CaseGenerator } from './generator.ts';
import { sitesOf } from './sites.ts';

/** @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.5.3 */
export const required: CaseGenerator = {
  id: 'required',
  summary: 'Only what is required; all that is documented; each optional part left out alone; each required part left out.',
  *generate(subject) {
    const { minimal, full } = subject;
    yield { name: 'only', intent: 'valid', because: 'it has only what is required', request: minimal };
    yield { name: 'all', intent: 'valid', because: 'it has everything that is documented', request: full };
    for (const site of sitesOf({ ...subject, base: full })) {
      if (site.required || site.pointer.endsWith('/0')) continue;
      yield { name: `${site.name}/optional`, intent: 'valid', because: `${site.title}, which is optional, is left out`, request: site.without() };
    }
    for (const site of sitesOf(subject)) {
      // a path without its parameter is another path
      if (!site.required || site.in === 'path') continue;
      yield { name: `${site.name}/missing`, intent: 'invalid', breaks: site.rule('required'), because: `${site.title}, which is required, is left out`, request: site.without() };
    }
  },
};
