import { cached } from '../../../conformance/core/memoize.ts';
import { UserError } from '../../../conformance/core/user-error.ts';
import type { Snapshot } from './snapshot.ts';
import type { OpenState } from './state.ts';

/** Snapshots that a mock keeps by name, such as for a restore after each test. */
export type KeptSnapshots = {
  /** Keeps the state of now under a name. Throws a `UserError` if there are too many. */
  readonly keep: (name: string) => void;
  /** Whether there was one to restore, or to forget. */
  readonly restore: (name: string) => boolean;
  readonly forget: (name: string) => boolean;
  readonly names: () => readonly string[];
};

/** The most snapshots that are kept. They share what they have in common. */
const most = 20;

const known = new WeakMap<OpenState, KeptSnapshots>();

export const keptSnapshots = (state: OpenState): KeptSnapshots =>
  cached(known, state, () => keepSnapshots(state));

function keepSnapshots(state: OpenState): KeptSnapshots {
  const byName = new Map<string, Snapshot>();
  return {
    keep(name) {
      if (byName.size >= most && !byName.has(name))
        throw new UserError(
          `There are ${most} snapshots: delete one, or write another one over it.`,
        );
      byName.set(name, state.snapshot());
    },
    restore(name) {
      const snapshot = byName.get(name);
      if (snapshot) state.restore(snapshot);
      return snapshot !== undefined;
    },
    forget: (name) => byName.delete(name),
    names: () => [...byName.keys()],
  };
}
