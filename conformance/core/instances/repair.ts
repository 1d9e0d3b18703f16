import type { Json } from '../json.ts';
import { cached } from '../memoize.ts';
import { isObject, pointerOf, tokensOf, valueAt, withValueAt, withoutValueAt } from '../pointer.ts';
import {
  isForbidden,
  jsonTypeOf,
  type Alternatives,
  type FlatSchema,
  type Schema,
  type Violation,
} from '../schema/model.ts';
import { turnOf } from './choices.ts';
import { makeOf, type Making } from './make.ts';
import { undeclaredMember } from './members.ts';

/** The most values that are judged for one repair, and for one place of it. */
const most = { judged: 400, atPlace: 60 };

type Judged = { readonly value: Json; readonly violations: readonly Violation[] };

/**
 * A value with its broken parts made anew, each on its own: branches that exclude each other can be
 * at several places, and no single choice for all of them may be right. `undefined` if a part stays
 * broken for sure.
 */
export function repaired(
  { alternatives, validate }: Pick<Schema, 'alternatives' | 'validate'>,
  broken: Json,
  omit: Making['omit'],
): Json | undefined {
  let current: Judged = { value: broken, violations: validate(broken) };
  let left = most.judged;
  const judged = new Map<string, readonly Violation[]>();
  const better = (): Judged | undefined => {
    for (const pointer of placesIn(current.violations)) {
      let tried = 0;
      for (const value of replacedAt(pointer, current.value, { alternatives, omit })) {
        if (left <= 0 || tried >= most.atPlace) break;
        left -= 1;
        tried += 1;
        const violations = cached(judged, JSON.stringify(value), () => validate(value));
        if (weightOf(violations) < weightOf(current.violations)) return { value, violations };
      }
    }
    return undefined;
  };
  while (isForbidden(current.violations)) {
    const next = better();
    if (!next) return undefined;
    current = next;
  }
  return current.value;
}

/** A violation under the loose reading weighs as much as 1,000 under the strict one. */
const weightOf = (violations: readonly Violation[]): number =>
  violations.reduce((sum, { reading }) => sum + (reading === 'loose' ? 1000 : 1), 0);

/** The broken places, then those around them, each once. */
function placesIn(violations: readonly Violation[]): readonly string[] {
  const paths = violations
    .filter(({ reading }) => reading === 'loose')
    .map(({ pointer }) => tokensOf(pointer));
  const deepest = Math.max(0, ...paths.map(({ length }) => length));
  const places = Array.from({ length: deepest + 1 }, (_, up) =>
    paths.filter(({ length }) => length >= up).map((path) => path.slice(0, path.length - up)),
  );
  return [...new Set(places.flat().map((path) => pointerOf(path)))];
}

type How = { readonly alternatives: Alternatives; readonly omit: Making['omit'] };

/** The value with other parts at a place, the plainest first; and without the part. */
function* replacedAt(pointer: string, whole: Json, { alternatives, omit }: How): Iterable<Json> {
  const flats = schemasAt(alternatives, tokensOf(pointer));
  for (const part of partsOf(flats, omit)) yield withValueAt(whole, pointer, part);
  if (pointer !== '' && valueAt(whole, pointer) !== undefined) yield withoutValueAt(whole, pointer);
}

/** The flattened schemas of a place, of every branch that leads to it. */
function schemasAt(alternatives: Alternatives, tokens: readonly string[]): readonly FlatSchema[] {
  const flats = tokens.reduce<readonly FlatSchema[]>(
    (around, token) => distinct(around.flatMap((flat) => innerOf(flat, token)?.() ?? [])),
    alternatives(),
  );
  return flats;
}

const distinct = (flats: readonly FlatSchema[]): readonly FlatSchema[] => [
  ...new Map(flats.map((flat) => [flat.identity, flat])).values(),
];

function innerOf(flat: FlatSchema, token: string): Alternatives | undefined {
  const { prefixItems, items, contains, properties } = flat;
  const ofMember = properties.get(token) ?? undeclaredMember(flat, token);
  const ofElement = /^\d+$/.test(token)
    ? (prefixItems[Number(token)] ?? (items || contains))
    : undefined;
  return ofMember ?? ofElement;
}

/** Values for the branches of a place: plain ones, then those that only one branch allows. */
function* partsOf(flats: readonly FlatSchema[], omit: Making['omit']): Iterable<Json> {
  for (const turn of [0, 1, 2])
    for (const extent of ['required', 'all'] as const)
      for (const flat of flats) {
        const value = makeOf(flat, plain(extent, omit, turn));
        yield value;
        if (turn === 0 && flats.length > 1 && isObject(value))
          yield apart(value as JsonObject, flat, flats);
      }
}

const plain = (extent: 'required' | 'all', omit: Making['omit'], turn: number): Making => ({
  ...{ extent, omit, examples: false },
  choices: turnOf(turn),
});

type JsonObject = { readonly [name: string]: Json };

const ofEachType: readonly Json[] = ['value', 7, true, null, {}, []];

/**
 * An object of one branch that no other branch allows: with members that are wrong in the others.
 * Branches with optional members only have everything in common else.
 */
function apart(value: JsonObject, own: FlatSchema, flats: readonly FlatSchema[]): Json {
  const members = flats.flatMap((other) =>
    other === own ? [] : (memberApart(own, other, 3) ?? []),
  );
  // a member that tells from several others is wrong in the first of them
  return {
    ...value,
    ...Object.fromEntries(members.map(({ name, wrong }) => [name, wrong]).reverse()),
  };
}

type MemberApart = { readonly name: string; readonly wrong: Json };

/** A member that is right, or free, in one schema and wrong in another; `depth` levels are searched. */
function memberApart(own: FlatSchema, other: FlatSchema, depth: number): MemberApart | undefined {
  const shared: string[] = [];
  for (const [name, alternatives] of other.properties) {
    if (own.properties.has(name)) shared.push(name);
    if (own.additionalProperties !== undefined || undeclaredMember(own, name) !== undefined)
      continue;
    const types = alternatives().flatMap((flat) => flat.types);
    const wrong = ofEachType.find((one) => !types.includes(jsonTypeOf(one)));
    if (wrong !== undefined && !own.properties.has(name)) return { name, wrong };
  }
  if (depth === 0) return undefined;
  for (const name of shared) {
    const wrong = valueApart(own.properties.get(name)!, other.properties.get(name)!, depth - 1);
    if (wrong !== undefined) return { name, wrong };
  }
  return undefined;
}

/** A value of one schema that another one does not allow. */
function valueApart(own: Alternatives, other: Alternatives, depth: number): Json | undefined {
  const [[mine], [theirs]] = [own(), other()];
  if (mine.items && theirs.items) {
    const element = valueApart(mine.items, theirs.items, depth);
    return element === undefined ? undefined : [element];
  }
  const member = memberApart(mine, theirs, depth);
  if (!member) return undefined;
  const made = makeOf(mine, plain('required', 'writeOnly', 0));
  return isObject(made) ? { ...(made as JsonObject), [member.name]: member.wrong } : undefined;
}
