/** How many levels of a file are read: what walks schemas calls itself for each. */
export const deepest = 500;

/** The path to a value that is nested deeper than the limit; `undefined` if there is none. */
export function tooDeep(content: unknown): readonly string[] | undefined {
  // an alias makes one object reachable on several ways: one of them is enough
  const seen = new Set<unknown>();
  const left: {
    readonly value: unknown;
    readonly path: Path | undefined;
    readonly depth: number;
  }[] = [{ value: content, path: undefined, depth: 0 }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, path, depth } = next;
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    if (depth > deepest) return tokensOf(path);
    seen.add(value);
    for (const [name, inner] of Object.entries(value))
      if (typeof inner === 'object')
        left.push({ value: inner, path: { name, before: path }, depth: depth + 1 });
  }
  return undefined;
}

type Path = { readonly name: string; readonly before: Path | undefined };

function tokensOf(path: Path | undefined): string[] {
  const tokens: string[] = [];
  for (let step = path; step; step = step.before) tokens.unshift(step.name);
  return tokens;
}
