import type { Json } from '../json.ts';
import { isObject } from '../pointer.ts';

/**
 * Whether no two elements are equal, in time that grows with their size only.
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-4.2.2
 */
export function areUnique(items: readonly Json[]): boolean {
  const seen = new Set<unknown>();
  for (const item of items) {
    const key = keyOf(item);
    if (seen.has(key)) return false;
    seen.add(key);
  }
  return true;
}

/** The same for equal values only. A quote tells a text from an object that is written as text. */
function keyOf(item: Json): unknown {
  if (typeof item === 'string') return `"${item}`;
  return typeof item === 'object' && item !== null ? JSON.stringify(inOrder(item)) : item;
}

/** A value whose members have an order of their own. */
function inOrder(value: Json): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (!isObject(value)) return value;
  const members = Object.entries(value as { readonly [name: string]: Json })
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, member]) => [name, inOrder(member)]);
  return { members };
}
