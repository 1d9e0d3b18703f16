import type { Documents } from '../contract/documents.ts';
import { isObject } from '../pointer.ts';

/** Whether a schema, or one that it reaches, has a keyword that the two readings read differently. */
export const readingsDiffer = (documents: Documents) => reaches(documents, isReadTwice);

/**
 * Whether a value may be valid under the strict reading and not under the loose one, which accepts more:
 * a schema, or one that it reaches, says what must not be valid, and the readings differ about that.
 */
export function readingsMayCross(documents: Documents): (schema: unknown) => boolean {
  const differ = readingsDiffer(documents);
  return reaches(documents, (node) => negativeIn(node).some(differ));
}

/** Whether a schema, or one that it reaches, says what must not be valid. */
export const hasNegative = (documents: Documents) =>
  reaches(documents, (node) => negativeIn(node).length > 0);

/**
 * Whether a schema, or one that it reaches, is such a node. Data that looks like a schema counts too:
 * that costs time, not truth.
 */
function reaches(
  { target }: Documents,
  isSuch: (node: object) => boolean,
): (schema: unknown) => boolean {
  const known = new WeakMap<object, boolean>();
  const partsOf = (node: object): unknown[] => {
    const { $ref } = node as { readonly $ref?: unknown };
    return typeof $ref === 'string' ? [...Object.values(node), target($ref)] : Object.values(node);
  };
  return (schema) => {
    if (typeof schema !== 'object' || schema === null) return false;
    if (!known.has(schema)) known.set(schema, visit(schema, { partsOf, isSuch, known }));
    return known.get(schema)!;
  };
}

type Visiting = {
  readonly partsOf: (node: object) => readonly unknown[];
  readonly isSuch: (node: object) => boolean;
  readonly known: WeakMap<object, boolean>;
};

function visit(start: object, { partsOf, isSuch, known }: Visiting): boolean {
  const seen = new Set<object>([start]);
  // a set takes in what is added while it is walked
  for (const node of seen) {
    if (isSuch(node)) return true;
    for (const part of partsOf(node))
      if (typeof part === 'object' && part !== null && known.get(part) !== false) seen.add(part);
  }
  // nothing that it reaches is such a node either
  for (const node of seen) known.set(node, false);
  return false;
}

const isReadTwice = (node: object): boolean =>
  isObject(node) &&
  (typeof node.format === 'string' ||
    typeof node.contentEncoding === 'string' ||
    isObject(node.discriminator));

/** What a schema counts the matches of, or denies. */
const negativeIn = (node: object): readonly unknown[] =>
  Object.entries({ not: 'not', oneOf: 'oneOf', if: 'if', maxContains: 'contains' }).flatMap(
    ([keyword, part]) =>
      Object.hasOwn(node, keyword) ? [(node as { readonly [name: string]: unknown })[part]] : [],
  );
