import leven from 'leven';

/** The known name that a mistyped one was most likely meant to be; `undefined` where none is near. */
export function nearest(wanted: string, known: readonly string[]): string | undefined {
  // two of five letters may be wrong: letters that changed places count twice
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

/** What follows the mention of a name that there is not: a question for the nearest one, or the end of the sentence. */
export function orNearest(wanted: string, known: readonly string[]): string {
  const name = nearest(wanted, known);
  return name === undefined ? '.' : `: did you mean "${name}"?`;
}

/** Names in the order of how much they look like the one that was written. */
export const nearestFirst = (wanted: string, known: readonly string[]): string[] =>
  known.toSorted((one, other) => leven(wanted, one) - leven(wanted, other));
