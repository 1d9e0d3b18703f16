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
  readonly around: readonly FlatSchema[];
  /** Where they are. */
  readonly above: readonly string[];
  /** Values that `not` forbids there. */
  readonly avoid: readonly Json[];
  readonly budget: Budget;
};

type Budget = {
  /** How many values the whole instance may still have. */
  parts: number;
  /** The number of nested schemas that may have optional members and elements. */
  readonly levels: number;
};

/** The most values in an instance, and the most levels of it. */
const most = { parts: 20_000, levels: 300 };

/** The most values that an instance has because of optional members and elements. */
const usefulParts = 2000;

/** The number of nested schemas that may have optional members and elements. */
const maximumDepth = { required: 8, all: 8, some: 6 };

const makeText = { required: textOf, all: textOf, some: variedText };

/** An instance of one alternative. It may be invalid where keywords depend on each other. */
export const makeInstance = (alternatives: Alternatives, making: Making): Json =>
  makeOf(oneOf(alternatives(), making.choices), making);

/**
 * An instance of one flattened schema: like `makeInstance`, without a choice of the branch. What would
 * be too large to be useful has optional members on fewer levels.
 */
export function makeOf(flat: FlatSchema, making: Making): Json {
  for (let levels = maximumDepth[making.extent]; levels > 0; levels -= 1) {
    const made = madeWithin(flat, making, { parts: usefulParts, levels });
    if (made) return made.value;
  }
  return makeValue(flat, making, positionIn({ parts: most.parts, levels: 0 }));
}

const positionIn = (budget: Budget): Position => ({ around: [], above: [], avoid: [], budget });

/** `undefined` if it would become larger than that. */
function madeWithin(
  flat: FlatSchema,
  making: Making,
  budget: Budget,
): { readonly value: Json } | undefined {
  try {
    return { value: makeValue(flat, making, positionIn(budget)) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return undefined;
  }
}

/** The source of a flattened schema as text, the same for every `$ref` to the schema. */
export const schemaOf = ({ source }: FlatSchema): string => `${source.file}#${source.pointer}`;

function makeValue(flat: FlatSchema, making: Making, place: Position): Json {
  const { above, avoid, budget } = place;
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
  const around = [...place.around, flat];
  const position = { around, above: [...above, own], avoid: [], budget };
  const type = typeOf(flat, making, hasProperties);
  if (type === 'null') return null;
  if (type === 'boolean') return choices.pick(2) === 0;
  if (type === 'array') return arrayOf(flat, making, position);
  if (type === 'object') return objectOf(flat, making, position, example);
  if (type === 'string') return makeText[extent](flat, choices);
  return makeNumber(flat, type === 'integer', choices, extent === 'some');
}

/** One of the branches for a member or an element: one that ends, where others go on for ever. */
function branchOf(alternatives: Alternatives, making: Making, { around }: Position): FlatSchema {
  const branches = alternatives();
  if (branches.length === 1 || making.extent === 'some') return oneOf(branches, making.choices);
  const schemas = new Set(around.flatMap(({ identity }) => identity.split(' ')));
  const ending = branches.filter(
    ({ identity }) => !identity.split(' ').some((schema) => schemas.has(schema)),
  );
  return oneOf(ending.length > 0 ? ending : branches, making.choices);
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
      branchOf(alternatives, making, position),
      { ...making, choices, examples },
      position,
    );
  });
  return making.extent === 'some' && uniqueItems ? distinct(list) : list;
}

/** Whether a list may have optional elements: not if it is deep or they are recursive. */
function mayHaveElements(
  { items }: FlatSchema,
  making: Making,
  { above, budget }: Position,
): boolean {
  if (above.length > budget.levels) return false;
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
        ? makeValue(branchOf(alternatives, making, position), making, { ...position, avoid })
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
function optionalNames(flat: FlatSchema, making: Making, { above, budget }: Position): string[] {
  if (making.extent === 'required' || above.length > budget.levels) return [];
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
function leastMembers(flat: FlatSchema, making: Making, { above, budget }: Position): number {
  const isMap =
    flat.properties.size === 0 && (flat.patternProperties.size > 0 || flat.additionalProperties);
  const isShown = making.extent !== 'required' && above.length <= budget.levels;
  return Math.max(flat.minProperties ?? 0, isMap && isShown ? 1 : 0);
}
