import type { Documents } from '../contract/documents.ts';
import { cached, once } from '../memoize.ts';
import { isObject } from '../pointer.ts';
import { conjunctionsOf } from './branches.ts';
import { mergeSchemas } from './merge-schemas.ts';
import { meantBy } from './meant-schema.ts';
import type { FlatSchema } from './model.ts';

type Flattened = readonly [FlatSchema, ...FlatSchema[]];

const known = new WeakMap<Documents, WeakMap<object, Flattened>>();

/**
 * Flattens schemas of the same instance: one flat schema for each choice of their branches. A schema
 * alone is flattened once, because schemas may refer to each other in many ways.
 */
export function flatten(nodes: readonly unknown[], documents: Documents): Flattened {
  const [node] = nodes;
  if (nodes.length !== 1 || !isObject(node)) return flattened(nodes, documents);
  const ofDocuments = cached(known, documents, () => new WeakMap<object, Flattened>());
  return cached(ofDocuments, node, () => flattened(nodes, documents));
}

function flattened(nodes: readonly unknown[], documents: Documents): Flattened {
  const [node] = nodes;
  const source = documents.sourceOf([meantBy(node, documents), node].find(isObject) ?? {});
  const all = conjunctionsOf(nodes, documents).map((conjunction) =>
    mergeSchemas(conjunction, source, (inner) => once(() => flatten(inner, documents))),
  );
  // a choice that contradicts itself has no instances; it is kept if there is no other
  const [first, ...others] = all.filter((flat) => !flat.isNever && flat.types.length > 0);
  return first ? [first, ...others] : [all[0]!];
}
