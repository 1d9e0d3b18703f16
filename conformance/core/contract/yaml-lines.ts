import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';

type Resolve = (node: unknown) => unknown;
type Step = { readonly node: unknown; readonly offset: number | undefined };

/**
 * Finds the lines of positions in a YAML text: of the deepest part of the path that exists, a key's
 * line, not its value's.
 */
export function yamlLines(text: string): (tokens: readonly string[]) => number {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true });
  const resolve: Resolve = (node) => (isAlias(node) ? node.resolve(document) : node);
  return (tokens) => {
    let node: unknown = document.contents;
    let offset = 0;
    for (const token of tokens) {
      const found = step(node, token, resolve);
      if (!found) break;
      offset = found.offset ?? offset;
      node = found.node;
    }
    return lines.linePos(offset).line;
  };
}

/**
 * The node under a token and the offset of its key. A merge key adds the members of the nodes that
 * it names.
 */
function step(from: unknown, token: string, resolve: Resolve): Step | undefined {
  const holder = resolve(from);
  if (isSeq(holder)) {
    const node = holder.items[Number(token)];
    return { node, offset: (node as { range?: readonly number[] } | undefined)?.range?.[0] };
  }
  if (!isMap(holder)) return undefined;
  const memberOf = (name: string) =>
    holder.items.find(
      ({ key }) =>
        isScalar(key) && (typeof key.value === 'symbol' ? key.source : String(key.value)) === name,
    );
  const pair = memberOf(token);
  if (pair)
    return { node: pair.value, offset: isScalar(pair.key) ? pair.key.range?.[0] : undefined };
  const merged = resolve(memberOf('<<')?.value);
  return (isSeq(merged) ? merged.items : [merged])
    .map((node) => step(node, token, resolve))
    .find((found) => found !== undefined);
}
