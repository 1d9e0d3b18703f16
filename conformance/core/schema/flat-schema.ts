import type { Documents } from '../contract/documents.ts';
import { once } from '../memoize.ts';
import { isObject } from '../pointer.ts';
import { conjunctionsOf } from './branches.ts';
import { mergeSchemas } from './merge-schemas.ts';
import { meantBy } from './meant-schema.ts';
import type { FlatSchema } from './model.ts';

/** Flattens schemas of the same instance: one flat schema for each choice of their branches. */
export function flatten(
  nodes: readonly unknown[],
  documents: Documents,
): readonly [FlatSchema, ...FlatSchema[]] {
  const [node] = nodes;
  const source = documents.sourceOf([meantBy(node, documents), node].find(isObject) ?? {});
  const all = conjunctionsOf(nodes, documents).map((conjunction) =>
    mergeSchemas(conjunction, source, (inner) => once(() => flatten(inner, documents))),
  );
  // a choice that contradicts itself has no instances; it is kept if there is no other
  const [first, ...others] = all.filter((flat) => !flat.isNever && flat.types.length > 0);
  return first ? [first, ...others] : [all[0]!];
}
