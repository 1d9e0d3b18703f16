import type { Json } from '../json.ts';
import type { Alternatives, FlatSchema, JsonType } from '../schema/model.ts';
import { movedOn, oneOf, type Choices } from './choices.ts';
import { makeNumber } from './make-number.ts';
import { isExcluded, namesFor, undeclaredMember } from './members.ts';
import { maximumSize, textOf } from './text.ts';
import { variedText } from './varied-text.ts';

/** How an instance is made. */
export type Making = {
  /**
   * Which optional members are made. With `some`, `choices` decides that, and types, lengths,
   * numbers
   * and texts too; else these are as plain as possible.
   */
  readonly extent: 'required' | 'all' | 'some';
  /**
   * Members that are left out: a request has no `readOnly` ones, a response no `writeOnly` ones.
   */
  readonly omit: 'readOnly' | 'writeOnly';
  /** Which of several values and branches is taken. */
  readonly choices: Choices;
  /** Whether values from `examples`, `example` and `default` are taken where there are any. */
  readonly examples: boolean;
};

/** Where in an instance a value is made. */
type Position = {
  /** The schemas around it, outermost first. */
  readonly above: readonly string[];
  /** Values that `not` forbids there. */
  readonly avoid: readonly Json[];
};

/** How many levels of schemas may have optional members and elements. */
const maximumDepth = { required: 8, all: 8, some: 6 };

/**
 * An instance of one of the alternatives. It may be invalid where keywords depend on each other;
 * the
 * caller validates it.
 */
export const makeInstance = (alternatives: Alternatives, making: Making): Json =>
  makeOf(oneOf(alternatives(), making.choices), making);

/** An instance of one flattened schema: like `makeInstance`, without a choice of the branch. */
export const makeOf = (flat: FlatSchema, making: Making): Json =>
  makeValue(flat, making, { above: [], avoid: [] });

/** The source of a flattened schema as text; it is the same for every `$ref` to the schema. */
export const schemaOf = ({ source }: FlatSchema): string => `${source.file}#${source.pointer}`;

function makeValue(flat: FlatSchema, making: Making, { above, avoid }: Position): Json {
  const { choices, extent } = making;
  const hasProperties = flat.types.includes('object') && flat.properties.size > 0;
  const suggested = making.examples && !hasProperties ? [...flat.examples, ...flat.defaults] : [];
  if (suggested.length > 0 && (extent !== 'some' || choices.pick(2) === 0))
    return oneOf(suggested, choices);
  const members = flat.enum?.filter((member) => !avoid.includes(member)) ?? [];
  if (members.length > 0) return oneOf(members, choices);
  const own = schemaOf(flat);
  // a recursive schema: only null can end it
  if (countOf(above, own) > 1) return null;
  const position = { above: [...above, own], avoid: [] };
  const type = typeOf(flat, making, hasProperties);
  switch (type) {
    case 'null':
      return null;
    case 'boolean':
      return choices.pick(2) === 0;
    case 'integer':
    case 'number':
      return makeNumber(flat, type === 'integer', choices, extent === 'some');
    case 'string':
      return extent === 'some' ? variedText(flat, choices) : textOf(flat, choices);
    case 'array':
      return arrayOf(flat, making, position);
    case 'object':
      return objectOf(flat, making, position);
  }
}

const countOf = (above: readonly string[], schema: string): number =>
  above.filter((other) => other === schema).length;

function typeOf(flat: FlatSchema, { extent, choices }: Making, hasProperties: boolean): JsonType {
  const types = flat.types.filter((type) => type !== 'null');
  if (extent !== 'some') return hasProperties ? 'object' : (types[0] ?? 'null');
  if (types.length === 0 || (flat.types.includes('null') && choices.pick(10) === 9)) return 'null';
  // a schema that allows every type says nothing: a text is realistic
  return types.length === 6 ? 'string' : oneOf(types, choices);
}

