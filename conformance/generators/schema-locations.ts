import type { Operation, Parameter } from '../core/contract/model.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import type { Rule } from '../core/http/request-part.ts';
import { schemaOf } from '../core/instances/make.ts';
import { isExcluded, namesFor, undeclaredMember } from '../core/instances/members.ts';
import { matches } from '../core/instances/text.ts';
import { firstAllowed } from '../core/instances/valid-instance.ts';
import type { Json } from '../core/json.ts';
import {
  escapeToken,
  isObject,
  pointerOf,
  tokensOf,
  valueAt,
  withValueAt,
  withoutValueAt,
} from '../core/pointer.ts';
import {
  isForbidden,
  jsonTypeOf,
  type Alternatives,
  type FlatSchema,
  type Violation,
} from '../core/schema/model.ts';
import type { Change } from './case.ts';
import { rootsOf, type Root } from './roots.ts';

/**
 * A location of a request for which the contract has a schema, under one choice of the schema's
 * branches.
 */
export type SchemaLocation = {
  readonly in: Parameter['in'] | 'body';
  /** In the body, or below `/name` of a parameter. */
  readonly pointer: string;
  /** For messages: "`deviceInfo.kind`", "the query parameter `limit`". */
  readonly title: string;
  /** `body/deviceInfo/kind`: the part of a case's id that names the location. */
  readonly name: string;
  readonly flat: FlatSchema;
  /** The flat schemas of all choices of branches. */
  readonly alternatives: readonly FlatSchema[];
  readonly required: boolean;
  /** How far it is below the first branch on the way to it: 0 where no branch is taken. */
  readonly detour: number;
  /** Whether values are written as text, so that numbers and texts can't always be told apart. */
  readonly isText: boolean;
  /** The value that the base request has there, or one that it could have. */
  readonly value: Json;
  /** The base request with another value there; makes missing objects on the way. */
  readonly with: (value: Json) => PlannedRequest;
  /** The base request without it; makes the object that should hold it. */
  readonly without: () => PlannedRequest;
  /**
   * Changes any request to have another value there, or none if that is `undefined`. Not possible
   * if the location depends on a branch.
   */
  readonly change: (value: Json | undefined) => Change | undefined;
  /** The rule of a keyword at the location, or at `below`, a JSON Pointer into its value. */
  readonly rule: (keyword: string, below?: string) => Rule;
  /** Whether a value is valid there; `undefined` leaves the location out. */
  readonly allows: (value: Json | undefined) => boolean;
  /** Whether the readings of a rule of the location differ about a value: a server may refuse it. */
  readonly leavesOpen: (value: Json) => boolean;
  /** Where a value breaks rules: JSON Pointers into the value, `undefined` for rules around it. */
  readonly breaks: (value: Json) => readonly (string | undefined)[];
};

/** After this many locations, a schema that contains itself is not entered again. */
const many = 40;

/** The deepest level of a location: each deeper one costs more, and tells less. */
const deepest = 64;

/** The highest number of locations for one operation; further ones are not visited. */
const most = 600;

/**
 * The locations of an operation's parameters, then of its bodies, from the root inwards.
 * @param onFormless told of an object or a list that no request can carry, in words
 */
export function schemaLocationsOf(
  operation: Operation,
  base: PlannedRequest,
  onFormless: (title: string) => void = () => {},
): SchemaLocation[] {
  return rootsOf(operation, base)
    .flatMap((root) => {
      const { value, required } = root;
      const { alternatives } = root.schema;
      const start = { pointer: '', name: '', value, alternatives, required, detour: 0 };
      return visit({ ...root, onFormless }, { ...start, above: [] }, new Set());
    })
    .take(most)
    .toArray();
}

/** The locations that tell most, in their order: first those without a branch, then those near to one. */
export function foremost(locations: SchemaLocation[], count: number): SchemaLocation[] {
  if (locations.length <= count) return locations;
  const byDetour = locations.toSorted((one, other) => one.detour - other.detour);
  const chosen = new Set(byDetour.slice(0, count));
  return locations.filter((location) => chosen.has(location));
}

