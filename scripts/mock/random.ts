/** Gives numbers from 0, included, to 1. */
export type Random = () => number;

/** Numbers from 0 to 1 that look random and follow from a text: mulberry32, after a hash of the text. */
export function randomOf(seed: string): Random {
  let state = [...seed].reduce(
    (hash, letter) => Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193),
    0x811c9dc5,
  );
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One element of a list that is not empty. */
export const anyOf = <Value>(list: readonly Value[], random: Random): Value =>
  list[Math.floor(random() * list.length)]!;

/** A whole number from `least` to `most`, both included. */
export const between = (least: number, most: number, random: Random): number =>
  least + Math.floor(random() * (most - least + 1));
