import type { Json } from '../json.ts';
import { isObject, setMember } from '../pointer.ts';
import type { Alternatives, FlatSchema, JsonType, ObjectExample } from '../schema/model.ts';
import { UserError } from '../user-error.ts';
import { movedOn, oneOf, type Choices } from './choices.ts';
import { makeNumber } from './make-number.ts';
import { isExcluded, namesFor, undeclaredMember } from './members.ts';
import { maximumSize, textOf } from './text.ts';
import { variedText } from './varied-text.ts';

/** How an instance is made. */
export type Making = {
  /** The optional members that are made. With `some`, `choices` also vary types and values. */
  readonly extent: 'required' | 'all' | 'some';
  /** Members that are left out: `readOnly` in requests, `writeOnly` in responses. */
  readonly omit: 'readOnly' | 'writeOnly';
  /** Selects among several values and branches. */
  readonly choices: Choices;
  /** Whether values of `examples`, `example` and `default` are preferred. */
  readonly examples: boolean;
  /** Makes objects from their examples too, and is called for each that is used. */
  readonly noteExample?: () => void;
};

type Position = {
  /** The schemas around a value, outermost first. */
  readonly above: readonly string[];
  /** Values that `not` forbids there. */
  readonly avoid: readonly Json[];
  /** What the whole instance may still have. */
  readonly budget: { parts: number };
};

/** The most values in an instance, and the most levels of it. */
const most = { parts: 20_000, levels: 300 };

/** The number of nested schemas that may have optional members and elements. */
const maximumDepth = { required: 8, all: 8, some: 6 };

const makeText = { required: textOf, all: textOf, some: variedText };

/** An instance of one alternative. It may be invalid where keywords depend on each other. */
export const makeInstance = (alternatives: Alternatives, making: Making): Json =>
  makeOf(oneOf(alternatives(), making.choices), making);

/** An instance of one flattened schema: like `makeInstance`, without a choice of the branch. */
export const makeOf = (flat: FlatSchema, making: Making): Json =>
  makeValue(flat, making, { above: [], avoid: [], budget: { parts: most.parts } });

/** The source of a flattened schema as text, the same for every `$ref` to the schema. */
export const schemaOf = ({ source }: FlatSchema): string => `${source.file}#${source.pointer}`;

function makeValue(flat: FlatSchema, making: Making, { above, avoid, budget }: Position): Json {
  const { choices, extent } = making;
  takePart(flat, budget, above.length);
  const hasProperties = flat.types.includes('object') && flat.properties.size > 0;
  const suggested = making.examples && !hasProperties ? [...flat.examples, ...flat.defaults] : [];
  if (suggested.length > 0 && (extent !== 'some' || choices.pick(2) === 0))
    return oneOf(suggested, choices);
  const example = hasProperties ? objectExample(flat, making) : undefined;
  const members = flat.enum?.filter((member) => !avoid.includes(member)) ?? [];
  if (members.length > 0) return oneOf(members, choices);
  const own = schemaOf(flat);
  // a recursive schema: only null can end it
  if (countOf(above, own) > 1) return null;
  const position = { above: [...above, own], avoid: [], budget };
  const type = typeOf(flat, making, hasProperties);
  if (type === 'null') return null;
  if (type === 'boolean') return choices.pick(2) === 0;
  if (type === 'array') return arrayOf(flat, making, position);
  if (type === 'object') return objectOf(flat, making, position, example);
  if (type === 'string') return makeText[extent](flat, choices);
  return makeNumber(flat, type === 'integer', choices, extent === 'some');
}

/** Throws a `UserError` where an instance becomes too large: schemas can ask for 2^n parts. */
function takePart(flat: FlatSchema, budget: Position['budget'], level: number): void {
  budget.parts -= 1;
  const isTooDeep = level > most.levels;
  if (budget.parts >= 0 && !isTooDeep) return;
  const limit = isTooDeep ? `${most.levels} levels` : `${most.parts.toLocaleString('en')} parts`;
  const at = schemaOf(flat);
  throw new UserError(`${at}: a value of the schemas around this one has more than ${limit}.`);
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

/** Whether a list may have optional elements: not if it is deep or they are recursive. */
function mayHaveElements({ items }: FlatSchema, making: Making, { above }: Position): boolean {
  if (above.length > maximumDepth[making.extent]) return false;
  const element = items ? schemaOf(oneOf(items(), making.choices)) : '';
  return countOf(above, element) <= (making.extent === 'some' ? 1 : 0);
}

const distinct = (list: readonly Json[]): Json[] => [
  ...new Map(list.map((item) => [JSON.stringify(item), item])).values(),
];

/** One of the documented examples of an object, without what is left out. */
function objectExample(
  { objectExamples, properties }: FlatSchema,
  { noteExample, choices, omit }: Making,
): ObjectExample | undefined {
  if (!noteExample || objectExamples.length === 0) return undefined;
  noteExample();
  const { value, covered } = oneOf(objectExamples, choices);
  return { value: withoutHidden(value, properties, omit), covered };
}

/** An example of both directions, without the members of the other one. */
const withoutHidden = (
  value: ObjectExample['value'],
  properties: FlatSchema['properties'],
  omit: Making['omit'],
): ObjectExample['value'] =>
  Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const flat = properties.get(name)?.()[0];
      if (flat?.[omit]) return [];
      const isInner = flat !== undefined && isObject(member);
      const inner = isInner
        ? withoutHidden(member as ObjectExample['value'], flat.properties, omit)
        : member;
      return [[name, inner]];
    }),
  );

function objectOf(
  flat: FlatSchema,
  making: Making,
  position: Position,
  { value, covered }: ObjectExample = { value: {}, covered: new Set() },
): Json {
  const members: { [name: string]: Json } = { ...value };
  const add = (name: string) => {
    if (Object.hasOwn(members, name)) return;
    const alternatives = flat.properties.get(name) ?? undeclaredMember(flat, name);
    const avoid = flat.not.flatMap(
      (forbidden) => forbidden()[0].properties.get(name)?.()[0].enum ?? [],
    );
    setMember(
      members,
      name,
      alternatives
        ? makeValue(oneOf(alternatives(), making.choices), making, { ...position, avoid })
        : 'value',
    );
  };
  for (const name of flat.required) if (!flat.properties.get(name)?.()[0][making.omit]) add(name);
  const most = flat.maxProperties ?? Infinity;
  for (const name of optionalNames(flat, making, position))
    if (!covered.has(name) && Object.keys(members).length < most) add(name);
  for (const [name, needed] of flat.dependentRequired)
    if (Object.hasOwn(members, name)) needed.forEach(add);
  const least = leastMembers(flat, making, position);
  for (const name of furtherNames(flat, making)) {
    if (Object.keys(members).length >= least) break;
    add(name);
  }
  // in the order of the description
  const names = new Set([...flat.properties.keys(), ...Object.keys(members)]);
  return Object.fromEntries(
    [...names].flatMap((name) => (Object.hasOwn(members, name) ? [[name, members[name]!]] : [])),
  );
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
