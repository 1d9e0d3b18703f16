import type { Documents } from '../contract/documents.ts';
import { cached } from '../memoize.ts';
import { isObject } from '../pointer.ts';
import { schemaName, tagsOf } from './discriminator.ts';

export type Node = { readonly [keyword: string]: unknown };

/** Schemas that apply to an instance together, and the branches that lead to them. */
export type Conjunction = { readonly schemas: readonly Node[]; readonly taken: readonly string[] };

/** The largest number of choices of one schema; further branches are left out. */
const most = 24;

const nothing: Conjunction = { schemas: [], taken: [] };
/** The schema without instances, as an object. */
export const never: Node = { not: {} };

/**
 * The choices of branches of schemas that apply together, with `$ref` and `allOf` followed: every
 * branch is in at least one choice, up to a limit.
 */
export const conjunctionsOf = (
  nodes: readonly unknown[],
  documents: Documents,
): readonly Conjunction[] => combine(nodes.map((node) => choicesOf(node, documents, [])));

function choicesOf(
  node: unknown,
  documents: Documents,
  above: readonly unknown[],
): readonly Conjunction[] {
  if (node === false) return [schemasOf(never)];
  // a schema that contains itself adds no constraint the second time
  if (!isObject(node) || above.includes(node)) return [nothing];
  const follow: Follow = (inner) => choicesOf(inner, documents, [...above, node]);
  return combine([
    [schemasOf(node)],
    ...(typeof node.$ref === 'string' ? [follow(documents.deref(node))] : []),
    ...(Array.isArray(node.allOf) ? node.allOf.map(follow) : []),
    ...['anyOf', 'oneOf'].flatMap((keyword) => branchChoices(node, keyword, documents, follow)),
    ...conditionalChoices(node, follow),
    ...dependentChoices(node, follow),
  ]);
}

type Follow = (node: unknown) => readonly Conjunction[];
type Choices = readonly Conjunction[];

const schemasOf = (...schemas: readonly Node[]): Conjunction => ({ schemas, taken: [] });

/** `anyOf` and `oneOf`: one choice for each branch. */
function branchChoices(
  node: Node,
  keyword: string,
  documents: Documents,
  follow: Follow,
): readonly Choices[] {
  const branches = node[keyword];
  if (!Array.isArray(branches)) return [];
  const tagSchemaOf = tagged(node, documents);
  const isOnly = branches.length === 1;
  return [
    branches.flatMap((branch, index) =>
      labelled(
        combine([follow(branch), [schemasOf(...tagSchemaOf(branch, index))]]),
        isOnly ? '' : (nameOf(branch, documents) ?? `${keyword}-${index + 1}`),
      ),
    ),
  ];
}

/** `if`: the choices that match it, with `then`, and those that do not, with `else`. */
function conditionalChoices(node: Node, follow: Follow): readonly Choices[] {
  if (!('if' in node)) return [];
  const matching = labelled(combine([follow(node.if), follow(node.then)]), 'then');
  if (!('else' in node)) return [[...matching, nothing]];
  const notIf = derived(node, 'if', () => ({ not: node.if }));
  return [[...matching, ...labelled(combine([[schemasOf(notIf)], follow(node.else)]), 'else')]];
}

/** `dependentSchemas`: the choice without the member, and those with it. */
function dependentChoices(node: Node, follow: Follow): readonly Choices[] {
  if (!isObject(node.dependentSchemas)) return [];
  return Object.entries(node.dependentSchemas).map(([name, schema]) => {
    const present = derived(node, `present ${name}`, () => ({ required: [name] }));
    const absent = derived(node, `absent ${name}`, () => ({ not: present }));
    return [schemasOf(absent), ...labelled(combine([[schemasOf(present)], follow(schema)]), name)];
  });
}

const derivedSchemas = new WeakMap<object, Map<string, Node>>();

/**
 * A schema that a keyword of another schema implies. It is made once: the same choice has the same
 * schemas each time.
 */
const derived = (node: object, key: string, make: () => Node): Node =>
  cached(
    cached(derivedSchemas, node, () => new Map<string, Node>()),
    key,
    make,
  );

/**
 * The schema that a discriminator implies for each branch: the member must have the name of the
 * branch.
 */
function tagged(
  node: Node,
  documents: Documents,
): (branch: unknown, index: number) => readonly Node[] {
  const tags = 'discriminator' in node ? tagsOf(node, documents) : undefined;
  return (branch, index) => {
    // the names of the mapping follow those of the schemas
    const name = [...(tags?.branches ?? [])].findLast(([, at]) => at === index)?.[0];
    if (!tags || name === undefined || !isObject(branch)) return [];
    const { member } = tags;
    return [
      derived(branch, 'tag', () => ({
        required: [member],
        properties: { [member]: { const: name } },
      })),
    ];
  };
}

/** The name of a branch: that of the schema it refers to, else its title. */
function nameOf(branch: unknown, documents: Documents): string | undefined {
  if (!isObject(branch)) return undefined;
  const name = typeof branch.$ref === 'string' ? schemaName(branch.$ref, documents) : undefined;
  const title = typeof branch.title === 'string' ? branch.title : '';
  return (name ?? title).replaceAll(/[^\w.-]+/g, '-') || undefined;
}

const labelled = (conjunctions: Choices, label: string): Choices =>
  label === ''
    ? conjunctions
    : conjunctions.map(({ schemas, taken }) => ({ schemas, taken: [label, ...taken] }));

/**
 * Combines independent choices into as many conjunctions as the longest group has choices: each
 * takes the next choice
 * of every group in turn.
 */
function combine(groups: readonly Choices[]): Choices {
  const count = Math.min(most, Math.max(1, ...groups.map(({ length }) => length)));
  return Array.from({ length: count }, (_, index) => {
    const chosen = groups.map((group) => group[index % group.length] ?? nothing);
    return {
      schemas: [...new Set(chosen.flatMap(({ schemas }) => schemas))],
      taken: chosen.flatMap(({ taken }) => taken),
    };
  });
}
