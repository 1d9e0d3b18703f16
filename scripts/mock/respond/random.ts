import type { Choices } from '../../../conformance/core/instances/choices.ts';

/** Returns a number from 0 up to, but not including, 1. */
export type Random = () => number;

/** Seeded pseudo-random numbers: mulberry32 with the FNV-1a hash of the seed. */
export function randomOf(seed: string): Random {
  const numbers = randomNumbers(seed);
  let drawn = 0;
  return () => numbers(drawn++);
}

/** The numbers of `randomOf`, each by how many were drawn before it. */
export function randomNumbers(seed: string): (drawn: number) => number {
  const start = [...seed].reduce(
    (hash, letter) => Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193),
    0x811c9dc5,
  );
  return (drawn) => {
    const state = (start + Math.imul(drawn + 1, 0x6d2b79f5)) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from `least` to `most`, both included. */
export const between = (least: number, most: number, random: Random): number =>
  least + Math.floor(random() * (most - least + 1));

/** Random choices for making instances. */
export const choicesOf = (random: Random): Choices => ({
  pick: (count) => Math.floor(random() * count),
});
