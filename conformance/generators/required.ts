import { firstValid } from '../core/instances/valid-instance.ts';
import { isObject } from '../core/pointer.ts';
import { draftsAt } from './drafts-at.ts';
import type { CaseDraft, CaseGenerator, OperationContext } from './generator.ts';
import type { SchemaLocation } from './schema-locations.ts';

/** @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.5.3 */
export const required: CaseGenerator = {
  id: 'required',
  summary:
    'Only the required parts; all documented parts; each optional part left out alone; each required part left out; no body at all, and an empty one.',
  *generate(context) {
    const { minimal, full, fullLocations, schemaLocations } = context;
    yield {
      name: 'only',
      intent: 'valid',
      topic: 'presence',
      rule: { in: 'body', pointer: '', keyword: 'required' },
      reason: 'it has only the required parts',
      request: minimal,
    };
    yield {
      name: 'all',
      intent: 'valid',
      topic: 'presence',
      rule: { in: 'body', pointer: '', keyword: 'properties' },
      reason: 'it has all documented parts',
      request: full,
    };
    for (const location of fullLocations()) yield* withoutOptional(location);
    for (const location of schemaLocations) {
      yield* onlyRequired(location);
      yield* withoutRequired(location, context);
    }
  },
};

function* withoutOptional(location: SchemaLocation): Iterable<CaseDraft> {
  const { pointer, title } = location;
  if (location.required || pointer === '' || isElement(pointer) || !location.allows(undefined))
    return;
  const change = location.change(undefined);
  yield {
    name: `${location.name}/optional`,
    intent: 'valid',
    topic: 'presence',
    rule: location.rule('required'),
    reason: `${title}, which is optional, is left out`,
    request: location.without(),
    ...(change ? { change } : {}),
  };
}

/** An object within the body or a parameter with its required members only. */
function* onlyRequired(location: SchemaLocation): Iterable<CaseDraft> {
  const { flat, pointer, allows } = location;
  const hasOptional = flat.properties.size > flat.required.length;
  if (!isObject(location.value) || pointer === '' || !hasOptional) return;
  const value = firstValid(() => [flat], allows);
  const { allowed } = draftsAt(location, 'required');
  if (value !== undefined)
    yield { ...allowed('least', value, 'has only its required members'), topic: 'presence' };
}

function* withoutRequired(
  location: SchemaLocation,
  { base }: OperationContext,
): Iterable<CaseDraft> {
  const { pointer, name, title } = location;
  // a path without its parameter is another path
  const isPath = location.in === 'path' && pointer.lastIndexOf('/') === 0;
  if (!location.required || isPath || isElement(pointer) || location.allows(undefined)) return;
  const draft = { intent: 'invalid', rule: location.rule('required') } as const;
  yield {
    ...draft,
    name: `${name}/missing`,
    reason: `${title}, which is required, is left out`,
    request: location.without(),
  };
  if (pointer === '' && base.body)
    yield {
      ...draft,
      name: `${name}/empty`,
      reason: 'its body is empty',
      request: { ...base, body: { ...base.body, raw: new Uint8Array() } },
    };
}

/** The generator `array` leaves out elements of arrays. */
const isElement = (pointer: string) => /\/\d+$/.test(pointer);
