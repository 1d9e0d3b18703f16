import type { Operation, Parameter } from '../core/contract/model.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import type { Rule } from '../core/http/request-part.ts';
import type { Json } from '../core/json.ts';
import type { FlatSchema, Alternatives } from '../core/schema/model.ts';
import {
  escapeToken,
  pointerOf,
  tokensOf,
  valueAt,
  withValueAt,
  withoutValueAt,
} from '../core/pointer.ts';
import type { Change } from './change.ts';
import { schemaOf } from '../core/instances/make.ts';
import { isExcluded, namesFor, undeclaredMember } from '../core/instances/members.ts';
import { firstValid } from '../core/instances/valid-instance.ts';
import { matches } from '../core/instances/text.ts';
import { rootsOf, type Root } from './roots.ts';

/**
 * A place of a request for which the contract has a schema, under one choice of the schema's
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
  /** Every choice of branches that the place has. */
  readonly alternatives: readonly FlatSchema[];
  readonly required: boolean;
  /** Whether values are written as text, so that numbers and texts can't always be told apart. */
  readonly isText: boolean;
  /** The value that the base request has there, or one that it could have. */
  readonly value: Json;
  /**
   * The base request with another value there; objects on the way are made where they are missing.
   */
  readonly with: (value: Json) => PlannedRequest;
  /** The base request without it; the object that should hold it is made where it is missing. */
  readonly without: () => PlannedRequest;
  /**
   * The same for any request, with another value or, where that is `undefined`, without; none where
   * it depends on a branch, so that it can't be put together with other changes.
   */
  readonly change: (value: Json | undefined) => Change | undefined;
  readonly rule: (keyword: string, below?: string) => Rule;
  /** Whether a value is valid there; `undefined` leaves the place out. */
  readonly allows: (value: Json | undefined) => boolean;
  /** The rules that a value breaks there, by place within it; those around it have no place. */
  readonly breaks: (value: Json) => readonly (string | undefined)[];
};

/** After this many locations, a schema that contains itself is not entered again. */
const many = 40;

/** The highest number of locations for one operation; further ones are not visited. */
const most = 600;

/**
 * Every place of the operation's requests: its parameters, then its bodies from the root inwards.
 */
export function schemaLocationsOf(operation: Operation, base: PlannedRequest): SchemaLocation[] {
  const locations: SchemaLocation[] = [];
  for (const root of rootsOf(operation, base)) {
    for (const location of visit(
      root,
      {
        pointer: '',
        name: '',
        value: root.value,
        alternatives: root.schema.alternatives,
        required: root.required,
        isPlain: true,
        above: [],
      },
      new Set(),
    )) {
      locations.push(location);
      if (locations.length === most) return locations;
    }
  }
  return locations;
}

/** A place below a root; `value` is a valid value of the whole root that has this place. */
type At = {
  readonly pointer: string;
  readonly name: string;
  readonly value: Json;
  readonly alternatives: Alternatives;
  readonly required: boolean;
  /** Whether no branch was taken on the way. */
  readonly isPlain: boolean;
  readonly above: readonly string[];
};

function* visit(root: Root, at: At, seen: Set<string>): Iterable<SchemaLocation> {
  const alternatives = at.alternatives();
  for (const flat of alternatives) {
    // branches that describe the same schema are one location
    const key = `${at.pointer} ${flat.identity}`;
    if (flat.isNever || seen.has(key)) continue;
    seen.add(key);
    const here = alternatives.length === 1 ? at : inBranch(root, at, flat);
    if (!here) continue;
    yield locationAt(root, here, flat, alternatives);
    if (isExhausted(at, flat, seen)) continue;
    const above = [...at.above, schemaOf(flat)];
    for (const child of childrenOf(root, here, flat))
      yield* visit(root, { ...child, isPlain: here.isPlain && child.isPlain, above }, seen);
  }
}

/**
 * Whether to stop at a schema that contains itself: at its third level, or its second after `many`
 * locations.
 */
function isExhausted({ above }: At, flat: FlatSchema, seen: ReadonlySet<string>): boolean {
  const again = above.filter((schema) => schema === schemaOf(flat)).length;
  return again > 1 || (again === 1 && seen.size > many);
}

/** The place with an instance of one branch in it; `undefined` where none is valid. */
function inBranch(root: Root, at: At, flat: FlatSchema): At | undefined {
  const value = ofBranch(root, at, flat);
  const name = flat.branch === '' ? at.name : `${at.name}:${flat.branch}`;
  return value === undefined ? undefined : { ...at, name, value, isPlain: false };
}

/** The whole value with an instance of one branch at a place; `undefined` where none is valid. */
function ofBranch(
  root: Root,
  { pointer, value, alternatives }: At,
  flat: FlatSchema,
): Json | undefined {
  const isValid = (whole: Json) => root.schema.validate(whole).length === 0;
  const found = firstValid(alternatives, (part) => isValid(withValueAt(value, pointer, part)), {
    extent: 'all',
    branch: flat,
  });
  return found === undefined ? undefined : withValueAt(value, pointer, found);
}

