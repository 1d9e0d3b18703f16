import type { Contract } from '../../../conformance/core/contract/model.ts';
import { cached } from '../../../conformance/core/memoize.ts';
import { belonging } from './belonging.ts';
import type { Kind } from './kind.ts';
import { createLiving, only, type Keeping, type Living } from './living.ts';
import { partsOf } from './naming.ts';
import { keyOf, worksOf, type Level, type Values } from './places.ts';
import type { Mistake, SavedPlace } from './saved.ts';
import { levelAt, levelsIn, readSeedData, unknownPath, type SeedData } from './seed-data.ts';
import type { Store } from './store.ts';
import { thingsOf, type Members, type Place } from './thing.ts';

/** Puts things into a mock that runs. */
export type Seeding = {
  /**
   * Adds things, by the path that lists them; `isWhole` removes first what is there. With a mistake in
   * the data, everything stays as it is.
   */
  readonly seed: (
    data: unknown,
    contracts: readonly Contract[],
    isWhole: boolean,
  ) => Mistake | undefined;
  /** What of saved places the descriptions do not have. */
  readonly misfit: (
    places: readonly SavedPlace[],
    contracts: readonly Contract[],
  ) => Mistake | undefined;
};

type Seeded = { readonly levels: readonly Level[]; readonly living: Living };

export function createSeeding(keeping: Keeping & { readonly seed: number }): Seeding {
  const { store, seed } = keeping;
  const known = new WeakMap<Contract, Seeded>();
  const seededBy = (contract: Contract) =>
    cached(known, contract, () => ({
      levels: levelsIn(worksOf(contract, seed, store.countersOf), contract),
      living: createLiving(contract.api, keeping),
    }));

  function fill(path: string, given: readonly Members[], target: Target): Mistake | undefined {
    const { living, level, values, isWhole } = target;
    const kind = level.kind();
    const place = living.placeOf(level, values);
    if (!kind || !place)
      return { problem: 'what these things belong to is not there: add it first', at: [path] };
    if (isWhole || kind.isSingle) for (const thing of thingsOf(place).all()) store.remove(thing);
    const index = makeRoom({ store, place, kind }, given);
    if (index >= 0) return { problem: 'there is a thing with this identifier', at: [path, index] };
    const around = belonging(level, values);
    living.fill(place, { kind: { ...kind, seeds: given, named: [] }, around }, 'seed data');
    living.show(place, level);
    return undefined;
  }

  return {
    seed(data, contracts, isWhole) {
      const read = readSeedData(data, contracts);
      if ('problem' in read) return read;
      const before = store.save();
      const back = (mistake: Mistake): Mistake => {
        store.restore(before);
        return mistake;
      };
      for (const [path, given] of inOrder(read.seedData))
        for (const { levels, living } of contracts.map(seededBy)) {
          const found = levelAt(path, levels);
          const mistake = found && fill(path, given, { ...found, living, isWhole });
          if (mistake) return back(mistake);
        }
      const isAll = store.forgotten() === before.forgotten;
      return isAll ? undefined : back({ problem: store.tooMuch, at: [] });
    },
    misfit(places, contracts) {
      const index = places.findIndex(({ api, path, key }) => {
        const contract = contracts.find((one) => one.api === api);
        const found = contract && levelAt(path, seededBy(contract).levels);
        return !found || keyOf(api, found.level, found.values) !== key;
      });
      const place = places[index];
      if (!place) return undefined;
      const levels = contracts.flatMap((one) =>
        one.api === place.api ? seededBy(one).levels : [],
      );
      const problem = contracts.some(({ api }) => api === place.api)
        ? `${place.api}: ${unknownPath(place.path, levels)}`
        : `no description of the API "${place.api}" is served`;
      return { problem, at: ['places', index, 'path'] };
    },
  };
}

/** What things belong to goes before them. */
const inOrder = (seedData: SeedData) =>
  [...seedData].toSorted(([one], [other]) => one.split('/').length - other.split('/').length);

type Target = {
  readonly living: Living;
  readonly level: Level;
  readonly values: Values;
  readonly isWhole: boolean;
};

/**
 * Removes what gives way to new things, as the things of the description do; returns the index of one
 * whose identifier is taken all the same, or -1.
 */
function makeRoom(
  { store, place, kind }: { readonly store: Store; readonly place: Place; readonly kind: Kind },
  given: readonly Members[],
): number {
  const taken = given.map((members) => takenBy(place, kind, members));
  for (const thing of taken) if (thing?.from === 'description') store.remove(thing);
  return taken.findIndex((thing) => thing && thing.from !== 'description');
}

/** The thing of a place that has the identifier of other members. */
function takenBy(place: Place, kind: Kind, members: Members) {
  const parts = partsOf(kind, { given: members, members, around: [] });
  const identity = kind.isSingle ? { id: only } : kind.identities.of(parts);
  return identity && (place.home ?? place).byId.get(identity.id);
}
