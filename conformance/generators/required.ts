import { isObject } from '../core/pointer.ts';
import type { CaseGenerator } from './generator.ts';
import { firstValid } from '../core/instances/valid-instance.ts';
import { allowed } from './propose.ts';
import { schemaLocationsOf } from './schema-locations.ts';

/** @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.5.3 */
export const required: CaseGenerator = {
  id: 'required',
  summary:
    'Only what is required; all that is documented; each optional part left out alone; each required part left out; no body at all, and an empty one.',
  *generate({ operation, base, minimal, full, schemaLocations: locations }) {
    const whole = { in: 'body', pointer: '', keyword: 'required' } as const;
    yield {
      name: 'only',
      intent: 'valid',
      topic: 'presence',
      rule: whole,
      reason: 'it has only what is required',
      request: minimal,
    };
    yield {
      name: 'all',
      intent: 'valid',
      topic: 'presence',
      rule: { in: 'body', pointer: '', keyword: 'properties' },
      reason: 'it has everything that is documented',
      request: full,
    };
    for (const location of schemaLocationsOf(operation, full)) {
      if (
        location.required ||
        location.pointer === '' ||
        isElement(location.pointer) ||
        !location.allows(undefined)
      )
        continue;
      const change = location.change(undefined);
      yield {
        name: `${location.name}/optional`,
        intent: 'valid',
        topic: 'presence',
        rule: location.rule('required'),
        reason: `${location.title}, which is optional, is left out`,
        request: location.without(),
        ...(change ? { change } : {}),
      };
    }
    for (const location of locations) {
      if (
        isObject(location.value) &&
        location.pointer !== '' &&
        location.flat.properties.size > location.flat.required.length
      ) {
        const least = firstValid(() => [location.flat], location.allows);
        if (least !== undefined)
          yield {
            ...allowed(location, {
              keyword: 'required',
              name: 'least',
              value: least,
              reason: 'has only what is required',
            }),
            topic: 'presence',
          };
      }
      // a path without its parameter is another path
      const isPath = location.in === 'path' && location.pointer.lastIndexOf('/') === 0;
      if (!location.required || isPath || isElement(location.pointer) || location.allows(undefined))
        continue;
      yield {
        name: `${location.name}/missing`,
        intent: 'invalid',
        rule: location.rule('required'),
        reason: `${location.title}, which is required, is left out`,
        request: location.without(),
      };
      if (location.pointer === '' && base.body) {
        yield {
          name: `${location.name}/empty`,
          intent: 'invalid',
          rule: location.rule('required'),
          reason: 'its body is empty',
          request: { ...base, body: { ...base.body, raw: new Uint8Array() } },
        };
      }
    }
  },
};

/** Elements of lists are for `array` to leave out. */
const isElement = (pointer: string) => /\/\d+$/.test(pointer);
