/** Decides wherever an instance may be made in several ways. */
export type Choices = {
  /** A whole number from 0 to `count - 1`. */
  readonly pick: (count: number) => number;
};

/** The `turn`-th option everywhere, counted from 0 and starting over after the last one. */
export const turnOf = (turn: number): Choices => ({ pick: (count) => turn % count });

/** Each number once, in order, modulo the number of options; after the last, the first option. */
export function replay(numbers: readonly number[]): Choices {
  let next = 0;
  return { pick: (count) => (numbers[next++] ?? 0) % count };
}

/** The same choices, moved on by a number of options, so that the results differ. */
export const movedOn = ({ pick }: Choices, by: number): Choices => ({
  pick: (count) => (pick(count) + by) % count,
});

/** One element of a list that is not empty. */
export const oneOf = <Value>(list: readonly Value[], choices: Choices): Value =>
  list[choices.pick(list.length)]!;
