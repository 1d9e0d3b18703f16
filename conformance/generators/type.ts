import type { Json } from '../core/json.ts';
import { isObject } from '../core/pointer.ts';
import type { JsonType } from '../core/schema/model.ts';
import { draftsAt } from './drafts-at.ts';
import type { CaseDraft, CaseGenerator } from './generator.ts';
import type { SchemaLocation } from './schema-locations.ts';
import { falsyAt, isSmall } from './truthiness.ts';
import { eachPlace, requiresMembers, typesAt } from './types-at.ts';

/** @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.1 */
export const type: CaseGenerator = {
  id: 'type',
  summary:
    'Values of other JSON types than the documented one: `null`, values that loose code converts, and the others in turn.',
  *generate({ schemaLocations }) {
    let turn = 0;
    for (const location of eachPlace(schemaLocations)) {
      const drafts = [...draftsFor(location, turn, isSmall(schemaLocations))];
      if (drafts.length > 0 && location.required) turn += 1;
      yield* drafts;
    }
  },
};

function* draftsFor(location: SchemaLocation, turn: number, all: boolean): Iterable<CaseDraft> {
  const { forbidden } = draftsAt(location, 'type');
  const documented = typesAt(location);
  const values = location.isText
    ? wrongTexts(documented)
    : wrongValues(location, documented, turn, all);
  for (const { name, value, redundant } of values) {
    const reason = `is ${described(value)} instead of ${documented.join(' or ')}`;
    if (!location.allows(value)) yield forbidden(name, value, reason, { redundant });
  }
}

type WrongValue = { readonly name: string; readonly value: Json; readonly redundant: boolean };

/**
 * Values of wrong types. Every location gets `null` and the values that loose code converts, unless
 * it gets one of the same type that loose code takes for nothing. Every third required location
 * also gets one of the others in turn; the rest are redundant, except in small requests. An object
 * that requires members never gets the rest: loose code misses the members in each of them.
 */
function wrongValues(
  location: SchemaLocation,
  documented: readonly JsonType[],
  turn: number,
  all: boolean,
): WrongValue[] {
  const { value, required } = location;
  const allowed = new Set(documented);
  if (allowed.has('number')) allowed.add('integer');
  const isScalar = typeof value === 'number' || typeof value === 'boolean';
  const values: readonly [name: string, type: JsonType, value: Json][] = [
    ['null', 'null', null],
    ['integer', 'integer', allowed.has('boolean') ? 1 : 7],
    ['fraction', 'number', 1.5],
    ['string', 'string', isScalar ? String(value) : 'value'],
    ['boolean', 'boolean', true],
    ['array', 'array', [value]],
    ['object', 'object', {}],
  ];
  const wrong = values.filter(
    ([name, is]) => !allowed.has(is) && (name !== 'fraction' || allowed.has('integer')),
  );
  const core = ['null', ...convertible(allowed)];
  const others = wrong.filter(([name]) => !core.includes(name));
  if (required && turn % 3 === 1 && others.length > 0)
    core.push(others[((turn - 1) / 3) % others.length]![0]);
  if (all && !requiresMembers(location)) core.push(...wrong.map(([name]) => name));
  const replaced = new Set(falsyAt(location, turn, all).map(({ insteadOf }) => insteadOf));
  return wrong.map(([name, , other]) => ({
    name,
    value: other,
    redundant: !core.includes(name) || replaced.has(name),
  }));
}

/** The names of the values that loose code converts to a documented type. */
function convertible(documented: ReadonlySet<JsonType>): readonly string[] {
  if (documented.has('string')) return ['integer'];
  if (documented.has('boolean')) return ['string', 'integer'];
  if (documented.has('integer')) return ['string', 'fraction'];
  return documented.has('object') ? ['array', 'string'] : ['object', 'string'];
}

/**
 * As text, only a number or a boolean can be recognizably of another type. OpenAPI leaves open how
 * a boolean is written: `1` may be one.
 */
function wrongTexts(documented: readonly JsonType[]): WrongValue[] {
  if (documented.some((name) => name === 'string' || name === 'array' || name === 'object'))
    return [];
  const onlyIntegers = documented.includes('integer') && !documented.includes('number');
  return [
    { name: 'string', value: 'value', redundant: false },
    ...(onlyIntegers ? [{ name: 'fraction', value: 1.5, redundant: false }] : []),
  ];
}

const described = (value: Json) =>
  Array.isArray(value) ? 'an array' : isObject(value) ? 'an object' : JSON.stringify(value);
