import { isObject, type Node } from '../pointer.ts';
import { nodeOf } from './context.ts';
import type { Documents } from './documents.ts';
import type { Contract } from './model.ts';

/** An operation of the description, not read yet. */
export type OperationNode = {
  /** Its `operationId`, else its method and path; unique in the description. */
  readonly id: string;
  readonly path: string;
  /** In lower case, as the member of the path item. */
  readonly method: string;
  readonly node: Node;
  readonly item: Node;
};

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/**
 * Lists the operations, by path in the order of the description, and the parts of path items that
 * can't be tested.
 * @see https://spec.openapis.org/oas/v3.1.1.html#path-item-object
 */
export function readPaths(documents: Documents): {
  readonly nodes: readonly OperationNode[];
  readonly unsupported: Contract['unsupported'];
} {
  const items = Object.entries(nodeOf(documents.root.paths))
    .filter(([path]) => path.startsWith('/'))
    .map(([path, written]) => ({
      path,
      item: nodeOf(documents.deref(written)),
      broken: documents.broken.get(String(nodeOf(written).$ref)),
    }));
  const ids = new Set<string>();
  const nodes = items.flatMap(({ path, item }) =>
    methods.flatMap((method) => {
      const node = item[method];
      if (!isObject(node)) return [];
      const name = node.operationId;
      const id = typeof name === 'string' && !ids.has(name) ? name : `${method}${path}`;
      ids.add(id);
      return [{ id, path, method, node, item }];
    }),
  );
  const unsupported = items.flatMap(({ path, item, broken }) => [
    ...(broken ? [{ source: broken.source, reason: `${path}: ${broken.reason}` }] : []),
    ...newMethods(item).map((method) => ({
      source: documents.sourceOf(item),
      reason: `${method} ${path}: the method ${method} is not supported`,
    })),
  ]);
  return { nodes, unsupported };
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
