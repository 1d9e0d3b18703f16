import { distance } from 'fastest-levenshtein';

/** Names in the order of how much they look like the one that was written. */
export const nearest = (written: string, names: readonly string[]): string[] =>
  names.toSorted((one, other) => distance(written, one) - distance(written, other));
