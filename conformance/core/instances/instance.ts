import type { Json } from '../json.ts';
import type { Schema, Shape, Shapes, Violation } from '../schema/model.ts';
import { matches, maximumSize, textOf, textsMatching } from './text.ts';

/** Which members of an object to make. */
export type Extent = 'required' | 'all';

/** How an instance is made. */
export type Making = {
  readonly extent: Extent;
  /** Members that are left out: a request has no `readOnly` ones, an answer no `writeOnly` ones. */
  readonly omit: 'readOnly' | 'writeOnly';
  /** Which of several possible values and branches is taken. */
  readonly turn: number;
  /** Whether documented examples are taken where there are any. */
  readonly examples: boolean;
  /** The shapes that it stands in: one that contains itself is made once. */
  readonly above: readonly string[];
  /** Values that `not` forbids in this place. */
  readonly avoid?: readonly Json[];
};

/** How deep optional members are followed. */
const maximumDepth = 8;
/** How often another instance is tried where one is invalid. */
const tries = 6;

/** A valid instance of a schema; `undefined` where none could be made. `shape` picks a branch. */
export function validInstance(
  schema: Schema,
  extent: Extent,
  omit: Making['omit'] = 'readOnly',
  shape?: Shape,
): Json | undefined {
  return firstValid(
    schema.shapes,
    extent,
    omit,
    (value) => schema.validate(value).length === 0,
    shape,
  );
}

/** What is wrong with the plainest instance of a schema of which no valid one could be made. */
export const violationsOfBest = (schema: Schema): readonly Violation[] =>
  schema.validate(
    instanceOf(schema.shapes()[0], {
      extent: 'required',
      omit: 'readOnly',
      turn: 0,
      examples: false,
      above: [],
    }),
  );

/** The first value of some shapes that fits; `undefined` where none of those that are tried does. */
export function firstValid(
  shapes: Shapes,
  extent: Extent,
  omit: Making['omit'],
  fits: (value: Json) => boolean,
  only?: Shape,
  above: readonly string[] = [],
): Json | undefined {
  for (const extentNow of extent === 'all'
    ? (['all', 'required'] as const)
    : (['required', 'all'] as const)) {
    for (const examples of [true, false]) {
      for (let turn = 0; turn < tries; turn += 1) {
        const list = shapes();
        const shape = only ?? list[turn % list.length]!;
        const value = instanceOf(shape, { extent: extentNow, omit, turn, examples, above });
        if (fits(value)) return value;
      }
    }
  }
  return undefined;
}

/**
 * An instance of a shape: a documented example where there is one, else the plainest value of its first type.
 * It may be invalid where keywords work together in a way that is not understood; it is for the caller to have it judged.
 */
export function instanceOf(shape: Shape, making: Making): Json {
  const isObject = shape.types.includes('object') && shape.properties.size > 0;
  if (making.examples && !isObject && shape.examples.length > 0)
    return shape.examples[making.turn % shape.examples.length]!;
  const members = shape.enum?.filter((member) => !making.avoid?.includes(member)) ?? [];
  if (members.length > 0) return members[making.turn % members.length]!;
  // what needs itself without end can only be ended by null
  if (making.above.filter((schema) => schema === schemaOf(shape)).length > 1) return null;
  const types = shape.types.filter((candidate) => candidate !== 'null');
  const inside = { ...making, above: [...making.above, schemaOf(shape)], avoid: [] };
  switch (isObject ? 'object' : (types[0] ?? 'null')) {
    case 'null':
      return null;
    case 'boolean':
      return making.turn % 2 === 0;
    case 'integer':
      return numberOf(shape, making.turn, true);
    case 'number':
      return numberOf(shape, making.turn, false);
    case 'string':
      return textOf(shape, making.turn);
    case 'array':
      return arrayOf(shape, inside);
    case 'object':
      return objectOf(shape, inside);
  }
}

/** The schema that a shape is of, whichever `$ref` led to it. */
export const schemaOf = ({ source }: Shape): string => `${source.file}#${source.pointer}`;

/** The least step between two numbers that a shape allows. */
export const stepOf = ({ types, multipleOf }: Shape): number =>
  multipleOf[0] ?? (types.includes('number') ? 0.5 : 1);

function numberOf(shape: Shape, turn: number, isWhole: boolean): number {
  const step = isWhole && !Number.isInteger(stepOf(shape)) ? 1 : stepOf(shape);
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = shape;
  const least = Math.max(minimum ?? -Infinity, exclusiveMinimum ?? -Infinity);
  const most = Math.min(maximum ?? Infinity, exclusiveMaximum ?? Infinity);
  const start =
    least > -Infinity
      ? Math.ceil(least / step) * step
      : Math.min(step, Math.floor(most / step) * step);
  const first =
    start === exclusiveMinimum ? start + step : start === exclusiveMaximum ? start - step : start;
  const next = first + (turn % 3) * step;
  // `+ 0` because the nearest integer to -0.5 is -0, which JSON does not have
  const found = next < most || next === maximum ? next + 0 : first + 0;
  // between narrow bounds there may be no multiple of the step, but there is a middle
  return found >= least && found <= most ? exact(found) : (least + most) / 2;
}

