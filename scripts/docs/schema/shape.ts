import { nodeOf } from '../../../conformance/core/contract/context.ts';
import { isObject, type Node } from '../../../conformance/core/pointer.ts';
import type { NamedSchema, Reference } from '../reference/model.ts';

/** A schema as readers see it: with what its `$ref` and `allOf` add. */
export type Shape = {
  /** The schema and those that it is combined of. */
  readonly nodes: readonly Node[];
  /** Those of them that have names, without the schema's own. */
  readonly from: readonly NamedSchema[];
  /** Its own name. */
  readonly named?: NamedSchema;
};

/** Reads a schema. `true` and what is missing allow anything. */
export function shapeOf(node: unknown, { schemas, documents }: Reference): Shape {
  const nodes: Node[] = [];
  const from: NamedSchema[] = [];
  add(node, true);
  const named = isObject(node) && isBareReference(node) ? schemas.of(node) : undefined;
  return { nodes, from: from.filter((each) => each !== named), ...(named && { named }) };

  function add(each: unknown, isOwn: boolean): void {
    if (!isObject(each) || nodes.includes(each)) return;
    nodes.push(each);
    if ('$ref' in each) {
      const name = schemas.of(each);
      if (name && !from.includes(name) && (!isOwn || !isBareReference(each))) from.push(name);
      add(documents.deref(each), isOwn);
    }
    for (const part of [each.allOf, onlyBranch(each)].flat()) add(part, false);
  }
}

/** The alternative of a schema that has one beside null, as generators write what may be null. */
function onlyBranch(node: Node): unknown {
  const all = [node.oneOf, node.anyOf].filter((list) => Array.isArray(list));
  const branches = all.flat().filter((branch: unknown) => !isNull(branch));
  return branches.length === 1 ? branches[0] : undefined;
}

/** Whether a schema only refers to another: a description of its own changes no rule. */
const annotations = new Set([
  '$ref',
  'description',
  'summary',
  'title',
  'deprecated',
  'examples',
  'example',
  'readOnly',
  'writeOnly',
  'default',
  'x-source',
]);
const isBareReference = (node: Node): boolean =>
  '$ref' in node && Object.keys(node).every((name) => annotations.has(name));

/** The value of a keyword: that of the schema itself goes before those it is combined of. */
export const keywordOf = ({ nodes }: Shape, keyword: string): unknown =>
  nodes.find((node) => node[keyword] !== undefined)?.[keyword];

/** Every node that has a keyword. */
const nodesWith = ({ nodes }: Shape, keyword: string): readonly Node[] =>
  nodes.filter((node) => node[keyword] !== undefined);

/** The types that a schema allows, as far as it says; `null` is one of them. */
export function typesOf(shape: Shape): readonly string[] {
  const types = [keywordOf(shape, 'type')].flat().filter((type) => typeof type === 'string');
  if (types.length > 0) return types;
  const values = valuesOf(shape);
  if (values) return [...new Set(values.map(typeOfValue))];
  if (nodesWith(shape, 'properties').length > 0) return ['object'];
  const isArray = ['items', 'prefixItems'].some((each) => keywordOf(shape, each) !== undefined);
  return isArray ? ['array'] : [];
}

/** The only values that a schema allows; `undefined` for others. */
export function valuesOf(shape: Shape): readonly unknown[] | undefined {
  const constant = nodesWith(shape, 'const')[0];
  if (constant) return [constant.const];
  const values = keywordOf(shape, 'enum');
  return Array.isArray(values) ? values : undefined;
}

function typeOfValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}

/** The members that a schema documents, each with the nodes that say something of it. */
export function membersOf(
  shape: Shape,
): ReadonlyMap<
  string,
  { readonly node: unknown; readonly isRequired: boolean; readonly owner: Node }
> {
  const required = new Set(nodesWith(shape, 'required').flatMap((node) => [node.required].flat()));
  const found = new Map<string, { node: unknown; isRequired: boolean; owner: Node }>();
  for (const owner of nodesWith(shape, 'properties'))
    for (const [name, node] of Object.entries(nodeOf(owner.properties)))
      if (!found.has(name)) found.set(name, { node, isRequired: required.has(name), owner });
  // a member can be required that nothing else is said of
  for (const owner of nodesWith(shape, 'required'))
    for (const name of [owner.required].flat())
      if (typeof name === 'string' && !found.has(name))
        found.set(name, { node: {}, isRequired: true, owner });
  return found;
}

/** The alternatives of `oneOf` or `anyOf`, without the one for null. */
export function branchesOf(shape: Shape):
  | {
      readonly keyword: 'oneOf' | 'anyOf';
      readonly branches: readonly unknown[];
      readonly isNullable: boolean;
    }
  | undefined {
  for (const keyword of ['oneOf', 'anyOf'] as const) {
    const all = keywordOf(shape, keyword);
    if (!Array.isArray(all)) continue;
    const branches = all.filter((branch) => !isNull(branch));
    return { keyword, branches, isNullable: branches.length < all.length };
  }
  return undefined;
}

const isNull = (node: unknown): boolean =>
  isObject(node) && (node.type === 'null' || node.const === null);
