import type { Json } from '../core/json.ts';
import { isObject } from '../core/pointer.ts';
import type { JsonType } from '../core/schema/model.ts';
import { draftsAt } from './drafts-at.ts';
import type { CaseDraft, CaseGenerator } from './generator.ts';
import type { SchemaLocation } from './schema-locations.ts';

/** Up to how many locations every wrong type is tried in each of them. */
const few = 6;

/** @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.1 */
export const type: CaseGenerator = {
  id: 'type',
  summary:
    'Values of other JSON types than the documented one: `null`, values that loose code converts, and the others in turn.',
  *generate({ schemaLocations }) {
    const isSmall = schemaLocations.length <= few;
    // the branches of a location refuse the same values
    const byPlace = Map.groupBy(
      schemaLocations,
      ({ pointer, name }) => pointer + name.split('/')[0],
    );
    let turn = 0;
    for (const [location] of byPlace.values()) {
      const drafts = [...draftsFor(location!, turn, isSmall)];
      if (drafts.length > 0) turn += 1;
      yield* drafts;
    }
  },
};

function* draftsFor(location: SchemaLocation, turn: number, isSmall: boolean): Iterable<CaseDraft> {
  const { forbidden } = draftsAt(location, 'type');
  const documented = [...new Set(location.alternatives.flatMap(({ types }) => types))];
  const values = location.isText
    ? wrongTexts(documented)
    : wrongValues(location.value, documented, turn);
  for (const { name, value, redundant } of values) {
    const reason = `is ${described(value)} instead of ${documented.join(' or ')}`;
    if (!location.allows(value))
      yield forbidden(name, value, reason, { redundant: redundant && !isSmall });
  }
}

type WrongValue = { readonly name: string; readonly value: Json; readonly redundant: boolean };

/**
 * Values of wrong types. Every location gets `null` and the values that loose code converts. Every
 * third location also gets one of the others in turn; the rest are redundant.
 */
function wrongValues(value: Json, documented: readonly JsonType[], turn: number): WrongValue[] {
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
  if (turn % 3 === 1 && others.length > 0) core.push(others[((turn - 1) / 3) % others.length]![0]);
  return wrong.map(([name, , other]) => ({ name, value: other, redundant: !core.includes(name) }));
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
