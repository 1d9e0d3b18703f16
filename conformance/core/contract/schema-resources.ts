import { cached } from '../memoize.ts';
import { isObject } from '../pointer.ts';
import { membersOf, idOf, type DocumentIndex, type Members } from './document-index.ts';

/**
 * A schema resource: a schema with an `$id`, else a document. The Schema Objects of a document are
 * known apart, because many descriptions give several of them one `$dynamicAnchor` and no `$id`.
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-4.3.5
 */
export type Resource = {
  /** Its schemas with a `$dynamicAnchor`, by name. */
  readonly anchors: Map<string, Members[]>;
  /** The document of a Schema Object without an `$id`. */
  readonly document?: Resource;
};

/** A Schema Object that OpenAPI applies, as the `schema` of a media type: a dynamic scope begins. */
export type SchemaEntry = {
  readonly parent: Members;
  readonly name: string;
  readonly schema: Members;
};

/** The resource of each object, what contains it, and where dynamic scopes begin. */
export type ResourceMap = {
  readonly resourceOf: Map<object, Resource>;
  readonly containers: Map<object, object>;
  readonly entries: SchemaEntry[];
  /** How many schemas have a `$dynamicAnchor` of a name. */
  readonly counts: Map<string, number>;
};

/** Finds the schema resources of a description and of the files that it refers to. */
export function mapResources({ files }: DocumentIndex): ResourceMap {
  const map: ResourceMap = {
    ...{ resourceOf: new Map(), containers: new Map() },
    ...{ entries: [], counts: new Map() },
  };
  for (const { content } of files.values())
    if (isContainer(content))
      visit(content, { map, resource: { anchors: new Map() }, kind: 'object' });
  return map;
}

type Visit = {
  readonly map: ResourceMap;
  readonly resource: Resource;
  /** The members of a map have names of the author; those of `schemas` are Schema Objects. */
  readonly kind: 'object' | 'map' | 'schemas';
};

function visit(node: object, { map, resource: above, kind }: Visit): void {
  if (map.resourceOf.has(node)) return;
  const hasKeywords = !Array.isArray(node) && kind === 'object';
  const isOwn = hasKeywords && idOf(node as Members) !== undefined;
  const resource = isOwn ? { anchors: new Map() } : above;
  map.resourceOf.set(node, resource);
  if (hasKeywords) addAnchor(node as Members, resource, map);
  for (const { name, value, isNamedMap } of partsOf(node, hasKeywords)) {
    map.containers.set(value, node);
    const isApplied = hasKeywords && isEntry(name, value);
    if (isApplied) map.entries.push({ parent: node as Members, name, schema: value as Members });
    const isApart = isApplied || kind === 'schemas';
    visit(value, {
      map,
      resource: isApart ? { anchors: new Map(), document: documentOf(resource) } : resource,
      kind: isNamedMap ? mapKind(name) : 'object',
    });
  }
}

const isEntry = (name: string, value: object): boolean =>
  (name === 'schema' || name === 'itemSchema') && isObject(value);
const mapKind = (name: string) => (name === 'schemas' ? 'schemas' : 'map');
export const isContainer = (value: unknown): value is object =>
  typeof value === 'object' && value !== null;

/** The objects and lists directly in another one, without data, and whether they map names. */
export const partsOf = (node: object, hasKeywords: boolean) =>
  membersOf(node, hasKeywords).flatMap(({ name, value, isNamedMap }) =>
    isContainer(value) ? [{ name, value, isNamedMap }] : [],
  );

const documentOf = (resource: Resource): Resource => resource.document ?? resource;

function addAnchor(node: Members, resource: Resource, { counts }: ResourceMap): void {
  const { $dynamicAnchor: name } = node;
  if (typeof name !== 'string') return;
  counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const { anchors } of new Set([resource, documentOf(resource)]))
    cached(anchors, name, () => []).push(node);
}

/** The schemas of a name in a resource: in the same Schema Object, else the only one of a document. */
export function anchored(resource: Resource | undefined, name: string): readonly Members[] {
  const own = resource?.anchors.get(name) ?? [];
  const ofDocument = resource?.document?.anchors.get(name) ?? [];
  return own.length > 0 || ofDocument.length > 1 ? own : ofDocument;
}