function arrayOf(flat: FlatSchema, making: Making, position: Position): Json {
  const { prefixItems, contains, minContains = 1, maxItems = Infinity, items, uniqueItems } = flat;
  const containing = contains ? minContains : 0;
  const canGrow = mayHaveElements(flat, making, position);
  const least = Math.max(
    flat.minItems ?? 0,
    containing,
    items && canGrow ? 1 : 0,
    making.extent === 'all' ? prefixItems.length : 0,
  );
  const length = Math.min(
    making.extent === 'some' && canGrow ? least + making.choices.pick(3) : least,
    maxItems,
    maximumSize / 100,
    items === false ? prefixItems.length : Infinity,
  );
  const list = Array.from({ length }, (_, index) => {
    const alternatives =
      prefixItems[index] ??
      (contains && index >= length - containing ? contains : items || contains);
    if (!alternatives) return `element-${index + 1}`;
    const choices = uniqueItems ? movedOn(making.choices, index) : making.choices;
    const examples = making.examples && !(uniqueItems && index > 0);
    return makeValue(
      oneOf(alternatives(), making.choices),
      { ...making, choices, examples },
      position,
    );
  });
  return making.extent === 'some' && uniqueItems ? distinct(list) : list;
}

/**
 * Whether a list may have more elements than it must: not if it is deep or they would be recursive.
 */
function mayHaveElements({ items }: FlatSchema, making: Making, { above }: Position): boolean {
  if (above.length > maximumDepth[making.extent]) return false;
  const element = items ? schemaOf(oneOf(items(), making.choices)) : '';
  return countOf(above, element) <= (making.extent === 'some' ? 1 : 0);
}

const distinct = (list: readonly Json[]): Json[] => [
  ...new Map(list.map((item) => [JSON.stringify(item), item])).values(),
];

/** The members of an object while it is made. */
type Members = { [name: string]: Json };

function objectOf(flat: FlatSchema, making: Making, position: Position): Json {
  const members: Members = {};
  const add = (name: string) => {
    if (Object.hasOwn(members, name)) return;
    const alternatives = flat.properties.get(name) ?? undeclaredMember(flat, name);
    const avoid = flat.not.flatMap(
      (forbidden) => forbidden()[0].properties.get(name)?.()[0].enum ?? [],
    );
    members[name] = alternatives
      ? makeValue(oneOf(alternatives(), making.choices), making, { ...position, avoid })
      : 'value';
  };
  for (const name of flat.required) if (!flat.properties.get(name)?.()[0][making.omit]) add(name);
  const most = flat.maxProperties ?? Infinity;
  for (const name of optionalNames(flat, making, position))
    if (Object.keys(members).length < most) add(name);
  for (const [name, needed] of flat.dependentRequired)
    if (Object.hasOwn(members, name)) needed.forEach(add);
  const least = leastMembers(flat, making, position);
  for (const name of furtherNames(flat, making)) {
    if (Object.keys(members).length >= least) break;
    add(name);
  }
  return inOrder(members, [...flat.properties.keys()]);
}

/** The optional properties to make. */
function optionalNames(flat: FlatSchema, making: Making, { above }: Position): string[] {
  if (making.extent === 'required' || above.length > maximumDepth[making.extent]) return [];
  return [...flat.properties].flatMap(([name, alternatives]) => {
    const [first] = alternatives();
    const isPossible =
      !first[making.omit] &&
      !first.isNever &&
      !isExcluded(flat, name) &&
      !above.includes(schemaOf(first));
    return isPossible && (making.extent === 'all' || making.choices.pick(2) === 1) ? [name] : [];
  });
}

/** Names to choose from if an object needs more members: documented ones before invented ones. */
function* furtherNames(flat: FlatSchema, { omit }: Making): Iterable<string> {
  for (const [name, alternatives] of flat.properties) if (!alternatives()[0][omit]) yield name;
  yield* namesFor(flat);
}

/** How many members an object needs; a map gets one, so that its values are seen. */
function leastMembers(flat: FlatSchema, making: Making, { above }: Position): number {
  const isMap =
    flat.properties.size === 0 && (flat.patternProperties.size > 0 || flat.additionalProperties);
  const isShown = making.extent !== 'required' && above.length <= maximumDepth[making.extent];
  return Math.max(flat.minProperties ?? 0, isMap && isShown ? 1 : 0);
}

/** The members in the order of the description. */
function inOrder(members: Members, names: readonly string[]): Members {
  const rank = (name: string) => (names.includes(name) ? names.indexOf(name) : names.length);
  return Object.fromEntries(
    Object.entries(members).toSorted(([one], [other]) => rank(one) - rank(other)),
  );
}
