import type { LeftBehind } from '../../report/record.ts';
import { cleanUp, kept } from './clean-up.ts';
import type { Resources } from './open.ts';
import type { Ask } from './preparation.ts';

type Leaving = {
  /** Whether what the run made stays. */
  readonly keep?: boolean | undefined;
  /** Why nothing more is deleted; `undefined` while there is time for it. */
  readonly ended: () => string | undefined;
  readonly ask: Ask;
};

/** What is left in a target, and what else a user should know of it. */
export type Left = {
  readonly leftBehind: readonly LeftBehind[];
  readonly notes: readonly string[];
};

/**
 * Ends the use of a target: writes back what the run changed, and deletes what it made, unless that is
 * to stay. Returns what is left in the target.
 */
export async function leave(
  { model, things, provider, census, keeper }: Resources,
  { keep, ended, ask }: Leaving,
): Promise<Left> {
  await keeper.restore(ask);
  if (keep) return { leftBehind: kept(things), notes: keeper.notes };
  let news: readonly string[] = [];
  const leftBehind = await cleanUp({
    ...{ model, things, ended, ask },
    settle: (thing) => provider.settle(thing),
    adopt: async (by) => {
      news = await census.adopt(by);
    },
  });
  return { leftBehind, notes: [...keeper.notes, ...news] };
}
