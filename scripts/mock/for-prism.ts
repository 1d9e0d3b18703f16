import type { Contract } from '../../conformance/model.ts';
import { isObject, pointerOf, valueAt } from '../../conformance/pointer.ts';

/**
 * What Prism needs of a description, as our loader reads it: the responses of each operation, with every reference
 * followed. By itself Prism knows no anchors, and stumbles over what no response needs.
 * Operation N of the contract is GET on `/N`, so that nothing is left to route, and HEAD gets the answer of GET.
 */
export function forPrism({ document: { root, deref }, title, operations }: Contract): object {
  const paths = operations.map(({ method, path }, index) => {
    const operation = valueAt(deref(valueAt(root, pointerOf(['paths', path]))), pointerOf([method.toLowerCase()]));
    const { deprecated = false, responses = {} } = isObject(operation) ? operation : {};
    return [`/${index}`, { get: { deprecated, responses: followed(responses, deref) } }];
  });
  return { openapi: '3.1.0', info: { title, version: '' }, paths: Object.fromEntries(paths) as object };
}

/** A copy with the members of its target in the place of each reference; what contains itself does so in the copy too. */
function followed(root: unknown, deref: (node: unknown) => unknown): unknown {
  const copies = new Map<unknown, unknown>();
  return copyOf(root);

  function copyOf(node: unknown): unknown {
    if (typeof node !== 'object' || node === null) return node;
    if (copies.has(node)) return copies.get(node);
    const copy = Array.isArray(node) ? [] : {};
    copies.set(node, copy);
    return Object.assign(copy, Object.fromEntries(Object.entries(membersOf(node)).map(([name, value]) => [name, copyOf(value)])));
  }

  function membersOf(node: object): object {
    const { $ref, ...others } = node as { $ref?: unknown };
    // the loader makes its references absolute: any other "$ref" is data
    return typeof $ref === 'string' && $ref.startsWith('contract:') ? { ...(deref(node) as object), ...others } : node;
  }
}
