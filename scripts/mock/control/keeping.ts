import type { Contract } from '../../../conformance/core/contract/model.ts';
import type { Memories } from '../state/memory.ts';
import { createClock } from '../things/moments.ts';
import type { SeedData } from '../things/seed-data.ts';
import { createSeeding } from '../things/seeding.ts';
import type { Store } from '../things/store.ts';
import { restoreSnapshot, takeSnapshot } from './snapshot.ts';
import type { Keeping } from './state.ts';

type Parts = {
  readonly store: Store;
  readonly memories: Memories;
  readonly seed: number;
  readonly seedData?: SeedData | undefined;
  readonly contracts: () => readonly Contract[];
};

/** What seeds the state of a mock, and keeps it as snapshots. */
export function openKeeping({ seed, seedData, ...parts }: Parts): Keeping {
  const { store, contracts } = parts;
  const seeding = createSeeding({ store, seed, seedData, now: createClock() });
  const kept = { ...parts, seeding };
  return {
    seed: (data, isWhole) => seeding.seed(data, contracts(), isWhole),
    snapshot: () => takeSnapshot(kept),
    restore: (snapshot) => restoreSnapshot(snapshot, kept),
  };
}
