import type { AllCounters } from './counters.ts';
import type { Opening, Origin, Members, Place, Thing } from './thing.ts';

/** All things of a mock at one moment, as a value of JSON. */
export type SavedThings = {
  /** The least recently used first, as the things: so they are forgotten. */
  readonly places: readonly SavedPlace[];
  readonly things: readonly SavedThing[];
  /** The names of things that requests removed. */
  readonly removed: readonly { readonly place: string; readonly id: string }[];
  readonly counters: AllCounters;
  /** The highest serial number so far. */
  readonly made: number;
  readonly forgotten: number;
};

export type SavedPlace = {
  readonly key: string;
  readonly api: string;
  readonly path: string;
  /** The serial number of the thing that it belongs to. */
  readonly owner?: number;
  /** The key of the place whose things it lists. */
  readonly home?: string;
};

export type SavedThing = {
  readonly id: string;
  readonly serial: number;
  readonly revision: number;
  /** The key of its place. */
  readonly place: string;
  readonly within?: string;
  readonly from: Origin;
  readonly members: Members;
};

/** What is wrong with a saved state, and where. */
export type Mistake = { readonly problem: string; readonly at: readonly (string | number)[] };

export const savedPlace = ({ key, api, path, owner, home }: Place): SavedPlace => ({
  ...{ key, api, path },
  ...(owner ? { owner: owner.serial } : {}),
  ...(home ? { home: home.key } : {}),
});

export const savedThing = ({
  id,
  serial,
  revision,
  place,
  within,
  from,
  members,
}: Thing): SavedThing => ({
  ...{ id, serial, revision, place: place.key },
  ...(within === undefined ? {} : { within }),
  ...{ from, members },
});

/** What takes saved things again. */
type Shelves = {
  readonly place: (key: string) => Place | undefined;
  readonly thing: (serial: number) => Thing | undefined;
  readonly open: (place: Opening) => Place;
  readonly keep: (thing: Thing) => Thing;
};

/**
 * Puts saved things on empty shelves: each after what it belongs to, then all in the order of their
 * last use. Returns what can't be, such as a place that belongs to nothing.
 */
export function unpack({ places, things }: SavedThings, shelves: Shelves): Mistake | undefined {
  const byKey = new Map(places.map((place, index) => [place.key, { place, index }]));
  const mistakes: Mistake[] = [];

  /** The place of a key, opened after those that it needs. */
  function placeOf(
    key: string,
    at: Mistake['at'],
    below: readonly string[] = [],
  ): Place | undefined {
    const known = shelves.place(key);
    if (known) return known;
    const saved = byKey.get(key);
    if (!saved || below.includes(key)) {
      mistakes.push({ problem: `there is no place "${key}" among the places`, at });
      return undefined;
    }
    const { owner: serial, home: homeKey, ...described } = saved.place;
    const here = ['places', saved.index];
    const home =
      homeKey === undefined ? undefined : placeOf(homeKey, [...here, 'home'], [...below, key]);
    const owner = serial === undefined ? undefined : shelves.thing(serial);
    if (serial !== undefined && !owner)
      mistakes.push({
        problem: `there is no thing ${serial} that was made before what is in its place`,
        at: [...here, 'owner'],
      });
    return mistakes.length > 0 ? undefined : shelves.open({ ...described, owner, home });
  }

  const inOrder = [...things.entries()].toSorted(([, one], [, other]) => one.serial - other.serial);
  for (const [index, { place: key, ...thing }] of inOrder) {
    const at = ['things', index];
    const place = placeOf(key, [...at, 'place']);
    if (!place) return mistakes[0];
    if (shelves.thing(thing.serial) || place.byId.has(thing.id))
      return { problem: 'another thing has this serial number, or this id in the same place', at };
    shelves.keep({ ...thing, place, known: [] });
  }
  for (const { key } of places) placeOf(key, []);
  for (const { key } of places) shelves.place(key);
  for (const { serial } of things) shelves.thing(serial);
  return mistakes[0];
}
