import leven from 'leven';

const distance = (one: string, other: string): number =>
  leven(one.toLowerCase(), other.toLowerCase());

/** The known name that is most like a mistyped one; `undefined` if none is near. */
export function nearest(wanted: string, known: readonly string[]): string | undefined {
  // two of five letters may be wrong: two swapped letters count twice
  const limit = Math.min(wanted.length - 1, Math.ceil(wanted.length * 0.4));
  const [first] = nearestFirst(wanted, known);
  return first !== undefined && distance(wanted, first) <= limit ? first : undefined;
}

/** Ends a sentence about an unknown name: with the nearest known name, else with a full stop. */
export function orNearest(wanted: string, known: readonly string[]): string {
  const name = nearest(wanted, known);
  return name === undefined ? '.' : `: did you mean "${name}"?`;
}

/** Sorts known names by their likeness to a name, the most similar first. */
export const nearestFirst = (wanted: string, known: readonly string[]): string[] =>
  known.toSorted((one, other) => distance(wanted, one) - distance(wanted, other));
