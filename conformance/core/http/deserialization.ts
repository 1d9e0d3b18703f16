import type { Json } from '../json.ts';
import type { JsonType, Schema, FlatSchema } from '../schema/model.ts';
import { isObject } from '../pointer.ts';

/** What texts may mean: a leaf with every value that its text can stand for, the likeliest first, or leaves put together. */
export type Candidate =
  | Leaf
  | { readonly items: readonly Candidate[] }
  | { readonly members: readonly (readonly [name: string, reading: Candidate])[] };
type Leaf = { readonly options: readonly [Json, ...Json[]] };

/** Texts as each kind of value; `undefined` where they can't be that. */
export type Kinds = {
  readonly [kind in 'scalar' | 'array' | 'object']: (flat: FlatSchema) => Candidate | undefined;
};

/** How many leaves are tried one by one; there are more only in requests that nobody plans. */
const mostLeaves = 200;

/**
 * The first meaning of some texts that is valid against the schema, alternative by alternative; where none is, the
 * first alternative's. `undefined` where no alternative can read them.
 */
export function deserialize(
  { alternatives, validate }: Pick<Schema, 'alternatives' | 'validate'>,
  kinds: Kinds,
): Json | undefined {
  let first: Json | undefined;
  for (const flat of alternatives()) {
    for (const kind of kindsOf(flat)) {
      const reading = kinds[kind](flat);
      if (!reading) continue;
      const { value, broken } = settled(reading, validate);
      if (broken === 0) return value;
      if (first === undefined) first = value;
    }
  }
  return first;
}

/** What a text means that is a value as a whole. */
export function wholeText(schema: Pick<Schema, 'alternatives' | 'validate'>, text: string): Json {
  const value = deserialize(schema, {
    scalar: (flat) => leafOf(text, [flat]),
    array: () => undefined,
    object: () => undefined,
  });
  return value === undefined ? text : value;
}

/** The values that a text may stand for, by the types that its shapes allow: "7" is a number where one is wanted, and text elsewhere. */
export function leafOf(text: string, alternatives: readonly FlatSchema[] | undefined): Leaf {
  const options = (alternatives ?? []).flatMap((flat) => scalars(text, flat));
  return distinct(options.length > 0 ? options : [text]);
}

/** As `leafOf`, where arrays and objects are written as JSON too. @see https://spec.openapis.org/oas/v3.1.1.html#encoding-object */
export function jsonLeafOf(text: string, alternatives: readonly FlatSchema[] | undefined): Leaf {
  const holds = (type: JsonType) =>
    alternatives?.some(({ types }) => types.includes(type)) === true;
  const value = parsed(text);
  const fits = (Array.isArray(value) && holds('array')) || (isObject(value) && holds('object'));
  const { options } = leafOf(text, alternatives);
  if (!fits) return { options };
  return distinct(holds('string') ? [...options, value as Json] : [value as Json, ...options]);
}

/** The schemas of an array's element. */
export const itemShapes = (
  { prefixItems, items }: FlatSchema,
  index: number,
): readonly FlatSchema[] | undefined => prefixItems[index]?.() ?? (items ? items() : undefined);

/** The schemas of an object's member, by the first keyword that names it. */
export const memberShapes = (flat: FlatSchema, name: string): readonly FlatSchema[] | undefined =>
  flat.properties.get(name)?.() ??
  patternFor(flat, name)?.() ??
  (flat.additionalProperties ? flat.additionalProperties() : undefined);

/** Whether an object's schema speaks of a member, be it by a pattern or among all the others. */
export const describesMember = (flat: FlatSchema, name: string): boolean =>
  flat.properties.has(name) ||
  patternFor(flat, name) !== undefined ||
  Boolean(flat.additionalProperties);

function patternFor({ patternProperties }: FlatSchema, name: string) {
  for (const [pattern, alternatives] of patternProperties) {
    try {
      if (new RegExp(pattern, 'u').test(name)) return alternatives;
    } catch {
      // a pattern that can't be used describes nothing; the judge says so
    }
  }
  return undefined;
}

/** Text before arrays and objects where text is allowed: any text is text. */
function kindsOf({ types }: FlatSchema): (keyof Kinds)[] {
  const structures = (['array', 'object'] as const).filter((type) => types.includes(type));
  const scalar =
    types.some((type) => type !== 'array' && type !== 'object') || types.length === 0
      ? (['scalar'] as const)
      : [];
  return types.includes('string') ? [...scalar, ...structures] : [...structures, ...scalar];
}

/** Only the number syntax of JSON is a number. @see https://www.rfc-editor.org/rfc/rfc8259#section-6 */
const number = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

function scalars(text: string, { types }: FlatSchema): Json[] {
  const wants = (type: JsonType) => types.includes(type);
  const found: Json[] = [];
  if (wants('string')) found.push(text);
  // a number that is too large for the machine is left as it is written
  if ((wants('number') || wants('integer')) && number.test(text) && Number.isFinite(Number(text)))
    found.push(Number(text));
  if (wants('boolean') && (text === 'true' || text === 'false')) found.push(text === 'true');
  if (wants('null') && text === 'null') found.push(null);
  return found.length > 0 ? found : [text];
}

/** Takes the first option of each leaf, and others where they break fewer rules. */
function settled(
  reading: Candidate,
  validate: Schema['validate'],
): { readonly value: Json; readonly broken: number } {
  const chosen = new Map<Leaf, Json>();
  let value = built(reading, chosen);
  let broken = validate(value).length;
  if (broken === 0) return { value, broken };
  for (const leaf of leavesOf(reading)
    .filter(({ options }) => options.length > 1)
    .slice(0, mostLeaves)) {
    let kept = leaf.options[0];
    for (const option of leaf.options.slice(1)) {
      const other = built(reading, chosen.set(leaf, option));
      const count = validate(other).length;
      if (count >= broken) continue;
      [kept, value, broken] = [option, other, count];
    }
    chosen.set(leaf, kept);
    if (broken === 0) break;
  }
  return { value, broken };
}

function built(reading: Candidate, chosen: ReadonlyMap<Leaf, Json>): Json {
  if ('options' in reading) return chosen.has(reading) ? chosen.get(reading)! : reading.options[0];
  if ('items' in reading) return reading.items.map((item) => built(item, chosen));
  return Object.fromEntries(reading.members.map(([name, member]) => [name, built(member, chosen)]));
}

function leavesOf(reading: Candidate): Leaf[] {
  if ('options' in reading) return [reading];
  return ('items' in reading ? reading.items : reading.members.map(([, member]) => member)).flatMap(
    leavesOf,
  );
}

function distinct(values: readonly Json[]): Leaf {
  const [first = null, ...others] = new Map(
    values.map((value) => [JSON.stringify(value), value]),
  ).values();
  return { options: [first, ...others] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
