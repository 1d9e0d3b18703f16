import { cached } from '../memoize.ts';
import { setMember } from '../pointer.ts';
import type { DocumentIndex, Members, Reference } from './document-index.ts';
import {
  anchored,
  isContainer,
  partsOf,
  type Resource,
  type ResourceMap,
} from './schema-resources.ts';

/** A `$ref` and its position. */
export type Referring = Pick<Reference, 'node' | 'source'>;

/** How plain references are resolved, made, and taken out. */
export type Resolving = {
  readonly target: (uri: string) => unknown;
  /** Leads a reference to an object, also one that is broken. */
  readonly lead: (node: Members, object: object) => void;
  readonly breaks: (reference: Referring, reason: string) => void;
};

/** The schema of each name that the dynamic scope binds; `undefined` where several have the name. */
type Scope = ReadonlyMap<string, Members | undefined>;

/** What copying needs. */
type Copying = {
  readonly map: ResourceMap;
  /** The names of the dynamic references, by their object. */
  readonly names: ReadonlyMap<object, string>;
  /** The objects to copy: what leads to a dynamic reference. */
  readonly needed: ReadonlySet<object>;
  readonly sources: DocumentIndex['sources'];
  readonly resolving: Resolving;
};

/** The most copies: schemas that bind many names in many ways come to no end. */
const mostCopies = 20_000;
const endless = `the $dynamicRefs that this leads to need more than ${mostCopies} schemas.`;

/** Members with schemas that only a reference applies. */
const definitions = new Set(['$defs', 'definitions']);

/** The scope within a resource: the outermost one that has a name decides. */
function entering(scope: Scope, resource: Resource | undefined, names: readonly string[]): Scope {
  const added = names.flatMap((name) => {
    const found = scope.has(name) ? [] : anchored(resource, name);
    return found.length === 0 ? [] : [[name, found.length > 1 ? undefined : found[0]] as const];
  });
  return added.length === 0 ? scope : new Map([...scope, ...added]);
}

/** Makes the key of an object in a scope. */
function keys(names: readonly string[]): (node: object, scope: Scope) => string {
  const numbers = new Map<unknown, number>();
  const numberOf = (part: unknown) => cached(numbers, part, () => numbers.size + 1);
  return (node, scope) =>
    [node, ...names.map((name) => (scope.has(name) ? (scope.get(name) ?? name) : ''))]
      .map(numberOf)
      .join(' ');
}

/** Copies schemas once for each dynamic scope, with plain references in place of dynamic ones. */
export function scopedCopies({ map, names, needed, sources, resolving }: Copying) {
  const { resourceOf } = map;
  const { target, lead, breaks } = resolving;
  const allNames = [...new Set(names.values())];
  const keyOf = keys(allNames);
  const copies = new Map<string, object>();
  const pending: (() => void)[] = [];
  const referring: Referring[] = [];

  function copyOf(node: object, scope: Scope, isNamedMap = false): object {
    if (!needed.has(node)) return node;
    return cached(copies, keyOf(node, scope), () => {
      const made = Array.isArray(node) ? [] : {};
      const source = sources.get(node)!;
      sources.set(made, source);
      if (copies.size >= mostCopies) breaks({ node: made as Members, source }, endless);
      else pending.push(() => fill(node, made as Members, { scope, isNamedMap }));
      return made;
    });
  }

  type Inside = { readonly scope: Scope; readonly isNamedMap: boolean };

  function fill(node: object, made: Members, { scope, isNamedMap }: Inside): void {
    for (const [name, value] of Object.entries(node)) setMember(made, name, value);
    const hasKeywords = !Array.isArray(node) && !isNamedMap;
    const parts = partsOf(node, hasKeywords).filter(
      ({ name }) => !hasKeywords || !definitions.has(name),
    );
    for (const { name, value, isNamedMap: isMap } of parts) {
      const inner = resourceOf.get(value);
      const within = inner === resourceOf.get(node) ? scope : entering(scope, inner, allNames);
      setMember(made, name, copyOf(value, within, isMap));
    }
    if (hasKeywords && typeof made.$ref === 'string') refer(node, made, scope);
  }

  /** Leads the reference of a copy to the copy of its target. */
  function refer(node: object, made: Members, scope: Scope): void {
    const name = names.get(node);
    const { file, pointer } = sources.get(node)!;
    const keyword = name === undefined ? '$ref' : '$dynamicRef';
    const reference = { node: made, source: { file, pointer: `${pointer}/${keyword}` } };
    referring.push(reference);
    const isBound = name !== undefined && scope.has(name);
    const found = isBound ? scope.get(name) : target(String(made.$ref));
    if (isBound && found === undefined)
      breaks(reference, `this $dynamicRef leads to "${name}", which is the name of two schemas.`);
    else if (isContainer(found))
      lead(made, copyOf(found, entering(scope, resourceOf.get(found), allNames)));
  }

  /** Copies a Schema Object that OpenAPI applies: its dynamic scope begins there. */
  function copyEntry(schema: object): object {
    const made = copyOf(schema, entering(new Map(), resourceOf.get(schema), allNames));
    for (let next = pending.pop(); next; next = pending.pop()) next();
    return made;
  }

  return { copyEntry, referring };
}
