import { isObject, type Node } from '../pointer.ts';
import { nodeOf } from './context.ts';
import type { BrokenReference } from './document-index.ts';
import type { Documents } from './documents.ts';
import type { Contract } from './model.ts';
import { reachableNodes } from './path-templates.ts';

/** An operation of the description, not read yet. */
export type OperationNode = {
  /** Its `operationId`, else its method and path; unique in the description. */
  readonly id: string;
  readonly path: string;
  /** In lower case, as the member of the path item. */
  readonly method: string;
  readonly node: Node;
  /** The path item, with what its `$ref` leads to. */
  readonly item: Node;
  /** A reference that leads nowhere, so that the operation is not known. */
  readonly broken?: BrokenReference;
};

type Remarks = Contract['unsupported'];

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/**
 * Lists the operations, by path in the order of the description, the parts of path items that can't
 * be tested, and mistakes that keep nothing from being tested.
 * @see https://spec.openapis.org/oas/v3.1.1.html#path-item-object
 */
export function readPaths(documents: Documents): {
  readonly nodes: readonly OperationNode[];
  /** Every method of every path, also of operations that are not tested. */
  readonly documented: readonly Pick<OperationNode, 'path' | 'method'>[];
  readonly unsupported: Remarks;
  readonly notes: Remarks;
} {
  const ids = new Set<string>();
  const unsupported: Remarks[number][] = [];
  const notes: Remarks[number][] = [];
  const nodes: OperationNode[] = [];
  for (const [path, value] of Object.entries(nodeOf(documents.root.paths))) {
    if (!path.startsWith('/')) continue;
    const written = nodeOf(value);
    const source = documents.sourceOf(written);
    const { node: item, broken, doubled } = withReferred(written, documents);
    const operations = methods.filter((method) => isObject(item[method]));
    if (broken && operations.length === 0)
      unsupported.push({ source: broken.source, reason: `${path}: ${broken.reason}` });
    if (doubled.length > 0)
      notes.push({
        source,
        reason: `${path}: ${doubled.join(', ')}: this stands beside the $ref and in what that leads to, and OpenAPI leaves open which of the two counts. Here it is what stands beside the $ref, and the parameters of both.`,
      });
    for (const method of operations) {
      const entry = readEntry({ path, method, item, ...(broken && { broken }) }, ids, documents);
      notes.push(...referenceNotes(entry, documents));
      nodes.push(entry);
    }
    for (const method of newMethods(item))
      unsupported.push({
        source,
        reason: `${method} ${path}: the method ${method} is not supported`,
      });
  }
  const reachable = reachableNodes(nodes, documents.sourceOf);
  return {
    nodes: reachable.nodes,
    documented: nodes.map(({ path, method }) => ({ path: path.replace(/[?#].*$/s, ''), method })),
    unsupported: [...unsupported, ...reachable.unsupported],
    notes: [...notes, ...reachable.notes],
  };
}

/** Reads one operation of a path item; `ids` holds the names that are taken. */
function readEntry(
  entry: Pick<OperationNode, 'path' | 'method' | 'item' | 'broken'>,
  ids: Set<string>,
  { deref }: Documents,
): OperationNode {
  const { path, method, item } = entry;
  const written = nodeOf(item[method]);
  const node = nodeOf(deref(written));
  const name = node.operationId;
  const id = typeof name === 'string' && !ids.has(name) ? name : `${method}${path}`;
  ids.add(id);
  return { ...entry, id, node };
}

/** What to say of an operation that is a reference. */
function referenceNotes({ id, item, method, node }: OperationNode, documents: Documents): Remarks {
  const written = nodeOf(item[method]);
  // one that leads nowhere is told as broken
  if (node === written || documents.deref(written) === undefined) return [];
  const reason = `${id}: OpenAPI does not allow a $ref in the place of an operation; it is followed all the same, without what stands beside it.`;
  return [{ source: documents.sourceOf(written), reason }];
}

type Referred = {
  readonly node: Node;
  readonly broken?: BrokenReference;
  /** The fields that both sides have. */
  readonly doubled: readonly string[];
};

/** A path item with the fields of the one that its `$ref` leads to, unlike in a Reference Object. */
function withReferred(written: Node, documents: Documents): Referred {
  const { $ref, ...beside } = written;
  if (typeof $ref !== 'string') return { node: written, doubled: [] };
  const broken = documents.broken.get($ref);
  if (broken) return { node: beside, broken, doubled: [] };
  const referred = withReferred(nodeOf(documents.target($ref)), documents);
  const doubled = Object.keys(beside).filter(
    (name) => Object.hasOwn(referred.node, name) && !name.startsWith('x-'),
  );
  return {
    ...referred,
    node: {
      ...referred.node,
      ...beside,
      ...(doubled.includes('parameters') && {
        parameters: [referred.node.parameters, beside.parameters].flat(),
      }),
    },
    doubled: [...referred.doubled, ...doubled],
  };
}

/** @see https://spec.openapis.org/oas/v3.2.0.html#path-item-object */
const newMethods = (item: Node): string[] => [
  ...('query' in item ? ['QUERY'] : []),
  ...Object.keys(nodeOf(item.additionalOperations)),
];

/**
 * Lists the methods that no operation documents for the URLs of a path template. Templates overlap,
 * as `/pets/mine` and `/pets/{id}` do: a method of either may succeed on both.
 */
export function otherMethods(
  documented: readonly { readonly path: string; readonly method: string }[],
): (path: string) => readonly string[] {
  const templates = [...Map.groupBy(documented, ({ path }) => path)].map(([path, operations]) => ({
    segments: path.split('/'),
    methods: operations.map(({ method }) => method.toUpperCase()),
  }));
  return (path) => {
    const segments = path.split('/');
    const others = new Set(['GET', 'PUT', 'POST', 'PATCH', 'DELETE']);
    for (const template of templates)
      if (overlap(segments, template.segments))
        for (const method of template.methods) others.delete(method);
    return [...others];
  };
}

const overlap = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length &&
  one.every(
    (segment, index) =>
      segment === other[index] || segment.includes('{') || other[index]!.includes('{'),
  );
