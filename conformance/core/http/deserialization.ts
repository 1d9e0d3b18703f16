import type { Json } from '../json.ts';
import type { JsonType, Schema, FlatSchema } from '../schema/model.ts';
import { patternOf } from '../pattern/pattern.ts';
import { isObject } from '../pointer.ts';

/** The possible values of a serialized text: a leaf has all of them, the likeliest first. */
export type Candidate =
  | Leaf
  | { readonly items: readonly Candidate[] }
  | { readonly members: readonly (readonly [name: string, candidate: Candidate])[] };
type Leaf = { readonly options: readonly [Json, ...Json[]] };

/** Reads texts as a kind of value; without a function or a result, they can't be that kind. */
type Kinds = {
  readonly [kind in 'scalar' | 'array' | 'object']?: (flat: FlatSchema) => Candidate | undefined;
};

/** How many leaves are tried; planned requests have fewer. */
const mostLeaves = 200;

/**
 * The first candidate that is valid against the schema, else the candidate of the first alternative
 * that can read the texts; `undefined` if none can.
 */
export function deserialize(
  { alternatives, validate }: Pick<Schema, 'alternatives' | 'validate'>,
  kinds: Kinds,
): Json | undefined {
  let first: Json | undefined;
  for (const flat of alternatives()) {
    for (const kind of kindsOf(flat)) {
      const candidate = kinds[kind]?.(flat);
      if (!candidate) continue;
      const { value, broken } = choose(candidate, validate);
      if (broken === 0) return value;
      if (first === undefined) first = value;
    }
  }
  return first;
}

/** Reads a text that is one scalar value. */
export function wholeText(schema: Pick<Schema, 'alternatives' | 'validate'>, text: string): Json {
  const value = deserialize(schema, { scalar: (flat) => leafOf(text, [flat]) });
  return value === undefined ? text : value;
}

/** The values that a text can mean: "7" is a number if a schema allows one, else text. */
export function leafOf(text: string, alternatives: readonly FlatSchema[] | undefined): Leaf {
  const options = (alternatives ?? []).flatMap((flat) => scalars(text, flat));
  return distinct(options.length > 0 ? options : [text]);
}

/**
 * Like `leafOf`, also for arrays and objects that are written as JSON.
 * @see https://spec.openapis.org/oas/v3.1.1.html#encoding-object
 */
export function jsonLeafOf(text: string, alternatives: readonly FlatSchema[] | undefined): Leaf {
  const holds = (type: JsonType) =>
    alternatives?.some(({ types }) => types.includes(type)) === true;
  const value = parsed(text);
  const fits = (Array.isArray(value) && holds('array')) || (isObject(value) && holds('object'));
  const { options } = leafOf(text, alternatives);
  if (!fits) return { options };
  return distinct(holds('string') ? [...options, value as Json] : [value as Json, ...options]);
}

export const itemSchemas = (
  { prefixItems, items }: FlatSchema,
  index: number,
): readonly FlatSchema[] | undefined => prefixItems[index]?.() ?? (items ? items() : undefined);

/** The schemas of an object's member, by the first keyword that names it. */
export const memberSchemas = (flat: FlatSchema, name: string): readonly FlatSchema[] | undefined =>
  flat.properties.get(name)?.() ??
  patternFor(flat, name)?.() ??
  (flat.additionalProperties ? flat.additionalProperties() : undefined);

/** Whether a keyword of an object's schema describes a member. */
export const describesMember = (flat: FlatSchema, name: string): boolean =>
  memberSchemas(flat, name) !== undefined;

function patternFor({ patternProperties }: FlatSchema, name: string) {
  for (const [pattern, alternatives] of patternProperties)
    if (patternOf(pattern).test(name)) return alternatives;
  return undefined;
}

/** The kinds to try, in order: if a string is allowed, scalars come before arrays and objects. */
function kindsOf({ types }: FlatSchema): (keyof Kinds)[] {
  const structures = (['array', 'object'] as const).filter((type) => types.includes(type));
  if (types.length > 0 && structures.length === new Set(types).size) return structures;
  return types.includes('string') ? ['scalar', ...structures] : [...structures, 'scalar'];
}

/** The number syntax of JSON. @see https://www.rfc-editor.org/rfc/rfc8259#section-6 */
const number = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

function scalars(text: string, { types }: FlatSchema): Json[] {
  const wants = (type: JsonType) => types.includes(type);
  const found: Json[] = [];
  if (wants('string')) found.push(text);
  // a number beyond the range of a double stays text
  if ((wants('number') || wants('integer')) && number.test(text) && Number.isFinite(Number(text)))
    found.push(Number(text));
  if (wants('boolean') && (text === 'true' || text === 'false')) found.push(text === 'true');
  if (wants('null') && text === 'null') found.push(null);
  return found.length > 0 ? found : [text];
}

/** Takes the first option of each leaf, or another one that breaks fewer rules. */
function choose(
  candidate: Candidate,
  validate: Schema['validate'],
): { readonly value: Json; readonly broken: number } {
  const chosen = new Map<Leaf, Json>();
  let value = built(candidate, chosen);
  let broken = validate(value).length;
  if (broken === 0) return { value, broken };
  const uncertain = leavesOf(candidate).filter(({ options }) => options.length > 1);
  for (const leaf of uncertain.slice(0, mostLeaves)) {
    let kept = leaf.options[0];
    for (const option of leaf.options.slice(1)) {
      const other = built(candidate, chosen.set(leaf, option));
      const count = validate(other).length;
      if (count >= broken) continue;
      [kept, value, broken] = [option, other, count];
    }
    chosen.set(leaf, kept);
    if (broken === 0) break;
  }
  return { value, broken };
}

function built(candidate: Candidate, chosen: ReadonlyMap<Leaf, Json>): Json {
  if ('options' in candidate)
    return chosen.has(candidate) ? chosen.get(candidate)! : candidate.options[0];
  if ('items' in candidate) return candidate.items.map((item) => built(item, chosen));
  return Object.fromEntries(
    candidate.members.map(([name, member]) => [name, built(member, chosen)]),
  );
}

function leavesOf(candidate: Candidate): Leaf[] {
  if ('options' in candidate) return [candidate];
  if ('items' in candidate) return candidate.items.flatMap(leavesOf);
  return candidate.members.flatMap(([, member]) => leavesOf(member));
}

function distinct(values: readonly Json[]): Leaf {
  // nearly every text has one meaning
  if (values.length === 1) return { options: [values[0]!] };
  const byText = new Map(values.map((value) => [JSON.stringify(value), value]));
  const [first = null, ...others] = byText.values();
  return { options: [first, ...others] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
