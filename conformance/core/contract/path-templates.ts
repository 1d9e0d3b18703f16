import type { Node } from '../pointer.ts';
import type { Source } from '../source.ts';
import type { Contract } from './model.ts';

type Remarks = Contract['unsupported'];

type Entry = {
  readonly id: string;
  readonly path: string;
  readonly method: string;
  readonly node: Node;
  readonly item: Node;
};

/** The operations with a supported path, and the messages about the paths. */
type Reachable<Read> = {
  readonly nodes: readonly Read[];
  readonly unsupported: Remarks;
  readonly notes: Remarks;
};

/**
 * Leaves out operations that no request reaches by its method and path: a path ends at a query or a
 * fragment, and templates that differ only in the names of their parameters are the same path.
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-3.3
 * @see https://spec.openapis.org/oas/v3.1.1.html#patterned-fields
 */
export function reachableNodes<Read extends Entry>(
  all: readonly Read[],
  sourceOf: (node: Node) => Source,
): Reachable<Read> {
  const nodes: Read[] = [];
  const unsupported: Remarks[number][] = [];
  const notes = new Map<string, Remarks[number]>();
  /** By the shape of a path: its first template, and its methods so far. */
  const known = new Map<string, { readonly path: string; readonly methods: Set<string> }>();
  for (const entry of all) {
    const { id, path, method, node, item } = entry;
    const leave = (reason: string) =>
      unsupported.push({ source: sourceOf(node), reason: `${id}: ${reason}` });
    const [end] = /[?#]/.exec(path) ?? [];
    if (end !== undefined) {
      leave(`its path has "${end}", which ends a path, so that nothing of it is sent.`);
      continue;
    }
    const first = known.get(shapeOf(path)) ?? { path, methods: new Set() };
    known.set(shapeOf(path), first);
    const same = `OpenAPI takes ${path} for the same path as ${first.path}`;
    if (first.methods.has(method)) {
      leave(`${same}, which has this method too, so that no request is for it.`);
      continue;
    }
    if (first.path !== path)
      notes.set(path, { source: sourceOf(item), reason: `${same}, and forbids to have both.` });
    first.methods.add(method);
    nodes.push(entry);
  }
  return { nodes, unsupported, notes: [...notes.values()] };
}

const shapeOf = (path: string): string => path.replaceAll(/\{[^{}]*\}/g, '{}');
