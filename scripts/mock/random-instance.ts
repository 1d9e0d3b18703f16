import {
  exact,
  isExcluded,
  memberShapes,
  namesFor,
  schemaOf,
  stepOf,
} from '../../conformance/core/instances/instance.ts';
import type { Json } from '../../conformance/core/json.ts';
import type { FlatSchema, Alternatives } from '../../conformance/core/schema/model.ts';
import { anyOf, between, type Random } from './random.ts';
import { randomText } from './random-text.ts';

/** How deep optional members and elements are made. */
const deepest = 6;

/**
 * A random instance of a schema: required members always, optional ones every other time. It may be invalid where
 * keywords work together in a way that is not understood; it is for the caller to have it judged.
 */
export function randomInstance(
  alternatives: Alternatives,
  random: Random,
  above: readonly string[] = [],
): Json {
  const flat = anyOf(alternatives(), random);
  if (flat.enum && flat.enum.length > 0) return anyOf(flat.enum, random);
  // what needs itself without end can only be ended by null
  if (above.filter((schema) => schema === schemaOf(flat)).length > 1) return null;
  const isNull = flat.types.length === 1 || random() < 0.1;
  const types = flat.types.filter((type) => type !== 'null' || isNull);
  const type = types.length === 7 ? 'string' : types.length > 0 ? anyOf(types, random) : 'null';
  const inside = [...above, schemaOf(flat)];
  switch (type) {
    case 'null':
      return null;
    case 'boolean':
      return random() < 0.5;
    case 'integer':
      return randomNumber(flat, true, random);
    case 'number':
      return randomNumber(flat, false, random);
    case 'string':
      return randomText(flat, random);
    case 'array':
      return randomArray(flat, random, inside);
    case 'object':
      return randomObject(flat, random, inside);
  }
}

function randomNumber(flat: FlatSchema, isWhole: boolean, random: Random): number {
  const step = flat.multipleOf[0] ?? (isWhole ? 1 : stepOf(flat));
  const least = Math.max(flat.minimum ?? -Infinity, flat.exclusiveMinimum ?? -Infinity);
  const most = Math.min(flat.maximum ?? Infinity, flat.exclusiveMaximum ?? Infinity);
  const from =
    least > -Infinity ? Math.ceil(least / step) : Math.min(0, Math.floor(most / step) - 1000);
  const to = most < Infinity ? Math.floor(most / step) : from + 1000;
  const found = exact(between(from, Math.max(from, to), random) * step);
  if (found === flat.exclusiveMinimum) return exact(found + step);
  return found === flat.exclusiveMaximum ? exact(found - step) : found;
}

function randomArray(flat: FlatSchema, random: Random, above: readonly string[]): Json {
  const { minItems = 0, maxItems = Infinity, prefixItems, items, contains, uniqueItems } = flat;
  const most =
    items === false
      ? prefixItems.length
      : above.length > deepest
        ? minItems
        : Math.max(minItems, prefixItems.length, 1) + 2;
  const length = between(
    Math.min(Math.max(minItems, above.length > deepest ? 0 : 1), maxItems, most),
    Math.min(most, maxItems),
    random,
  );
  const made = Array.from({ length }, (_, index): Json => {
    const alternatives =
      prefixItems[index] ?? (contains && index === length - 1 ? contains : items || contains);
    return alternatives ? randomInstance(alternatives, random, above) : 'element';
  });
  if (!uniqueItems) return made;
  const seen = new Set<string>();
  return made.filter((item) => {
    const text = JSON.stringify(item);
    return !seen.has(text) && seen.add(text);
  });
}

function randomObject(flat: FlatSchema, random: Random, above: readonly string[]): Json {
  const members: { [name: string]: Json } = {};
  const add = (name: string, alternatives: Alternatives | undefined) => {
    members[name] = alternatives ? randomInstance(alternatives, random, above) : 'value';
  };
  // in the order of the description
  for (const [name, alternatives] of flat.properties) {
    const [first] = alternatives();
    const isWanted =
      flat.required.includes(name) ||
      (random() < 0.5 &&
        above.length <= deepest &&
        !above.includes(schemaOf(first)) &&
        !isExcluded(flat, name) &&
        !first.isNever);
    if (
      isWanted &&
      !first.writeOnly &&
      Object.keys(members).length < (flat.maxProperties ?? Infinity)
    )
      add(name, alternatives);
  }
  for (const name of flat.required)
    if (!flat.properties.has(name)) add(name, memberShapes(flat, name));
  for (const [name, needed] of flat.dependentRequired) {
    if (Object.hasOwn(members, name))
      for (const other of needed)
        if (!Object.hasOwn(members, other))
          add(other, flat.properties.get(other) ?? memberShapes(flat, other));
  }
  const isMap =
    flat.properties.size === 0 &&
    (flat.patternProperties.size > 0 || Boolean(flat.additionalProperties)) &&
    above.length <= deepest;
  const least = Math.max(flat.minProperties ?? 0, isMap ? 1 : 0);
  for (const name of namesFor(flat)) {
    if (Object.keys(members).length >= least) break;
    if (!Object.hasOwn(members, name))
      add(name, memberShapes(flat, name) ?? flat.properties.get(name));
  }
  return members;
}
