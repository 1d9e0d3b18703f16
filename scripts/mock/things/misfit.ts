import type { Json } from '../../../conformance/core/json.ts';
import { nearestFirst } from '../../../conformance/core/nearest.ts';
import { isObject } from '../../../conformance/core/pointer.ts';
import type { FlatSchema } from '../../../conformance/core/schema/model.ts';
import { distanceOf } from './compose.ts';

/** What of a value no schema has, and where. */
export type Misfit = { readonly problem: string; readonly at: readonly (string | number)[] };

/**
 * The first part of a value that none of some schemas has: a member that they don't name, or a value of
 * another type, or beside those that may be. What is missing is no misfit.
 */
export function misfitIn(value: Json, flats: readonly FlatSchema[]): Misfit | undefined {
  if (flats.length === 0) return undefined;
  const fitting = flats.filter((flat) => distanceOf(flat, value) < wrongType);
  if (fitting.length === 0) return { problem: `this must be ${typesOf(flats)}`, at: [] };
  if (Array.isArray(value)) return misfitInList(value, fitting);
  if (isObject(value)) return misfitInObject(value as { readonly [name: string]: Json }, fitting);
  const values = fitting.flatMap((flat) => flat.enum ?? []);
  const isListed = fitting.some((flat) => flat.enum === undefined || flat.enum.includes(value));
  if (isListed) return undefined;
  const listed = values.map((one) => JSON.stringify(one)).join(', ');
  return { problem: `this must be one of ${listed}`, at: [] };
}

/** The distance of a value of another type. */
const wrongType = 1000;

const typesOf = (flats: readonly FlatSchema[]): string => {
  const types = [...new Set(flats.flatMap((flat) => flat.types))];
  return types.length > 1
    ? `${types.slice(0, -1).join(', ')} or ${types.at(-1)}`
    : `${types[0] ?? 'left out'}`;
};

function misfitInList(list: readonly Json[], flats: readonly FlatSchema[]): Misfit | undefined {
  const items = flats.flatMap((flat) => (flat.items ? flat.items() : []));
  for (const [index, each] of list.entries()) {
    const found = misfitIn(each, items);
    if (found) return { ...found, at: [index, ...found.at] };
  }
  return undefined;
}

function misfitInObject(
  object: { readonly [name: string]: Json },
  flats: readonly FlatSchema[],
): Misfit | undefined {
  const names = [...new Set(flats.flatMap(({ properties }) => [...properties.keys()]))];
  const isOpen = flats.some(
    ({ properties, patternProperties, additionalProperties }) =>
      properties.size === 0 || patternProperties.size > 0 || Boolean(additionalProperties),
  );
  for (const [name, value] of Object.entries(object)) {
    const known = flats.flatMap(({ properties }) => properties.get(name)?.() ?? []);
    if (known.length === 0 && !isOpen) return { problem: unknownMember(name, names), at: [name] };
    const found = misfitIn(value, known);
    const problem = found?.problem.replace(/^this/, `"${name}"`);
    if (found) return { problem: problem!, at: [name, ...found.at] };
  }
  return undefined;
}

function unknownMember(name: string, names: readonly string[]): string {
  const [similar] = nearestFirst(name, names);
  return `there is no member "${name}"${similar === undefined ? '' : `: the most similar one is "${similar}"`}`;
}
