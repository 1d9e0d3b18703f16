import { isAlias, isCollection, isPair, type Node } from 'yaml';

/** How many values the aliases of a file may stand for. */
const most = 5_000_000;

type Fail = (offset: number, reason: string) => never;

/**
 * Calls `fail` for an alias without an anchor before it, for one inside of what it names, and where
 * the values that aliases repeat are too many: whoever walks them would never end.
 * @see https://yaml.org/spec/1.2.2/#71-alias-nodes
 */
export function checkAliases(root: Node | null, fail: Fail): void {
  // the number of values at each anchor; unknown until the node of the anchor ends
  const sizes = new Map<string, number | undefined>();

  function sizeOfAlias(name: string, offset: number): number {
    if (!sizes.has(name))
      return fail(offset, `this is not YAML: there is no anchor "${name}" before this alias`);
    return sizes.get(name) ?? fail(offset, `the alias "${name}" stands inside of what it names`);
  }

  function sizeOfParts(node: unknown): number {
    if (!isCollection(node)) return 0;
    return (node.items as unknown[]).reduce((sum: number, item) => sum + sizeOf(item), 0);
  }

  function sizeOf(node: unknown): number {
    if (isPair(node)) return sizeOf(node.key) + sizeOf(node.value);
    const { anchor, range } = (node ?? {}) as Partial<Node> & { readonly anchor?: string };
    const offset = range?.[0] ?? 0;
    if (isAlias(node)) return sizeOfAlias(node.source, offset);
    if (anchor !== undefined) sizes.set(anchor, undefined);
    const size = 1 + sizeOfParts(node);
    if (size > most)
      fail(offset, `aliases repeat more than ${most.toLocaleString('en')} values from here`);
    if (anchor !== undefined) sizes.set(anchor, size);
    return size;
  }

  sizeOf(root);
}