/** A location below a root; `value` is a valid value of the whole root that has this location. */
type At = {
  readonly pointer: string;
  readonly name: string;
  readonly value: Json;
  readonly alternatives: Alternatives;
  readonly required: boolean;
  /** How many levels ago the first branch was taken; 0 without one. */
  readonly detour: number;
  /** The schemas on the way. */
  readonly above: readonly string[];
};

type Visited = Root & { readonly onFormless: (title: string) => void };

function* visit(root: Visited, at: At, seen: Set<string>): Generator<SchemaLocation> {
  const alternatives = at.alternatives();
  for (const flat of alternatives) {
    // branches that describe the same schema are one location
    const key = `${at.pointer} ${flat.identity}`;
    if (flat.isNever || seen.has(key)) continue;
    seen.add(key);
    const here = alternatives.length === 1 ? at : inBranch(root, at, flat);
    if (!here || !canBeSent(root, here)) continue;
    yield locationAt(root, here, flat, alternatives);
    const schema = schemaOf(flat);
    const depth = at.above.filter((other) => other === schema).length;
    // a recursive schema ends at its third level, or at its second after `many` locations
    if (depth > 1 || (depth === 1 && seen.size > many) || at.above.length >= deepest) continue;
    const above = [...at.above, schema];
    for (const child of childrenOf(root, here, flat))
      yield* visit(root, { ...child, detour: detourOf(here, child), above }, seen);
  }
}

function canBeSent({ canHold, onFormless, title }: Visited, { pointer, value }: At): boolean {
  const canBe = canHold(pointer, valueAt(value, pointer) as Json);
  if (!canBe) onFormless(title(pointer));
  return canBe;
}

const detourOf = (parent: At, child: Child): number =>
  parent.detour > 0 ? parent.detour + 1 : child.detour;

/** The location with an instance of one branch in it; `undefined` if no valid one is found. */
function inBranch(root: Root, at: At, branch: FlatSchema): At | undefined {
  const validate = (part: Json) => root.schema.validate(withValueAt(at.value, at.pointer, part));
  const part = firstAllowed(at.alternatives, validate, { extent: 'all', branch });
  if (part === undefined) return undefined;
  const name = branch.branch === '' ? at.name : `${at.name}:${branch.branch}`;
  return { ...at, name, value: withValueAt(at.value, at.pointer, part), detour: at.detour + 1 };
}

const isValid = ({ schema }: Root, whole: Json) => !isForbidden(schema.validate(whole));

function locationAt(
  root: Root,
  { pointer, name, value: whole, detour, required }: At,
  flat: FlatSchema,
  alternatives: readonly FlatSchema[],
): SchemaLocation {
  const isPlain = detour === 0;
  const full = `${root.prefix}${pointer}`;
  /** The whole value of the root; `undefined` where the root itself is left out. */
  const changed = (value: Json | undefined, sent = whole): Json | undefined => {
    if (value !== undefined) return withValueFrom(whole, sent, pointer, value);
    return pointer === '' ? undefined : withoutValueAt(sent, pointer);
  };
  const breaks = (value: Json) => root.schema.validate(withValueAt(whole, pointer, value));
  // a type that can't be right anywhere need not be tried in the whole
  const isOfWrongType = (value: Json | undefined) =>
    value !== undefined && isPlain && alternatives.length === 1 && !hasType(value, flat);
  /** The pointer of a violation from the location on; `undefined` if it is not inside of it. */
  const inside = (broken: Violation): string | undefined =>
    broken.pointer === pointer || broken.pointer.startsWith(`${pointer}/`)
      ? broken.pointer.slice(pointer.length)
      : undefined;
  return {
    in: root.in,
    pointer: full,
    title: root.title(pointer),
    name: `${root.name}${name}`,
    flat,
    alternatives,
    required,
    detour,
    isText: root.isTextAt(pointer),
    value: valueAt(whole, pointer) as Json,
    with: (value) => root.put(root.base, changed(value)),
    without: () => root.put(root.base, changed(undefined)),
    change: (value) =>
      isPlain
        ? {
            touches: `${root.name}${pointer}`,
            apply: (request) => root.put(request, changed(value, root.get(request))),
          }
        : undefined,
    rule: (keyword, below = '') => ({ in: root.in, pointer: `${full}${below}`, keyword }),
    breaks: (value) => breaks(value).map(inside),
    leavesOpen: (value) => {
      const broken = breaks(value);
      return !isForbidden(broken) && broken.some((violation) => inside(violation) !== undefined);
    },
    allows: (value) => {
      if (isOfWrongType(value)) return false;
      const result = changed(value);
      return result === undefined ? !root.required : isValid(root, result);
    },
  };
}

