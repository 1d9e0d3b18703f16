import type { Json } from '../core/json.ts';
import { cached } from '../core/memoize.ts';
import type { JsonType } from '../core/schema/model.ts';
import { draftsAt } from './drafts-at.ts';
import type { CaseDraft, CaseGenerator } from './generator.ts';
import type { SchemaLocation } from './schema-locations.ts';
import { eachPlace, requiresMembers, typesAt } from './types-at.ts';

/** Up to how many locations every wrong type is tried in each of them. */
const few = 6;

/** Whether a request has so few locations that every wrong type is tried in each of them. */
export const isSmall = (locations: readonly SchemaLocation[]): boolean => locations.length <= few;

/** Values that some language takes for false. `null` and `{}` are among the other wrong types. */
const falsy: readonly Falsy[] = [
  { name: 'zero', type: 'integer', value: 0, shown: '0' },
  { name: 'false', type: 'boolean', value: false, shown: 'false' },
  { name: 'empty-text', type: 'string', value: '', shown: 'an empty text' },
  { name: 'empty-array', type: 'array', value: [], shown: 'an empty array' },
];

type Falsy = {
  readonly name: string;
  readonly type: JsonType;
  readonly value: Json;
  readonly shown: string;
};

/**
 * Code that validates a value only if there is one (`if (value && …)`) lets these pass. Where a
 * value is required, such code mostly takes them for absent and refuses them.
 * @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.1
 */
export const truthiness: CaseGenerator = {
  id: 'truthiness',
  summary:
    'Values of a wrong type, or outside of an `enum`, that loose code takes for nothing: `0`, an empty text, `false`, an empty array.',
  *generate({ schemaLocations }) {
    let turn = 0;
    for (const location of eachPlace(schemaLocations)) {
      if (location.isText) continue;
      yield* casesAt(location, turn, isSmall(schemaLocations));
      if (!location.required) turn += 1;
    }
  },
};

function* casesAt(location: SchemaLocation, turn: number, all: boolean): Iterable<CaseDraft> {
  const { flat, required } = location;
  const types = typesAt(location);
  if (flat.enum && types.includes('string') && !location.allows(''))
    yield draftsAt(location, flat.enumKeyword ?? 'enum').forbidden(
      'empty-text',
      '',
      'is an empty text, which is not a documented value',
      { redundant: required },
    );
  const telling = new Set(falsyAt(location, turn, all).map(({ name }) => name));
  for (const { name, value, shown } of wrongAt(location))
    yield draftsAt(location, 'type').forbidden(
      name,
      value,
      `is ${shown} instead of ${types.join(' or ')}`,
      { redundant: !telling.has(name) },
    );
}

const knownWrong = new WeakMap<SchemaLocation, readonly Falsy[]>();

/** The values that are wrong at a location; found once, because other generators ask too. */
const wrongAt = (location: SchemaLocation): readonly Falsy[] =>
  cached(knownWrong, location, () => {
    const types = new Set(typesAt(location));
    if (types.has('number')) types.add('integer');
    return falsy.filter(({ type, value }) => !types.has(type) && !location.allows(value));
  });

/** What is sent at an optional location, and the name of the wrong type that it stands in for. */
export function falsyAt(
  location: SchemaLocation,
  turn: number,
  all: boolean,
): readonly { readonly name: string; readonly insteadOf?: string }[] {
  if (location.isText) return [];
  const wrong = new Set(wrongAt(location).map(({ name }) => name));
  return wanted(location, turn, all).filter(({ name }) => wrong.has(name));
}

function wanted(location: SchemaLocation, turn: number, all: boolean) {
  const { flat, required } = location;
  const array = { name: 'empty-array', insteadOf: 'array' };
  const text = { name: 'empty-text', insteadOf: 'string' };
  const boolean = { name: 'false', insteadOf: 'boolean' };
  const number = { name: 'zero', insteadOf: 'integer' };
  // in a small request every location also has a value that is nothing
  if (required) return all && !requiresMembers(location) ? [array, boolean] : [];
  const { types } = flat;
  // a number is what is most often converted to a text
  if (types.includes('string')) return [number, ...(all ? [array, boolean] : [])];
  if (types.includes('boolean')) return [number];
  // `"7"` and `1.5` say something else of a number
  if (types.includes('integer') || types.includes('number'))
    return [{ name: turn % 2 === 0 ? 'empty-text' : 'false' }];
  return [text, array];
}
