import { isObject } from '../core/pointer.ts';
import type { CaseGenerator } from './generator.ts';
import { firstValid } from '../core/instances/instance.ts';
import { allowed } from './propose.ts';
import { sitesOf } from './schema-locations.ts';

/** @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.5.3 */
export const required: CaseGenerator = {
  id: 'required',
  summary:
    'Only what is required; all that is documented; each optional part left out alone; each required part left out; no body at all, and an empty one.',
  *generate({ operation, base, minimal, full, sites }) {
    const whole = { in: 'body', pointer: '', keyword: 'required' } as const;
    yield {
      name: 'only',
      intent: 'valid',
      rule: whole,
      because: 'it has only what is required',
      request: minimal,
    };
    yield {
      name: 'all',
      intent: 'valid',
      rule: { in: 'body', pointer: '', keyword: 'properties' },
      because: 'it has everything that is documented',
      request: full,
    };
    for (const site of sitesOf(operation, full)) {
      if (
        site.required ||
        site.pointer === '' ||
        isElement(site.pointer) ||
        !site.allows(undefined)
      )
        continue;
      const change = site.change(undefined);
      yield {
        name: `${site.name}/optional`,
        intent: 'valid',
        rule: site.rule('required'),
        because: `${site.title}, which is optional, is left out`,
        request: site.without(),
        ...(change ? { change } : {}),
      };
    }
    for (const site of sites) {
      if (
        isObject(site.value) &&
        site.pointer !== '' &&
        site.shape.properties.size > site.shape.required.length
      ) {
        const least = firstValid(() => [site.shape], 'required', 'readOnly', site.allows);
        if (least !== undefined)
          yield allowed(site, 'required', 'least', least, 'has only what is required');
      }
      // a path without its parameter is another path
      const isPath = site.in === 'path' && site.pointer.lastIndexOf('/') === 0;
      if (!site.required || isPath || isElement(site.pointer) || site.allows(undefined)) continue;
      yield {
        name: `${site.name}/missing`,
        intent: 'invalid',
        rule: site.rule('required'),
        because: `${site.title}, which is required, is left out`,
        request: site.without(),
      };
      if (site.pointer === '' && base.body) {
        yield {
          name: `${site.name}/empty`,
          intent: 'invalid',
          rule: site.rule('required'),
          because: 'its body is empty',
          request: { ...base, body: { ...base.body, raw: new Uint8Array() } },
        };
      }
    }
  },
};

/** Elements of lists are for `array` to leave out. */
const isElement = (pointer: string) => /\/\d+$/.test(pointer);
