type Child = { readonly key: number; readonly value: number };

/**
 * Finds the lines of places in a JSON text that is known to be well-formed: a key's line, not its value's. A parser of
 * YAML reads JSON too, but takes seconds for megabytes.
 */
export function jsonLines(text: string): (tokens: readonly string[]) => number {
  const known = new Map<number, ReadonlyMap<string, Child>>();
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];

  const after = (pattern: RegExp, from: number): number => {
    pattern.lastIndex = from;
    return pattern.test(text) ? pattern.lastIndex : from;
  };
  const afterBlanks = (from: number) => after(/[\s,:\uFEFF]*/y, from);
  const afterString = (from: number) => after(/"[^"\\]*(?:\\.[^"\\]*)*"/y, from);

  function afterValue(from: number): number {
    if (text[from] === '"') return afterString(from);
    if (text[from] !== '{' && text[from] !== '[') return after(/[^\s,\]}]+/y, from);
    const structural = /["{}[\]]/g;
    let at = from;
    for (let depth = 0; ; ) {
      structural.lastIndex = at;
      const found = structural.exec(text);
      if (!found) return text.length;
      at = found[0] === '"' ? afterString(found.index) : found.index + 1;
      if (found[0] === '{' || found[0] === '[') depth += 1;
      else if (found[0] !== '"') depth -= 1;
      if (depth === 0) return at;
    }
  }

  function childrenOf(container: number): ReadonlyMap<string, Child> {
    const isList = text[container] === '[';
    const found = new Map<string, Child>();
    if (!isList && text[container] !== '{') return found;
    for (
      let at = afterBlanks(container + 1);
      at < text.length && text[at] !== '}' && text[at] !== ']';
    ) {
      const value = isList ? at : afterBlanks(afterString(at));
      found.set(
        isList ? String(found.size) : (JSON.parse(text.slice(at, afterString(at))) as string),
        { key: at, value },
      );
      at = afterBlanks(afterValue(value));
    }
    return found;
  }

  return (tokens) => {
    let container = afterBlanks(0);
    let offset = container;
    for (const token of tokens) {
      const children = known.get(container) ?? childrenOf(container);
      known.set(container, children);
      const child = children.get(token);
      if (!child) break;
      offset = child.key;
      container = child.value;
    }
    return lineAt(starts, offset);
  };
}

/** The number, counted from 1, of the last line that starts at an offset or before it. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  for (let high = starts.length; high - low > 1; ) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}