/** A sum of decimal fractions without the error of binary ones. */
export const exact = (value: number): number =>
  Number.isInteger(value) ? value : Number(value.toPrecision(15));

function arrayOf(shape: Shape, making: Making): Json {
  const { prefixItems, items, contains, minItems = 0, maxItems, minContains, uniqueItems } = shape;
  const isDeep = making.above.length > maximumDepth;
  const wanted = (shapes: Shapes | undefined) =>
    shapes !== undefined && !isDeep && !making.above.includes(schemaOf(pick(shapes, making)));
  const least = Math.max(
    minItems,
    contains ? (minContains ?? 1) : 0,
    items !== undefined && wanted(items || undefined) ? 1 : 0,
    making.extent === 'all' ? prefixItems.length : 0,
  );
  const length = Math.min(
    least,
    maxItems ?? least,
    maximumSize / 100,
    items === false ? prefixItems.length : least,
  );
  const lacking = contains ? (minContains ?? 1) : 0;
  return Array.from({ length }, (_, index) => {
    const turn = uniqueItems ? making.turn + index : making.turn;
    const shapes =
      prefixItems[index] ?? (contains && index >= length - lacking ? contains : items || contains);
    return shapes
      ? instanceOf(pick(shapes, making), {
          ...making,
          turn,
          examples: making.examples && !(uniqueItems && index > 0),
        })
      : `element-${index + 1}`;
  });
}

const pick = (shapes: Shapes, { turn }: Making): Shape => {
  const list = shapes();
  return list[turn % list.length]!;
};

function objectOf(shape: Shape, making: Making): Json {
  const members: { [name: string]: Json } = {};
  const add = (name: string, shapes: Shapes | undefined) => {
    const avoid = shape.not.flatMap(
      (forbidden) => forbidden()[0].properties.get(name)?.()[0].enum ?? [],
    );
    members[name] = shapes ? instanceOf(pick(shapes, making), { ...making, avoid }) : 'value';
  };
  const most = shape.maxProperties ?? Infinity;
  const isDeep = making.above.length > maximumDepth;
  for (const name of shape.required) {
    const shapes = shape.properties.get(name);
    if (!shapes || !shapes()[0][making.omit]) add(name, shapes ?? memberShapes(shape, name));
  }
  if (making.extent === 'all' && !isDeep) {
    for (const [name, shapes] of shape.properties) {
      const [first] = shapes();
      if (
        first[making.omit] ||
        first.isNever ||
        isExcluded(shape, name) ||
        making.above.includes(schemaOf(first)) ||
        Object.hasOwn(members, name)
      )
        continue;
      if (Object.keys(members).length < most) add(name, shapes);
    }
  }
  for (const [name, needed] of shape.dependentRequired) {
    if (Object.hasOwn(members, name))
      for (const other of needed)
        if (!Object.hasOwn(members, other))
          add(other, shape.properties.get(other) ?? memberShapes(shape, other));
  }
  const least = Math.max(
    shape.minProperties ?? 0,
    making.extent === 'all' &&
      shape.properties.size === 0 &&
      (shape.patternProperties.size > 0 || shape.additionalProperties) &&
      !isDeep
      ? 1
      : 0,
  );
  // documented members before invented ones
  for (const [name, shapes] of shape.properties)
    if (
      Object.keys(members).length < least &&
      !Object.hasOwn(members, name) &&
      !shapes()[0][making.omit]
    )
      add(name, shapes);
  for (const name of namesFor(shape)) {
    if (Object.keys(members).length >= least) break;
    if (!Object.hasOwn(members, name)) add(name, memberShapes(shape, name));
  }
  // in the order of the description, whatever the order of making
  const order = [...shape.properties.keys()];
  return Object.fromEntries(
    Object.entries(members).toSorted(([one], [other]) => rank(order, one) - rank(order, other)),
  );
}

/** Whether `not` forbids a member to be there. */
export const isExcluded = (shape: Shape, name: string): boolean =>
  shape.not.some((forbidden) => {
    const [{ required, properties }] = forbidden();
    return required.length === 1 && required[0] === name && properties.size === 0;
  });

const rank = (order: readonly string[], name: string) =>
  order.includes(name) ? order.indexOf(name) : order.length;

/** The schema of a member that is not among the properties; `undefined` where nothing is said of it. */
export function memberShapes(
  { patternProperties, additionalProperties }: Shape,
  name: string,
): Shapes | undefined {
  const [matching] = [...patternProperties].filter(([pattern]) => matches(pattern, name));
  return matching?.[1] ?? (additionalProperties || undefined);
}

/** Names for members that no property names, as an object's schema allows them. */
export function* namesFor({
  patternProperties,
  propertyNames,
  additionalProperties,
}: Shape): Iterable<string> {
  for (const pattern of patternProperties.keys())
    yield* textsMatching(pattern, 40)
      .filter((name) => name !== '__proto__')
      .slice(0, 3);
  if (additionalProperties === false) return;
  for (let turn = 0; turn < 40; turn += 1) {
    const [names] = propertyNames?.() ?? [];
    yield names
      ? names.enum?.[turn] !== undefined
        ? String(names.enum[turn])
        : `${textOf(names, turn)}${turn < 6 ? '' : turn}`
      : `member-${turn + 1}`;
  }
}
