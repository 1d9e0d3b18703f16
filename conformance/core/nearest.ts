import leven from 'leven';

/** The known name that is most like a mistyped one; `undefined` if none is near. */
export function nearest(wanted: string, known: readonly string[]): string | undefined {
  // two of five letters may be wrong: two swapped letters count twice
  const most = Math.min(wanted.length - 1, Math.ceil(wanted.length * 0.4));
  const [first] = known
    .map((name) => ({
      name,
      distance: leven(wanted.toLowerCase(), name.toLowerCase(), { maxDistance: most + 1 }),
    }))
    .filter(({ distance }) => distance <= most)
    .toSorted((one, other) => one.distance - other.distance);
  return first?.name;
}

/**
 * Ends a sentence about an unknown name: with a suggestion of the nearest known name, else with a
 * full stop.
 */
export function orNearest(wanted: string, known: readonly string[]): string {
  const name = nearest(wanted, known);
  return name === undefined ? '.' : `: did you mean "${name}"?`;
}

/** Sorts known names by their likeness to a name, the most similar first. */
export const nearestFirst = (wanted: string, known: readonly string[]): string[] =>
  known.toSorted((one, other) => leven(wanted, one) - leven(wanted, other));
