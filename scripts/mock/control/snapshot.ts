import { join } from 'node:path';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import { problemBySchema } from '../../../conformance/core/yaml-schema.ts';
import type { Memories, MemorySnapshot } from '../state/memory.ts';
import type { Mistake, SavedThings } from '../things/saved.ts';
import type { Seeding } from '../things/seeding.ts';
import type { Store } from '../things/store.ts';

/** Everything that a mock keeps, as one document of JSON. */
export type Snapshot = {
  /** The version of the format. */
  readonly version: 1;
  /** The descriptions that the mock served. */
  readonly descriptions: readonly { readonly api: string; readonly title?: string }[];
  readonly things: SavedThings;
  readonly memory: MemorySnapshot;
};

/** What a snapshot is made of. */
export type Kept = {
  readonly store: Store;
  readonly memories: Memories;
  readonly seeding: Seeding;
  readonly contracts: () => readonly Contract[];
};

/** Takes a snapshot. It shares the values of the mock, which never change. */
export const takeSnapshot = ({ store, memories, contracts }: Kept): Snapshot => ({
  version: 1,
  descriptions: contracts().map(({ api, title }) => ({ api, title })),
  things: store.save(),
  memory: memories.snapshot(),
});

const schema = join(import.meta.dirname, 'snapshot.schema.json');

/**
 * Restores a snapshot, so that every request is answered as when it was taken. Returns what is wrong
 * with it; then everything stays as it is.
 */
export function restoreSnapshot(
  value: unknown,
  { store, memories, seeding, contracts }: Kept,
): Mistake | undefined {
  const broken = problemBySchema(value, schema);
  if (broken) return { problem: broken.text, at: broken.at };
  const { things, memory } = value as Snapshot;
  const misfit = seeding.misfit(things.places, contracts());
  const mistake = misfit ?? store.restore(things);
  if (mistake) return { ...mistake, at: ['things', ...mistake.at] };
  memories.restore(memory);
  return undefined;
}
