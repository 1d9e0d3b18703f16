import { basename } from 'node:path';
import { nodeOf } from '../../../conformance/core/contract/context.ts';
import type { Documents } from '../../../conformance/core/contract/documents.ts';
import { isObject, tokensOf, type Node } from '../../../conformance/core/pointer.ts';
import { fileNames } from './file-names.ts';
import type { NamedSchema, NamedSchemas, OperationReference } from './model.ts';
import { schemaRoots, subschemas } from './subschemas.ts';

/** Finds every schema with a name: those of the components, and those that a reference leads to. */
export function namedSchemas(
  api: string,
  documents: Documents,
  operations: readonly OperationReference[],
): NamedSchemas {
  const users = new Map<Node, OperationReference[]>();
  const components = nodeOf(nodeOf(documents.root.components).schemas);
  for (const node of Object.values(components).map(documents.deref))
    if (isObject(node)) users.set(node, []);
  for (const operation of operations)
    for (const node of reached(operation, documents)) {
      const known = users.get(node);
      if (known) known.push(operation);
      else users.set(node, [operation]);
    }
  const named = [...users].map(([node, usedBy]) => ({
    node,
    usedBy,
    name: nameOf(node, documents),
  }));
  const unique = uniqueNames(named.map(({ name }) => name));
  const files = fileNames(unique);
  const all = named
    .map(({ node, usedBy }, index): NamedSchema => {
      const name = unique[index]!;
      return { name, node, usedBy, page: `${api}/schemas/${files.get(name)!}` };
    })
    .sort((one, other) => one.name.localeCompare(other.name, 'en'));
  const byNode = new Map<unknown, NamedSchema>(all.map((schema) => [schema.node, schema]));
  return { all, of: (node) => byNode.get(documents.deref(node)) };
}

/** The named schemas that an operation holds, each once. */
function reached(operation: OperationReference, documents: Documents): Set<Node> {
  const seen = new Set<Node>();
  const found = new Set<Node>();
  const waiting = schemaRoots(operation, documents);
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const target = documents.deref(node);
    if (!isObject(target)) continue;
    if (target !== node && isNamed(target, documents)) found.add(target);
    if (seen.has(target)) continue;
    seen.add(target);
    for (const { node: below } of subschemas(target)) waiting.push(below);
  }
  return found;
}

/** Whether a reference leads to a schema of its own: a file, or a member of a map of schemas. */
function isNamed(node: Node, { sourceOf }: Documents): boolean {
  const { pointer } = sourceOf(node);
  return pointer === '' || /\/(?:schemas|\$defs|definitions)\/[^/]+$/.test(pointer);
}

function nameOf(node: Node, { sourceOf }: Documents): string {
  const { file, pointer } = sourceOf(node);
  return tokensOf(pointer).at(-1) ?? basename(file).replace(/\.\w+$/, '');
}

function uniqueNames(names: readonly string[]): string[] {
  const times = new Map<string, number>();
  return names.map((name) => {
    const number = (times.get(name) ?? 0) + 1;
    times.set(name, number);
    return number === 1 ? name : `${name} (${number})`;
  });
}
