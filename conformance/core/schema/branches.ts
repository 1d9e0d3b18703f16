import { isObject } from '../pointer.ts';
import { schemaName, tagsOf } from './discriminator.ts';
import type { Documents } from '../contract/documents.ts';

export type Node = { readonly [keyword: string]: unknown };

/** Schemas that an instance must satisfy all at once, and the branches that were taken to come to them. */
export type Conjunction = { readonly schemas: readonly Node[]; readonly taken: readonly string[] };

/** How many choices of branches are looked at in one place. */
const most = 24;

const nothing: Conjunction = { schemas: [], taken: [] };
/** The schema that nothing matches, as an object that can stand among others. */
export const never: Node = { not: {} };

/** Every choice of branches of several schemas, with `$ref` and `allOf` followed: each branch in at least one of them, up to a limit. */
export const alternativesOf = (
  nodes: readonly unknown[],
  documents: Documents,
): readonly Conjunction[] => together(nodes.map((node) => alternatives(node, documents, [])));

function alternatives(
  node: unknown,
  documents: Documents,
  above: readonly unknown[],
): readonly Conjunction[] {
  if (node === false) return [{ schemas: [never], taken: [] }];
  // a schema that is reached again through itself says nothing new of this place
  if (!isObject(node) || above.includes(node)) return [nothing];
  const follow = (inner: unknown) => alternatives(inner, documents, [...above, node]);
  const groups: (readonly Conjunction[])[] = [[{ schemas: [node], taken: [] }]];
  if (typeof node.$ref === 'string') groups.push(follow(documents.deref(node)));
  if (Array.isArray(node.allOf)) groups.push(...node.allOf.map(follow));
  for (const keyword of ['anyOf', 'oneOf']) {
    const branches = node[keyword];
    if (!Array.isArray(branches)) continue;
    const tag = tagged(node, documents);
    groups.push(
      branches.flatMap((branch, index) =>
        labelled(
          together([follow(branch), [{ schemas: tag(branch, index), taken: [] }]]),
          nameOf(branch, keyword, index, branches.length, documents),
        ),
      ),
    );
  }
  if ('if' in node) {
    groups.push([
      ...labelled(together([follow(node.if), follow(node.then)]), 'then'),
      ...('else' in node
        ? labelled(
            together([[{ schemas: [otherwise(node)], taken: [] }], follow(node.else)]),
            'else',
          )
        : [nothing]),
    ]);
  }
  if (isObject(node.dependentSchemas)) {
    for (const [name, schema] of Object.entries(node.dependentSchemas)) {
      const holder = presence(node, name);
      groups.push([
        { schemas: [holder.absent], taken: [] },
        ...labelled(together([[{ schemas: [holder.present], taken: [] }], follow(schema)]), name),
      ]);
    }
  }
  return together(groups);
}

const otherwises = new WeakMap<object, Node>();

/** What must hold of an instance for which `else` speaks. */
function otherwise(node: Node): Node {
  const known = otherwises.get(node) ?? { not: node.if };
  otherwises.set(node, known);
  return known;
}

const presences = new WeakMap<
  object,
  Map<string, { readonly present: Node; readonly absent: Node }>
>();

/** What must hold where a member is there, and where it is not. */
function presence(node: Node, name: string): { readonly present: Node; readonly absent: Node } {
  const known =
    presences.get(node) ?? new Map<string, { readonly present: Node; readonly absent: Node }>();
  presences.set(node, known);
  const present = { required: [name] };
  const found = known.get(name) ?? { present, absent: { not: present } };
  known.set(name, found);
  return found;
}

const tagSchemas = new WeakMap<object, Node>();

/** What a discriminator demands of an instance of each branch: its tag. Made once for each branch, so that it is the same schema each time. */
function tagged(
  node: Node,
  documents: Documents,
): (branch: unknown, index: number) => readonly Node[] {
  const tags = 'discriminator' in node ? tagsOf(node, documents) : undefined;
  return (branch, index) => {
    // the mapping's names come after those of the schemas
    const name = [...(tags?.branches ?? [])].findLast(([, at]) => at === index)?.[0];
    if (!tags || name === undefined || !isObject(branch)) return [];
    const known = tagSchemas.get(branch) ?? {
      required: [tags.member],
      properties: { [tags.member]: { const: name } },
    };
    tagSchemas.set(branch, known);
    return [known];
  };
}

/** A branch by the name of its schema, else by its number; the only one needs none. */
function nameOf(
  branch: unknown,
  keyword: string,
  index: number,
  count: number,
  documents: Documents,
): string {
  if (count === 1 || !isObject(branch)) return count === 1 ? '' : `${keyword}-${index + 1}`;
  const name = typeof branch.$ref === 'string' ? schemaName(branch.$ref, documents) : undefined;
  const title = typeof branch.title === 'string' ? branch.title : '';
  return (name ?? title).replaceAll(/[^\w.-]+/g, '-') || `${keyword}-${index + 1}`;
}

const labelled = (conjunctions: readonly Conjunction[], label: string): readonly Conjunction[] =>
  label === ''
    ? conjunctions
    : conjunctions.map(({ schemas, taken }) => ({ schemas, taken: [label, ...taken] }));

/** Joins choices that are independent of one another: as many as the longest list has, each of the others in turn. */
function together(groups: readonly (readonly Conjunction[])[]): readonly Conjunction[] {
  const count = Math.min(most, Math.max(1, ...groups.map(({ length }) => length)));
  return Array.from({ length: count }, (_, index) => {
    const chosen = groups.map((group) => group[index % group.length] ?? nothing);
    return {
      schemas: [...new Set(chosen.flatMap(({ schemas }) => schemas))],
      taken: chosen.flatMap(({ taken }) => taken),
    };
  });
}
