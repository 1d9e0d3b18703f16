import type { Json } from '../core/json.ts';
import type { JsonType } from '../core/schema/model.ts';
import type { CaseGenerator } from './generator.ts';
import { forbidden } from './propose.ts';
import type { SchemaLocation } from './schema-locations.ts';

/** @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.1 */
export const type: CaseGenerator = {
  id: 'type',
  summary:
    'Values of other JSON types than the documented one: `null`, what careless code converts, and the others in turn.',
  *generate({ schemaLocations: locations }) {
    const isSmall = locations.length <= few;
    let turn = 0;
    const done = new Set<string>();
    for (const location of locations) {
      // of several branches each would refuse the same values
      if (done.has(location.pointer + location.name.split('/')[0])) continue;
      done.add(location.pointer + location.name.split('/')[0]);
      const wanted = [...new Set(location.alternatives.flatMap(({ types }) => types))];
      const found = (
        location.isText ? textStrangers(location, wanted) : strangers(location, wanted, turn)
      ).filter(({ value }) => !location.allows(value));
      if (found.length > 0) turn += 1;
      for (const { name, value, redundant } of found) {
        yield {
          ...forbidden(location, {
            keyword: 'type',
            name,
            value,
            reason: `is ${saidType(value)} where ${wanted.join(' or ')} is documented`,
          }),
          redundant: redundant && !isSmall,
        };
      }
    }
  },
};

/** Up to how many places every wrong type is tried in each of them. */
const few = 6;

type Stranger = { readonly name: string; readonly value: Json; readonly redundant: boolean };

/**
 * The wrong values for a place. Every place gets `null` and the values that loose conversion lets
 * through; of the
 * others every third place gets one in turn, so that the plan stays small.
 */
function strangers(
  { value }: SchemaLocation,
  wanted: readonly JsonType[],
  turn: number,
): Stranger[] {
  const allowed = new Set<JsonType>(wanted);
  if (allowed.has('number')) allowed.add('integer');
  const offered: readonly { readonly name: string; readonly is: JsonType; readonly value: Json }[] =
    [
      { name: 'null', is: 'null', value: null },
      { name: 'integer', is: 'integer', value: wanted.includes('boolean') ? 1 : 7 },
      { name: 'fraction', is: 'number', value: 1.5 },
      {
        name: 'string',
        is: 'string',
        value: typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'value',
      },
      { name: 'boolean', is: 'boolean', value: true },
      { name: 'array', is: 'array', value: [value] },
      { name: 'object', is: 'object', value: {} },
    ];
  const loose: readonly string[] = allowed.has('string')
    ? ['integer']
    : allowed.has('boolean')
      ? ['string', 'integer']
      : allowed.has('integer')
        ? ['string', 'fraction']
        : allowed.has('object')
          ? ['array', 'string']
          : ['object', 'string'];
  const wrong = offered.filter(
    ({ is, name }) => !allowed.has(is) && (name !== 'fraction' || allowed.has('integer')),
  );
  const others = wrong.filter(({ name }) => name !== 'null' && !loose.includes(name));
  const chosen =
    turn % 3 === 1 ? others[((turn - 1) / 3) % Math.max(others.length, 1)]?.name : undefined;
  const isCore = (name: string) => name === 'null' || loose.includes(name) || name === chosen;
  return wrong.map(({ name, value: stranger }) => ({
    name,
    value: stranger,
    redundant: !isCore(name),
  }));
}

/** In text only a number or a boolean can be recognizably of another type. */
function textStrangers(location: SchemaLocation, wanted: readonly JsonType[]): Stranger[] {
  if (wanted.some((name) => name === 'string' || name === 'array' || name === 'object')) return [];
  const wrong: Stranger[] = [{ name: 'string', value: 'value', redundant: false }];
  if (wanted.includes('integer') && !wanted.includes('number'))
    wrong.push({ name: 'fraction', value: 1.5, redundant: false });
  // how a boolean is written as text OpenAPI leaves open: `1` may be one
  return wrong.filter(({ value }) => !location.allows(value));
}

const saidType = (value: Json) =>
  Array.isArray(value)
    ? 'an array'
    : typeof value === 'object' && value !== null
      ? 'an object'
      : JSON.stringify(value);