function locationAt(
  root: Root,
  { pointer, name, value: whole, isPlain, required }: At,
  flat: FlatSchema,
  alternatives: readonly FlatSchema[],
): SchemaLocation {
  const full = `${root.prefix}${pointer}`;
  const withWhole = (changed: Json) => root.put(root.base, changed);
  return {
    in: root.in,
    pointer: full,
    title: root.title(pointer),
    name: `${root.name}${name}`,
    flat,
    alternatives,
    required,
    isText: root.isText && !isInJson(root, pointer),
    value: valueAt(whole, pointer) as Json,
    with: (value) => withWhole(withValueAt(whole, pointer, value)),
    without: () =>
      pointer === '' ? root.put(root.base, undefined) : withWhole(withoutValueAt(whole, pointer)),
    change: (value) => {
      if (!isPlain) return undefined;
      const changed = (sent: Json) =>
        value !== undefined
          ? placed(sent, whole, pointer, value)
          : pointer === ''
            ? undefined
            : withoutValueAt(sent, pointer);
      return {
        touches: `${root.name}${pointer}`,
        apply: (request) => root.put(request, changed(root.get(request) ?? whole)),
      };
    },
    rule: (keyword, below = '') => ({ in: root.in, pointer: `${full}${below}`, keyword }),
    breaks: (value) =>
      root.schema
        .validate(withValueAt(whole, pointer, value))
        .map((broken) =>
          broken.pointer === pointer || broken.pointer.startsWith(`${pointer}/`)
            ? broken.pointer.slice(pointer.length)
            : undefined,
        ),
    allows: (value) =>
      value === undefined && pointer === ''
        ? !root.required
        : root.schema.validate(
            value === undefined
              ? withoutValueAt(whole, pointer)
              : withValueAt(whole, pointer, value),
          ).length === 0,
  };
}

/** Whether a place is inside of a member of a form that is an object, which is written as JSON. */
function isInJson(root: Root, pointer: string): boolean {
  const [, second] = tokensOf(pointer);
  return root.in === 'body' && second !== undefined && !/^\d+$/.test(second);
}

/**
 * Puts a value at a place of another whole, with what is missing on the way taken from the one that
 * is known to hold it.
 */
function placed(into: Json, from: Json, pointer: string, value: Json): Json {
  const tokens = tokensOf(pointer);
  const missing = tokens.findIndex(
    (_, index) => valueAt(into, pointerOf(tokens.slice(0, index + 1))) === undefined,
  );
  const holder =
    missing < 0 || missing === tokens.length - 1
      ? into
      : withValueAt(
          into,
          pointerOf(tokens.slice(0, missing + 1)),
          valueAt(from, pointerOf(tokens.slice(0, missing + 1))) as Json,
        );
  return withValueAt(holder, pointer, value);
}

type Child = Omit<At, 'above'>;

function* childrenOf(root: Root, at: At, flat: FlatSchema): Iterable<Child> {
  const value = valueAt(at.value, at.pointer) as Json;
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    yield* membersOf(root, at, flat);
  else if (Array.isArray(value)) yield* elementsOf(root, at, flat, value);
}

function* membersOf(root: Root, at: At, flat: FlatSchema): Iterable<Child> {
  const named = [...flat.properties].map(([name, alternatives]) => ({
    name,
    alternatives,
    isPlain: true,
  }));
  const invented = [
    ...flat.patternProperties.keys(),
    ...(flat.additionalProperties ? [''] : []),
  ].flatMap((pattern) => {
    const name = [...namesFor(flat)].find(
      (candidate) =>
        !flat.properties.has(candidate) &&
        (pattern === ''
          ? undeclaredMember(flat, candidate) === flat.additionalProperties
          : matches(pattern, candidate)),
    );
    const alternatives = name === undefined ? undefined : undeclaredMember(flat, name);
    return name !== undefined && alternatives ? [{ name, alternatives, isPlain: false }] : [];
  });
  for (const { name, alternatives, isPlain } of [...named, ...invented]) {
    // a request leaves out what only the server sets
    if (alternatives()[0].readOnly || isExcluded(flat, name)) continue;
    const pointer = `${at.pointer}/${escapeToken(name)}`;
    const value = holding(root, at.value, pointer, alternatives);
    if (value !== undefined)
      yield {
        pointer,
        name: `${at.name}/${escapeToken(name)}`,
        value,
        alternatives,
        required: flat.required.includes(name),
        isPlain,
      };
  }
}

function* elementsOf(
  root: Root,
  at: At,
  { prefixItems, items, contains, minItems = 0 }: FlatSchema,
  value: readonly Json[],
): Iterable<Child> {
  // what the list must contain is left as it is
  const first = contains && items ? value.length : prefixItems.length;
  const lists: [number, Alternatives][] = [
    ...prefixItems.map((alternatives, index): [number, Alternatives] => [index, alternatives]),
    ...(items ? [[first, items] as [number, Alternatives]] : []),
  ];
  for (const [index, alternatives] of lists) {
    const pointer = `${at.pointer}/${index}`;
    const whole = index < value.length ? at.value : holding(root, at.value, pointer, alternatives);
    if (whole !== undefined)
      yield {
        pointer,
        name: `${at.name}/${index}`,
        value: whole,
        alternatives,
        required: index < minItems,
        isPlain: index < value.length,
      };
  }
}

/** A whole value that holds something valid at a place; `undefined` where none does. */
function holding(
  root: Root,
  whole: Json,
  pointer: string,
  alternatives: Alternatives,
): Json | undefined {
  if (valueAt(whole, pointer) !== undefined) return whole;
  const isValid = (value: Json) =>
    root.schema.validate(withValueAt(whole, pointer, value)).length === 0;
  const made = firstValid(alternatives, isValid);
  return made === undefined ? undefined : withValueAt(whole, pointer, made);
}
