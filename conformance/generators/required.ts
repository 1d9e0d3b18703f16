import type { PlannedRequest } from '../core/http/planned-request.ts';
import { isObject } from '../core/pointer.ts';
import type { CaseDraft, CaseGenerator } from './generator.ts';
import { firstValid } from '../core/instances/valid-instance.ts';
import { allowed } from './propose.ts';
import { schemaLocationsOf, type SchemaLocation } from './schema-locations.ts';

/** @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.5.3 */
export const required: CaseGenerator = {
  id: 'required',
  summary:
    'Only what is required; all that is documented; each optional part left out alone; each required part left out; no body at all, and an empty one.',
  *generate({ operation, base, minimal, full, schemaLocations: locations }) {
    yield {
      name: 'only',
      intent: 'valid',
      topic: 'presence',
      rule: { in: 'body', pointer: '', keyword: 'required' },
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
    for (const location of schemaLocationsOf(operation, full)) yield* withoutOptional(location);
    for (const location of locations) {
      yield* least(location);
      yield* withoutRequired(location, base);
    }
  },
};

function* withoutOptional(location: SchemaLocation): Iterable<CaseDraft> {
  const { pointer } = location;
  if (location.required || pointer === '' || isElement(pointer) || !location.allows(undefined))
    return;
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

/** An object within the body or a parameter with its required members only. */
function* least(location: SchemaLocation): Iterable<CaseDraft> {
  const { flat, pointer } = location;
  const hasOptional = flat.properties.size > flat.required.length;
  if (!isObject(location.value) || pointer === '' || !hasOptional) return;
  const value = firstValid(() => [flat], location.allows);
  if (value !== undefined)
    yield {
      ...allowed(location, {
        keyword: 'required',
        name: 'least',
        value,
        reason: 'has only what is required',
      }),
      topic: 'presence',
    };
}

function* withoutRequired(location: SchemaLocation, base: PlannedRequest): Iterable<CaseDraft> {
  const { pointer, required: isRequired } = location;
  // a path without its parameter is another path
  const isPath = location.in === 'path' && pointer.lastIndexOf('/') === 0;
  if (!isRequired || isPath || isElement(pointer) || location.allows(undefined)) return;
  yield {
    name: `${location.name}/missing`,
    intent: 'invalid',
    rule: location.rule('required'),
    reason: `${location.title}, which is required, is left out`,
    request: location.without(),
  };
  if (pointer === '' && base.body)
    yield {
      name: `${location.name}/empty`,
      intent: 'invalid',
      rule: location.rule('required'),
      reason: 'its body is empty',
      request: { ...base, body: { ...base.body, raw: new Uint8Array() } },
    };
}

/** The generator `array` leaves out elements of lists. */
const isElement = (pointer: string) => /\/\d+$/.test(pointer);
