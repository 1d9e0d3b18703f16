import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One comparison, and its figures with their units. */
export type Bench = {
  readonly id: string;
  readonly summary: string;
  readonly measure: () => Promise<readonly { readonly name: string; readonly figure: string }[]>;
};

/** The arguments of Node in an npm command of package.json, so that the bench starts what users start. */
export const npmCommand = (name: string): readonly string[] =>
  (
    JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')) as {
      readonly scripts: { readonly [name: string]: string };
    }
  ).scripts[name]!.split(' ').slice(1);

/** The median, so that one slow round on a busy machine does not count. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The median time of several rounds, in milliseconds, after one that warms up. */
export async function timeOf(
  rounds: number,
  round: () => Promise<unknown> | unknown,
): Promise<number> {
  await round();
  const times: number[] = [];
  for (let count = 0; count < rounds; count += 1) {
    const begun = performance.now();
    await round();
    times.push(performance.now() - begun);
  }
  return median(times);
}

export const milliseconds = (time: number): string => `${time.toFixed(time < 10 ? 2 : 0)} ms`;
export const perSecond = (count: number, time: number): string =>
  `${Math.round((count / time) * 1000)} per second`;
