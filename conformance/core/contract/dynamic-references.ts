import { cached } from '../memoize.ts';
import type { Source } from '../source.ts';
import type { DocumentIndex, Members, Reference } from './document-index.ts';
import { anchored, mapResources, type ResourceMap } from './schema-resources.ts';
import { scopedCopies, type Referring, type Resolving } from './scoped-copies.ts';
import { fragmentOf } from './uri.ts';

/** The new objects with a `$ref`, and what to say of the description. */
export type Bound = {
  readonly referring: readonly Referring[];
  readonly notes: readonly { readonly source: Source; readonly reason: string }[];
};

/**
 * Binds each `$dynamicRef` to what the dynamic scope says. The description says which schemas lead
 * to it, so that a copy for each way from a Schema Object of OpenAPI needs plain references only.
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-8.2.3.2
 */
export function bindDynamicReferences(index: DocumentIndex, resolving: Resolving): Bound {
  const references = index.references.filter(({ keyword }) => keyword === '$dynamicRef');
  if (references.length === 0 || index.is30) return { referring: [], notes: [] };
  const map = mapResources(index);
  const notes = new Map(
    references
      .flatMap((reference) => readApart(reference, map, resolving))
      .map((note) => [`${note.source.file} ${note.reason}`, note]),
  );
  const names = boundNames(references, map, resolving);
  const needed = leadingTo(names.keys(), map, resolving);
  const { sources } = index;
  const { copyEntry, referring } = scopedCopies({ ...{ map, names, needed, sources }, resolving });
  const copied = map.entries
    .filter(({ schema }) => needed.has(schema))
    .map(({ parent, name, schema }) => ({ parent, name, copy: copyEntry(schema) }));
  // a reference may lead to such a schema: it must find the original until all are copied
  for (const { parent, name, copy } of copied) parent[name] = copy;
  return { referring, notes: [...notes.values()] };
}

/** Leads a reference to the anchor in its own schema where its document has several of the name. */
function readApart(
  { node, written, source }: Reference,
  { resourceOf }: ResourceMap,
  { target, lead }: Resolving,
): Bound['notes'] {
  if (target(String(node.$ref)) !== undefined || !written.startsWith('#')) return [];
  const name = fragmentOf(written);
  const [found, ...others] = anchored(resourceOf.get(node), name);
  if (found === undefined || others.length > 0) return [];
  lead(node, found);
  const reason = `several schemas of this document have the $dynamicAnchor "${name}", and none has an $id: each is taken to count for the schema of "components" or "content" around it. Give these schemas an $id, so that every tool does so.`;
  return [{ source, reason }];
}

/** The names of the references that the dynamic scope decides: their target has the anchor. */
function boundNames(
  references: readonly Reference[],
  { counts }: ResourceMap,
  { target }: Resolving,
): ReadonlyMap<object, string> {
  return new Map(
    references.flatMap(({ node, written }) => {
      const name = fragmentOf(written);
      const found = target(String(node.$ref)) as Members | boolean | undefined;
      const isBound = Object(found).$dynamicAnchor === name && (counts.get(name) ?? 0) > 1;
      return isBound ? [[node, name] as const] : [];
    }),
  );
}

/** The objects that contain some others or refer to them, also by way of others. */
function leadingTo(
  ends: Iterable<object>,
  { resourceOf, containers }: ResourceMap,
  { target }: Resolving,
): ReadonlySet<object> {
  const referrers = new Map<unknown, object[]>();
  for (const node of resourceOf.keys()) {
    const { $ref } = node as Members;
    if (typeof $ref === 'string') cached(referrers, target($ref), () => []).push(node);
  }
  const found = new Set(ends);
  // the loop also visits the objects that are added while it runs
  for (const node of found)
    for (const above of [containers.get(node), ...(referrers.get(node) ?? [])])
      if (above) found.add(above);
  return found;
}
