import {
  exact,
  isExcluded,
  memberShapes,
  namesFor,
  schemaOf,
  stepOf,
} from '../../conformance/core/instances/instance.ts';
import type { Json } from '../../conformance/core/json.ts';
import type { Shape, Shapes } from '../../conformance/core/schema/model.ts';
import { anyOf, between, type Random } from './random.ts';
import { randomText } from './random-text.ts';

/** How deep optional members and elements are made. */
const deepest = 6;

/**
 * A random instance of a schema: required members always, optional ones every other time. It may be invalid where
 * keywords work together in a way that is not understood; it is for the caller to have it judged.
 */
export function randomInstance(
  shapes: Shapes,
  random: Random,
  above: readonly string[] = [],
): Json {
  const shape = anyOf(shapes(), random);
  if (shape.enum && shape.enum.length > 0) return anyOf(shape.enum, random);
  // what needs itself without end can only be ended by null
  if (above.filter((schema) => schema === schemaOf(shape)).length > 1) return null;
  const isNull = shape.types.length === 1 || random() < 0.1;
  const types = shape.types.filter((type) => type !== 'null' || isNull);
  const type = types.length === 7 ? 'string' : types.length > 0 ? anyOf(types, random) : 'null';
  const inside = [...above, schemaOf(shape)];
  switch (type) {
    case 'null':
      return null;
    case 'boolean':
      return random() < 0.5;
    case 'integer':
      return randomNumber(shape, true, random);
    case 'number':
      return randomNumber(shape, false, random);
    case 'string':
      return randomText(shape, random);
    case 'array':
      return randomArray(shape, random, inside);
    case 'object':
      return randomObject(shape, random, inside);
  }
}

function randomNumber(shape: Shape, isWhole: boolean, random: Random): number {
  const step = shape.multipleOf[0] ?? (isWhole ? 1 : stepOf(shape));
  const least = Math.max(shape.minimum ?? -Infinity, shape.exclusiveMinimum ?? -Infinity);
  const most = Math.min(shape.maximum ?? Infinity, shape.exclusiveMaximum ?? Infinity);
  const from =
    least > -Infinity ? Math.ceil(least / step) : Math.min(0, Math.floor(most / step) - 1000);
  const to = most < Infinity ? Math.floor(most / step) : from + 1000;
  const found = exact(between(from, Math.max(from, to), random) * step);
  if (found === shape.exclusiveMinimum) return exact(found + step);
  return found === shape.exclusiveMaximum ? exact(found - step) : found;
}

function randomArray(shape: Shape, random: Random, above: readonly string[]): Json {
  const { minItems = 0, maxItems = Infinity, prefixItems, items, contains, uniqueItems } = shape;
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
    const shapes =
      prefixItems[index] ?? (contains && index === length - 1 ? contains : items || contains);
    return shapes ? randomInstance(shapes, random, above) : 'element';
  });
  if (!uniqueItems) return made;
  const seen = new Set<string>();
  return made.filter((item) => {
    const text = JSON.stringify(item);
    return !seen.has(text) && seen.add(text);
  });
}

function randomObject(shape: Shape, random: Random, above: readonly string[]): Json {
  const members: { [name: string]: Json } = {};
  const add = (name: string, shapes: Shapes | undefined) => {
    members[name] = shapes ? randomInstance(shapes, random, above) : 'value';
  };
  // in the order of the description
  for (const [name, shapes] of shape.properties) {
    const [first] = shapes();
    const isWanted =
      shape.required.includes(name) ||
      (random() < 0.5 &&
        above.length <= deepest &&
        !above.includes(schemaOf(first)) &&
        !isExcluded(shape, name) &&
        !first.isNever);
    if (
      isWanted &&
      !first.writeOnly &&
      Object.keys(members).length < (shape.maxProperties ?? Infinity)
    )
      add(name, shapes);
  }
  for (const name of shape.required)
    if (!shape.properties.has(name)) add(name, memberShapes(shape, name));
  for (const [name, needed] of shape.dependentRequired) {
    if (Object.hasOwn(members, name))
      for (const other of needed)
        if (!Object.hasOwn(members, other))
          add(other, shape.properties.get(other) ?? memberShapes(shape, other));
  }
  const isMap =
    shape.properties.size === 0 &&
    (shape.patternProperties.size > 0 || Boolean(shape.additionalProperties)) &&
    above.length <= deepest;
  const least = Math.max(shape.minProperties ?? 0, isMap ? 1 : 0);
  for (const name of namesFor(shape)) {
    if (Object.keys(members).length >= least) break;
    if (!Object.hasOwn(members, name))
      add(name, memberShapes(shape, name) ?? shape.properties.get(name));
  }
  return members;
}
