import { UserError } from '../../../conformance/core/user-error.ts';
import type { Memories, Remembered } from '../state/memory.ts';
import type { Mistake } from '../things/saved.ts';
import type { Store } from '../things/store.ts';
import type { Members } from '../things/thing.ts';
import { ControlMistake } from './mistake.ts';
import type { Snapshot } from './snapshot.ts';

/** A thing that a mock keeps. */
export type KeptThing = {
  readonly api: string;
  /** The path that lists it. */
  readonly path: string;
  readonly id: string;
  readonly members: Members;
};

/** What a mock keeps, for tests: read, seeded, kept and reset. */
export type MockState = {
  /** The things in the order of their creation; those of one path, if it is given. */
  readonly things: (path?: string) => readonly KeptThing[];
  /** What `x-memory` declares. */
  readonly memory: () => readonly Remembered[];
  /** How many things were forgotten because there were too many. */
  readonly forgotten: () => number;
  /**
   * Adds things, by the path that lists them, as `--seed-data` does. Throws a `UserError` that names
   * the place of a mistake; then everything stays as it is.
   */
  readonly seed: (data: unknown) => void;
  /** Does the same, and removes first what is at these paths. */
  readonly replace: (data: unknown) => void;
  /** Everything, as a document of JSON. */
  readonly snapshot: () => Snapshot;
  /**
   * Restores a snapshot, so that every request is answered as when it was taken. Throws a `UserError`
   * if it is none, or one of another description; then everything stays as it is.
   */
  readonly restore: (snapshot: unknown) => void;
  /** Clears the memory, and restores the things of the start. */
  readonly reset: () => void;
};

/** The part of the state that only a mock with `stateful` has. */
export type Keeping = {
  readonly seed: (data: unknown, isWhole: boolean) => Mistake | undefined;
  readonly snapshot: () => Snapshot;
  readonly restore: (snapshot: unknown) => Mistake | undefined;
};

export type OpenState = MockState & {
  /** How much there is, or why there is none. */
  readonly amounts: () => { readonly memory: number | string; readonly things: number | string };
  /** Another number after each change of the things. */
  readonly version: () => number;
};

type Parts = {
  readonly store?: Store | undefined;
  readonly memories: Memories | undefined;
  readonly keeping?: Keeping | undefined;
};

/** Opens the state of a mock; without `stateful`, it is empty and can't be seeded. */
export function openState({ store, memories, keeping }: Parts): OpenState {
  const kept = (): Keeping => {
    if (keeping) return keeping;
    throw new UserError('This mock keeps no state: start it with --stateful, or `stateful: true`.');
  };
  const check = (mistake: Mistake | undefined): void => {
    if (mistake) throw new ControlMistake(mistake.problem, mistake.at);
  };
  return {
    things: (path) =>
      (store?.all() ?? [])
        .filter(({ place }) => path === undefined || place.path === path)
        .map(({ id, place: { api, path: at }, members }) => ({ api, path: at, id, members })),
    memory: () => memories?.all() ?? [],
    forgotten: () => store?.forgotten() ?? 0,
    seed: (data) => check(kept().seed(data, false)),
    replace: (data) => check(kept().seed(data, true)),
    snapshot: () => kept().snapshot(),
    restore: (snapshot) => check(kept().restore(snapshot)),
    reset() {
      memories?.clear();
      store?.clear();
    },
    amounts: () => ({
      memory: memories ? memories.all().length : off,
      things: store ? store.all().length : off,
    }),
    version: () => store?.version() ?? 0,
  };
}

const off = 'off: start with --stateful';

/** The state for a test: what it gives and gets are copies, which it may change. */
export const forTests = ({ amounts: _, version: __, ...state }: OpenState): MockState => ({
  ...state,
  things: (path) => structuredClone(state.things(path)),
  memory: () => structuredClone(state.memory()),
  seed: (data) => state.seed(copyOf(data)),
  replace: (data) => state.replace(copyOf(data)),
  snapshot: () => structuredClone(state.snapshot()),
  restore: (snapshot) => state.restore(copyOf(snapshot)),
});

/** What can't be copied, such as a function, is no data: the state says where it is. */
function copyOf(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return value;
  }
}
