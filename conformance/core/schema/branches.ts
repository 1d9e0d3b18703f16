import type { Documents } from '../contract/documents.ts';
import { cached } from '../memoize.ts';
import { isObject, type Node } from '../pointer.ts';
import { schemaName, tagsOf } from './discriminator.ts';

/** Schemas that apply to an instance together, and the branches that lead to them. */
export type Conjunction = { readonly schemas: readonly Node[]; readonly taken: readonly string[] };
type Choices = readonly Conjunction[];
type Follow = (node: unknown) => Choices;

/** The largest number of choices of one schema; further branches are left out. */
const maximumChoices = 24;

/** The largest number of branches that a choice names. */
const maximumLabels = 24;

const nothing: Conjunction = { schemas: [], taken: [] };
/** The schema without instances, as an object. */
export const never: Node = { not: {} };

/**
 * The choices of branches of schemas that apply together, with `$ref` and `allOf` followed: every
 * branch is in at least one choice, up to a limit.
 */
export const conjunctionsOf = (nodes: readonly unknown[], documents: Documents): Choices =>
  combine(nodes.map((node) => choicesOf(node, documents)));

const knownChoices = new WeakMap<Documents, WeakMap<object, Choices>>();

/** The choices of a schema; made once, because schemas may refer to each other in many ways. */
function choicesOf(node: unknown, documents: Documents): Choices {
  if (node === false) return schemasOf(never);
  if (!isObject(node)) return [nothing];
  const known = cached(knownChoices, documents, () => new WeakMap<object, Choices>());
  const made = known.get(node);
  if (made) return made;
  // a schema that contains itself adds no constraint the second time
  known.set(node, [nothing]);
  const choices = choicesIn(node, documents);
  known.set(node, choices);
  return choices;
}

function choicesIn(node: Node, documents: Documents): Choices {
  const follow: Follow = (inner) => choicesOf(inner, documents);
  return combine([
    schemasOf(node),
    ...(typeof node.$ref === 'string' ? [follow(documents.target(node.$ref))] : []),
    ...(Array.isArray(node.allOf) ? node.allOf.map(follow) : []),
    ...['anyOf', 'oneOf'].flatMap((keyword) => branchChoices(node, keyword, documents, follow)),
    ...conditionalChoices(node, follow),
    ...dependentChoices(node, follow),
  ]);
}

const schemasOf = (...schemas: readonly Node[]): Choices => [{ schemas, taken: [] }];

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
  return [
    branches.flatMap((branch, index) => {
      const name = nameOf(branch, documents) ?? `${keyword}-${index + 1}`;
      const choices = combine([follow(branch), schemasOf(...tagSchemaOf(branch, index))]);
      return branches.length === 1 ? choices : labelled(choices, name);
    }),
  ];
}

/** `if`: the choices that match it, with `then`, and those that do not, with `else`. */
function conditionalChoices(node: Node, follow: Follow): readonly Choices[] {
  if (!('if' in node)) return [];
  const matching = labelled(combine([follow(node.if), follow(node.then)]), 'then');
  if (!('else' in node)) return [[...matching, nothing]];
  const notIf = derived(node, 'if', () => ({ not: node.if }));
  return [[...matching, ...labelled(combine([schemasOf(notIf), follow(node.else)]), 'else')]];
}

/** `dependentSchemas`: the choice without the member, and those with it. */
function dependentChoices(node: Node, follow: Follow): readonly Choices[] {
  if (!isObject(node.dependentSchemas)) return [];
  return Object.entries(node.dependentSchemas).map(([name, schema]) => {
    const present = derived(node, `present ${name}`, () => ({ required: [name] }));
    const absent = derived(node, `absent ${name}`, () => ({ not: present }));
    const choices = combine([schemasOf(present), follow(schema)]);
    return [...schemasOf(absent), ...labelled(choices, name)];
  });
}

const derivedSchemas = new WeakMap<object, Map<string, Node>>();

/** A schema that a keyword of another schema implies; made once, because identity compares them. */
function derived(node: object, key: string, make: () => Node): Node {
  const known = cached(derivedSchemas, node, () => new Map<string, Node>());
  return cached(known, key, make);
}

/** The schema that a discriminator implies for a branch: the member has the name of the branch. */
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
    const properties = { [member]: { const: name } };
    return [derived(branch, 'tag', () => ({ required: [member], properties }))];
  };
}

/** The name of a branch: that of the schema it refers to, else its title. */
function nameOf(branch: unknown, documents: Documents): string | undefined {
  const title = isObject(branch) && typeof branch.title === 'string' ? branch.title : '';
  const name = schemaName(branch, documents) ?? title;
  return name.replaceAll(/[^\w.-]+/g, '-') || undefined;
}

const labelled = (choices: Choices, label: string): Choices =>
  choices.map(({ schemas, taken }) => ({ schemas, taken: [label, ...taken] }));

/**
 * Combines independent choices into as many conjunctions as the longest group has choices: each
 * takes the next choice of every group in turn.
 */
function combine(groups: readonly Choices[]): Choices {
  const count = Math.min(maximumChoices, Math.max(1, ...groups.map(({ length }) => length)));
  return Array.from({ length: count }, (_, index) => {
    const chosen = groups.map((group) => group[index % group.length] ?? nothing);
    return {
      schemas: [...new Set(chosen.flatMap(({ schemas }) => schemas))],
      taken: chosen.flatMap(({ taken }) => taken).slice(0, maximumLabels),
    };
  });
}
