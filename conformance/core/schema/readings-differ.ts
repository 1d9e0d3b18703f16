import type { Documents } from '../contract/documents.ts';
import { isObject } from '../pointer.ts';

/**
 * Whether a schema, or one that it reaches, has a keyword that the two readings read differently.
 * Data that looks like a schema counts too: that costs time, not truth.
 */
export function readingsDiffer({ target }: Documents): (schema: unknown) => boolean {
  const known = new WeakMap<object, boolean>();
  const partsOf = (node: object): unknown[] => {
    const { $ref } = node as { readonly $ref?: unknown };
    return typeof $ref === 'string' ? [...Object.values(node), target($ref)] : Object.values(node);
  };
  return (schema) => {
    if (typeof schema !== 'object' || schema === null) return false;
    if (!known.has(schema)) known.set(schema, visit(schema, partsOf, known));
    return known.get(schema)!;
  };
}

function visit(
  start: object,
  partsOf: (node: object) => readonly unknown[],
  known: WeakMap<object, boolean>,
): boolean {
  const seen = new Set<object>([start]);
  // a set takes in what is added while it is walked
  for (const node of seen) {
    if (isReadTwice(node)) return true;
    for (const part of partsOf(node))
      if (typeof part === 'object' && part !== null && known.get(part) !== false) seen.add(part);
  }
  // nothing that it reaches has such a keyword either
  for (const node of seen) known.set(node, false);
  return false;
}

const isReadTwice = (node: object): boolean =>
  isObject(node) &&
  (typeof node.format === 'string' ||
    typeof node.contentEncoding === 'string' ||
    isObject(node.discriminator));
