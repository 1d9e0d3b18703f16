import { isObject } from '../pointer.ts';
import { nodeOf, type Node } from './context.ts';
import type { Documents } from './documents.ts';
import type { Contract } from './model.ts';

type Unsupported = Contract['unsupported'][number];

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
 * Lists the operations in the order of the description, those of a path in the order of OpenAPI,
 * and what can't be
 * tested of the path items.
 * @see https://spec.openapis.org/oas/v3.1.1.html#path-item-object
 */
export function readPaths(documents: Documents): {
  readonly nodes: readonly OperationNode[];
  readonly unsupported: readonly Unsupported[];
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

/**
 * The methods that OpenAPI 3.2 adds.
 * @see https://spec.openapis.org/oas/v3.2.0.html#path-item-object
 */
const newMethods = (item: Node): string[] => [
  ...('query' in item ? ['QUERY'] : []),
  ...Object.keys(nodeOf(item.additionalOperations)),
];
