import type { Json } from '../json.ts';
import type { Schema, FlatSchema, Alternatives, Violation } from '../schema/model.ts';
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
  flat?: FlatSchema,
): Json | undefined {
  return firstValid(
    schema.alternatives,
    extent,
    omit,
    (value) => schema.validate(value).length === 0,
    flat,
  );
}

/** What is wrong with the plainest instance of a schema of which no valid one could be made. */
export const violationsOfBest = (schema: Schema): readonly Violation[] =>
  schema.validate(
    instanceOf(schema.alternatives()[0], {
      extent: 'required',
      omit: 'readOnly',
      turn: 0,
      examples: false,
      above: [],
    }),
  );

/** The first value of some shapes that fits; `undefined` where none of those that are tried does. */
export function firstValid(
  alternatives: Alternatives,
  extent: Extent,
  omit: Making['omit'],
  fits: (value: Json) => boolean,
  only?: FlatSchema,
  above: readonly string[] = [],
): Json | undefined {
  for (const extentNow of extent === 'all'
    ? (['all', 'required'] as const)
    : (['required', 'all'] as const)) {
    for (const examples of [true, false]) {
      for (let turn = 0; turn < tries; turn += 1) {
        const list = alternatives();
        const flat = only ?? list[turn % list.length]!;
        const value = instanceOf(flat, { extent: extentNow, omit, turn, examples, above });
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
export function instanceOf(flat: FlatSchema, making: Making): Json {
  const isObject = flat.types.includes('object') && flat.properties.size > 0;
  const suggested = [...flat.examples, ...flat.defaults];
  if (making.examples && !isObject && suggested.length > 0)
    return suggested[making.turn % suggested.length]!;
  const members = flat.enum?.filter((member) => !making.avoid?.includes(member)) ?? [];
  if (members.length > 0) return members[making.turn % members.length]!;
  // what needs itself without end can only be ended by null
  if (making.above.filter((schema) => schema === schemaOf(flat)).length > 1) return null;
  const types = flat.types.filter((candidate) => candidate !== 'null');
  const inside = { ...making, above: [...making.above, schemaOf(flat)], avoid: [] };
  switch (isObject ? 'object' : (types[0] ?? 'null')) {
    case 'null':
      return null;
    case 'boolean':
      return making.turn % 2 === 0;
    case 'integer':
      return numberOf(flat, making.turn, true);
    case 'number':
      return numberOf(flat, making.turn, false);
    case 'string':
      return textOf(flat, making.turn);
    case 'array':
      return arrayOf(flat, inside);
    case 'object':
      return objectOf(flat, inside);
  }
}

/** The schema that a shape is of, whichever `$ref` led to it. */
export const schemaOf = ({ source }: FlatSchema): string => `${source.file}#${source.pointer}`;

/** The least step between two numbers that a shape allows. */
export const stepOf = ({ types, multipleOf }: FlatSchema): number =>
  multipleOf[0] ?? (types.includes('number') ? 0.5 : 1);

function numberOf(flat: FlatSchema, turn: number, isWhole: boolean): number {
  const step = isWhole && !Number.isInteger(stepOf(flat)) ? 1 : stepOf(flat);
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = flat;
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

function arrayOf(flat: FlatSchema, making: Making): Json {
  const { prefixItems, items, contains, minItems = 0, maxItems, minContains, uniqueItems } = flat;
  const isDeep = making.above.length > maximumDepth;
  const wanted = (alternatives: Alternatives | undefined) =>
    alternatives !== undefined &&
    !isDeep &&
    !making.above.includes(schemaOf(pick(alternatives, making)));
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
    const alternatives =
      prefixItems[index] ?? (contains && index >= length - lacking ? contains : items || contains);
    return alternatives
      ? instanceOf(pick(alternatives, making), {
          ...making,
          turn,
          examples: making.examples && !(uniqueItems && index > 0),
        })
      : `element-${index + 1}`;
  });
}

const pick = (alternatives: Alternatives, { turn }: Making): FlatSchema => {
  const list = alternatives();
  return list[turn % list.length]!;
};

function objectOf(flat: FlatSchema, making: Making): Json {
  const members: { [name: string]: Json } = {};
  const add = (name: string, alternatives: Alternatives | undefined) => {
    const avoid = flat.not.flatMap(
      (forbidden) => forbidden()[0].properties.get(name)?.()[0].enum ?? [],
    );
    members[name] = alternatives
      ? instanceOf(pick(alternatives, making), { ...making, avoid })
      : 'value';
  };
  const most = flat.maxProperties ?? Infinity;
  const isDeep = making.above.length > maximumDepth;
  for (const name of flat.required) {
    const alternatives = flat.properties.get(name);
    if (!alternatives?.()[0][making.omit]) add(name, alternatives ?? memberShapes(flat, name));
  }
  if (making.extent === 'all' && !isDeep) {
    for (const [name, alternatives] of flat.properties) {
      const [first] = alternatives();
      if (
        first[making.omit] ||
        first.isNever ||
        isExcluded(flat, name) ||
        making.above.includes(schemaOf(first)) ||
        Object.hasOwn(members, name)
      )
        continue;
      if (Object.keys(members).length < most) add(name, alternatives);
    }
  }
  for (const [name, needed] of flat.dependentRequired) {
    if (Object.hasOwn(members, name))
      for (const other of needed)
        if (!Object.hasOwn(members, other))
          add(other, flat.properties.get(other) ?? memberShapes(flat, other));
  }
  const least = Math.max(
    flat.minProperties ?? 0,
    making.extent === 'all' &&
      flat.properties.size === 0 &&
      (flat.patternProperties.size > 0 || flat.additionalProperties) &&
      !isDeep
      ? 1
      : 0,
  );
  // documented members before invented ones
  for (const [name, alternatives] of flat.properties)
    if (
      Object.keys(members).length < least &&
      !Object.hasOwn(members, name) &&
      !alternatives()[0][making.omit]
    )
      add(name, alternatives);
  for (const name of namesFor(flat)) {
    if (Object.keys(members).length >= least) break;
    if (!Object.hasOwn(members, name)) add(name, memberShapes(flat, name));
  }
  // in the order of the description, whatever the order of making
  const order = [...flat.properties.keys()];
  return Object.fromEntries(
    Object.entries(members).toSorted(([one], [other]) => rank(order, one) - rank(order, other)),
  );
}

/** Whether `not` forbids a member to be there. */
export const isExcluded = (flat: FlatSchema, name: string): boolean =>
  flat.not.some((forbidden) => {
    const [{ required, properties }] = forbidden();
    return required.length === 1 && required[0] === name && properties.size === 0;
  });

const rank = (order: readonly string[], name: string) =>
  order.includes(name) ? order.indexOf(name) : order.length;

/** The schema of a member that is not among the properties; `undefined` where nothing is said of it. */
export function memberShapes(
  { patternProperties, additionalProperties }: FlatSchema,
  name: string,
): Alternatives | undefined {
  const [matching] = [...patternProperties].filter(([pattern]) => matches(pattern, name));
  return matching?.[1] ?? (additionalProperties || undefined);
}

/** Names for members that no property names, as an object's schema allows them. */
export function* namesFor({
  patternProperties,
  propertyNames,
  additionalProperties,
}: FlatSchema): Iterable<string> {
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
