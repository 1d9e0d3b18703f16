const tried = ['GET', 'PUT', 'POST', 'PATCH', 'DELETE'];

/**
 * Lists the methods that no operation documents for the URLs of a path template. Templates may
 * overlap, as `/pets/mine`
 * and `/pets/{id}` do: a method that an overlapping template documents may succeed, so it is not
 * listed.
 */
export function otherMethods(
  documented: readonly { readonly path: string; readonly method: string }[],
): (path: string) => readonly string[] {
  const byPath = new Map<string, { segments: readonly string[]; methods: string[] }>();
  for (const { path, method } of documented) {
    const known = byPath.get(path) ?? { segments: path.split('/'), methods: [] };
    known.methods.push(method.toUpperCase());
    byPath.set(path, known);
  }
  return (path) => {
    const segments = path.split('/');
    const taken = new Set(
      [...byPath.values()]
        .filter((other) => overlap(segments, other.segments))
        .flatMap(({ methods }) => methods),
    );
    return tried.filter((method) => !taken.has(method));
  };
}

const overlap = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length &&
  one.every(
    (segment, index) =>
      segment === other[index] || segment.includes('{') || other[index]!.includes('{'),
  );