/** Whether a value has a type that a schema without branches allows. */
const hasType = (value: Json, { types, isTypeStated, branch }: FlatSchema): boolean =>
  !isTypeStated || branch !== '' || types.includes(jsonTypeOf(value));

/** Puts a value into a whole; takes the first missing ancestor from another whole that has it. */
function withValueFrom(other: Json, whole: Json, pointer: string, value: Json): Json {
  const tokens = tokensOf(pointer).slice(0, -1);
  const ancestors = tokens.map((_, index) => pointerOf(tokens.slice(0, index + 1)));
  const missing = ancestors.find((ancestor) => valueAt(whole, ancestor) === undefined);
  const holder =
    missing === undefined ? whole : withValueAt(whole, missing, valueAt(other, missing) as Json);
  return withValueAt(holder, pointer, value);
}

type Child = Omit<At, 'above'>;

function childrenOf(root: Root, at: At, flat: FlatSchema): Iterable<Child> {
  const value = valueAt(at.value, at.pointer) as Json;
  if (Array.isArray(value)) return elementsOf(root, at, flat, value.length);
  return isObject(value) ? membersOf(root, at, flat) : [];
}

function* membersOf(root: Root, at: At, flat: FlatSchema): Iterable<Child> {
  for (const [name, alternatives] of [...flat.properties, ...inventedMembers(flat)]) {
    // a request leaves out what only the server sets
    if (alternatives()[0].readOnly || isExcluded(flat, name)) continue;
    const pointer = `${at.pointer}/${escapeToken(name)}`;
    const value = withInstance(root, at.value, pointer, alternatives);
    if (value !== undefined)
      yield {
        pointer,
        name: `${at.name}/${escapeToken(name)}`,
        value,
        alternatives,
        required: flat.required.includes(name),
        detour: flat.properties.has(name) ? 0 : 1,
      };
  }
}

/** One member for each pattern of `patternProperties`, and one for `additionalProperties`. */
function inventedMembers(flat: FlatSchema): [name: string, Alternatives][] {
  const patterns = [...flat.patternProperties.keys()];
  const tests = patterns.map((pattern) => (name: string) => matches(pattern, name));
  if (flat.additionalProperties)
    tests.push((name) => undeclaredMember(flat, name) === flat.additionalProperties);
  return tests.flatMap((fits) => {
    const name = namesFor(flat).find((name) => !flat.properties.has(name) && fits(name));
    const alternatives = name === undefined ? undefined : undeclaredMember(flat, name);
    return name !== undefined && alternatives ? [[name, alternatives]] : [];
  });
}

function* elementsOf(
  root: Root,
  at: At,
  { prefixItems, items, contains, minItems = 0 }: FlatSchema,
  length: number,
): Iterable<Child> {
  const schemas = [...prefixItems.entries()];
  // elements that `contains` demands stay as they are
  if (items) schemas.push([contains ? length : prefixItems.length, items]);
  for (const [index, alternatives] of schemas) {
    const pointer = `${at.pointer}/${index}`;
    const isThere = index < length;
    const value = isThere ? at.value : withInstance(root, at.value, pointer, alternatives);
    const name = `${at.name}/${index}`;
    if (value !== undefined)
      yield {
        pointer,
        name,
        value,
        alternatives,
        required: index < minItems,
        detour: isThere ? 0 : 1,
      };
  }
}

/** A whole that has a valid instance at the pointer; `undefined` if none is found. */
function withInstance(
  root: Root,
  whole: Json,
  pointer: string,
  alternatives: Alternatives,
): Json | undefined {
  if (valueAt(whole, pointer) !== undefined) return whole;
  const put = (value: Json) => withValueAt(whole, pointer, value);
  const made = firstAllowed(alternatives, (value) => root.schema.validate(put(value)));
  return made === undefined ? undefined : put(made);
}
