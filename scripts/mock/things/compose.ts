import { turnOf } from '../../../conformance/core/instances/choices.ts';
import { makeOf } from '../../../conformance/core/instances/make.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { isObject, ownMember, setMember } from '../../../conformance/core/pointer.ts';
import { plainName } from '../../../conformance/core/resources/names.ts';
import { cached } from '../../../conformance/core/memoize.ts';
import { jsonTypeOf, type FlatSchema } from '../../../conformance/core/schema/model.ts';
import { momentIn, momentOf, type Happened } from './moments.ts';
import type { Members } from './thing.ts';

/** What the server knows of a thing besides its members. */
export type Making = {
  /** The members of a documented thing. */
  readonly like: Members;
  readonly now: number;
};

/** A member that a schema documents. */
export type Slot = {
  readonly name: string;
  readonly alternatives: readonly [FlatSchema, ...FlatSchema[]];
  readonly isRequired: boolean;
  readonly isReadOnly: boolean;
  readonly isWriteOnly: boolean;
  readonly hasDefault: boolean;
  /** What a new thing has there if nobody gave it: a default, nothing, or what there is none of yet. */
  readonly start: Json | undefined;
  /** Of which moment it tells, and how. */
  readonly moment?: { readonly happened: Happened; readonly flat: FlatSchema } | undefined;
};

const slots = new WeakMap<FlatSchema, readonly Slot[]>();

/** The members that a schema documents; found once, because each write asks for them. */
export const slotsOf = (flat: FlatSchema): readonly Slot[] =>
  cached(slots, flat, () =>
    [...flat.properties].map(([name, inner]): Slot => {
      const alternatives = inner();
      const [first] = alternatives;
      const value = alternatives.find(({ types }) => !types.includes('null')) ?? first;
      const happened = momentOf(name, value);
      return {
        ...{ name, alternatives },
        isRequired: flat.required.includes(name),
        isReadOnly: first.readOnly,
        isWriteOnly: first.writeOnly,
        hasDefault: alternatives.some(({ defaults }) => defaults.length > 0),
        start: startOf(name, alternatives),
        moment: happened && { happened, flat: value },
      };
    }),
  );

/**
 * A value in the form that a schema gives it: without what is `writeOnly` or not documented, and
 * with what is required.
 */
export function inForm(flat: FlatSchema, value: Json, making: Making): Json {
  const { items } = flat;
  if (Array.isArray(value))
    return items ? value.map((each: Json) => inFormOf(items(), each, making)) : value;
  return isObject(value) ? membersInForm(flat, value as Members, making) : value;
}

function membersInForm(flat: FlatSchema, members: Members, making: Making): Members {
  const shown: { [name: string]: Json } = {};
  for (const slot of slotsOf(flat)) {
    if (slot.isWriteOnly) continue;
    const own = ownMember(members, slot.name);
    if (own !== undefined) setMember(shown, slot.name, inFormOf(slot.alternatives, own, making));
    else if (slot.isRequired) setMember(shown, slot.name, missingMember(slot, making));
  }
  for (const name of undeclared(flat, members))
    setMember(shown, name, ownMember(members, name) ?? ownMember(making.like, name) ?? 'value');
  return shown;
}

const inFormOf = (alternatives: readonly FlatSchema[], value: Json, making: Making): Json =>
  typeof value === 'object' && value !== null
    ? inForm(bestFor(alternatives, value)[0]!, value, { ...making, like: {} })
    : value;

/** The members that a schema does not describe, and requires or allows on purpose. */
const undeclared = (flat: FlatSchema, members: Members): readonly string[] => {
  const required = flat.required.filter((name) => !flat.properties.has(name));
  return isOpen(flat)
    ? [...required, ...Object.keys(members).filter((name) => !flat.properties.has(name))]
    : required;
};

/** Whether a schema is about members that it does not name. */
const isOpen = (flat: FlatSchema): boolean =>
  flat.additionalProperties
    ? true
    : flat.properties.size === 0 && flat.additionalProperties !== false;

/** The schemas that a value may be meant for, the likeliest first. */
export const bestFor = (flats: readonly FlatSchema[], value: Json): readonly FlatSchema[] =>
  flats.length === 1
    ? flats
    : flats
        .map((flat) => ({ flat, distance: distanceOf(flat, value) }))
        .toSorted((one, other) => one.distance - other.distance)
        .map(({ flat }) => flat);

/** How much a value lacks, and what it has otherwise than the schema says. */
export function distanceOf(flat: FlatSchema, value: Json): number {
  const type = jsonTypeOf(value);
  if (!flat.types.includes(type) && !(type === 'integer' && flat.types.includes('number')))
    return 1000;
  if (!isObject(value)) return flat.enum && !flat.enum.includes(value) ? 100 : 0;
  const lacking = flat.required.filter((name) => !Object.hasOwn(value, name)).length;
  const unknown = Object.keys(value).filter((name) => !flat.properties.has(name)).length;
  const others = [...flat.properties].filter(([name, alternatives]) => {
    const own = ownMember(value, name) as Json | undefined;
    const [{ enum: values }] = alternatives();
    return own !== undefined && values !== undefined && !values.includes(own);
  }).length;
  return others * 100 + lacking * 2 + unknown;
}

/**
 * The value of a member that nobody gave: its default, else nothing where there may be nothing, else
 * the plainest one.
 */
export function missingMember(
  { name, alternatives: [flat], moment, start }: Slot,
  { like, now }: Making,
): Json {
  if (moment) return momentIn(moment.flat, now);
  return start ?? (start === null ? null : (ownMember(like, name) ?? made(flat)));
}

/** The value at which a member starts; `undefined` if nothing says that. */
export function startOf(
  name: string,
  alternatives: readonly [FlatSchema, ...FlatSchema[]],
): Json | undefined {
  const [given] = alternatives.flatMap(({ defaults }) => defaults);
  if (given !== undefined) return given;
  if (alternatives.some(({ types, isTypeStated }) => isTypeStated && types.includes('null')))
    return null;
  const [value] = alternatives;
  return value.enum?.[0] ?? emptyOf(name, value);
}

/** What a new thing has none of yet. */
function emptyOf(
  name: string,
  { types, isTypeStated, minItems, minimum }: FlatSchema,
): Json | undefined {
  const [type, another] = isTypeStated ? types : [];
  if (another !== undefined) return undefined;
  if (type === 'boolean') return false;
  if (type === 'array') return minItems ? undefined : [];
  const isCounted = /count$|^(?:number|num)of|^total/.test(plainName(name));
  return isCounted && (type === 'integer' || type === 'number') && !(minimum! > 0) ? 0 : undefined;
}

const made = (flat: FlatSchema): Json =>
  makeOf(flat, { extent: 'required', omit: 'writeOnly', choices: turnOf(0), examples: true });
