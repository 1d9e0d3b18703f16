import type { Json } from '../json.ts';
import { tokensOf, type Node } from '../pointer.ts';
import { entriesOf, nodeOf, type ReadContext } from './context.ts';
import type { Link } from './model.ts';

/**
 * Reads the links of a response. A link that names no operation is left out.
 * @see https://spec.openapis.org/oas/v3.1.1.html#link-object
 */
export const readLinks = (response: Node, context: Pick<ReadContext, 'deref'>): readonly Link[] =>
  entriesOf(response.links, context).flatMap(([name, node]) => {
    const target = targetOf(node);
    const parameters = new Map(Object.entries(nodeOf(node.parameters)) as [string, Json][]);
    return target && parameters.size > 0 ? [{ name, ...target, parameters }] : [];
  });

/** The operation that a link names, by its id or as `#/paths/~1things~1{id}/get`. */
function targetOf({
  operationId,
  operationRef,
}: Node): Pick<Link, 'operationId' | 'path' | 'method'> | undefined {
  if (typeof operationId === 'string') return { operationId };
  if (typeof operationRef !== 'string') return undefined;
  const [, pointer = ''] = /#(.*)$/.exec(operationRef) ?? [];
  const [paths, path, method] = tokensOf(pointer).map((token) => decodeURIComponent(token));
  return paths === 'paths' && path !== undefined && method !== undefined
    ? { path, method: method.toUpperCase() }
    : undefined;
}
