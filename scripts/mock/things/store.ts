import { LRUCache } from 'lru-cache';
import type { Json } from '../../../conformance/core/json.ts';
import { createCounting, type CountersOf } from './counters.ts';
import { createFindings } from './findings.ts';
import { openPlace, type OpenPlace, type Shared } from './place.ts';
import { savedPlace, savedThing, unpack, type Mistake, type SavedThings } from './saved.ts';
import {
  thingsOf,
  type Members,
  type Opening,
  type Origin,
  type Place,
  type Thing,
} from './thing.ts';

/** How much a mock keeps. */
export type Limits = {
  readonly things: number;
  /** Characters of names and values. */
  readonly characters: number;
};

/** The things of a mock, in their places. */
export type Store = {
  readonly place: (key: string) => Place | undefined;
  readonly open: (place: Opening) => Place;
  /** Adds a thing to a place, or to the home of its things. */
  readonly add: (place: Place, id: string, members: Members, from?: Origin) => Thing;
  /** Gives a thing other members. */
  readonly write: (thing: Thing, members: Members) => Thing;
  /** Removes a thing, and everything below it. */
  readonly remove: (thing: Thing) => void;
  /** Whether a place had a thing of this id, and a request removed it. */
  readonly isGone: (key: string, id: string) => boolean;
  /** Says that a thing was used, so that others are forgotten before it. */
  readonly touch: (thing: Thing) => void;
  /** All things, in the order of their creation. */
  readonly all: () => readonly Thing[];
  /** Forgets what is known of things, so that another description can show them. */
  readonly reshape: () => void;
  /** How many things were forgotten because there were too many. */
  readonly forgotten: () => number;
  /** Forgets everything, so that what was there from the start is there again. */
  readonly clear: () => void;
  /** The counters of the identifiers of a kind of thing. */
  readonly countersOf: CountersOf;
  /** Everything, so that it can be kept. It shares the members of the things, which never change. */
  readonly save: () => SavedThings;
  /** Keeps what was saved, and nothing else; with a mistake in it, everything stays as it is. */
  readonly restore: (saved: SavedThings) => Mistake | undefined;
  /** How much may be kept, for people. */
  readonly tooMuch: string;
  /** Another number after each change. */
  readonly version: () => number;
};

const usual: Limits = { things: 10_000, characters: 8 * 1024 * 1024 };

/** Creates an empty store. Of too many things, it forgets the least recently used first. */
export function createStore(limits: Limits = usual): Store {
  let shelves = createShelves(limits);
  const gone = createGone(limits);
  const counting = createCounting();
  const tooMuch = tooMuchFor(limits);
  let [last, version] = [0, 0];

  function begin(next: typeof shelves, saved?: SavedThings): void {
    shelves = next;
    version += 1;
    gone.restore(saved?.removed);
    counting.restore(saved?.counters);
  }

  return {
    place: (key) => shelves.place(key),
    open(place) {
      version += 1;
      return shelves.open(place);
    },
    add(place, id, members, from = 'request') {
      last += 1;
      version += 1;
      const { home } = place;
      gone.delete((home ?? place).key, id);
      const at = home ? { place: home, within: place.key } : { place };
      return shelves.keep({ id, serial: last, revision: 0, ...at, from, members, known: [] });
    },
    write(thing, members) {
      version += 1;
      return shelves.keep({ ...thing, revision: thing.revision + 1, members, known: [] }, thing);
    },
    remove(thing) {
      version += 1;
      gone.add(thing.place.key, thing.id);
      shelves.remove(thing);
    },
    isGone: gone.has,
    touch: ({ serial }) => void shelves.kept.get(serial),
    all: () => [...shelves.kept.values()].toSorted((one, other) => one.serial - other.serial),
    reshape: () => forgetKnown(shelves.kept),
    forgotten: () => shelves.forgotten(),
    clear: () => begin(createShelves(limits)),
    countersOf: counting.of,
    save: () => ({
      places: valuesIn(shelves.places).map(savedPlace),
      things: valuesIn(shelves.kept).map(savedThing),
      removed: gone.all(),
      counters: counting.all(),
      made: last,
      forgotten: shelves.forgotten(),
    }),
    restore(saved) {
      const next = createShelves(limits, saved.forgotten);
      const mistake = unpack(saved, {
        ...{ open: next.open, keep: next.keep },
        place: (key) => next.places.get(key),
        thing: (serial) => next.kept.get(serial),
      });
      if (next.forgotten() > saved.forgotten) return { problem: tooMuch, at: ['things'] };
      if (mistake) return mistake;
      begin(next, saved);
      last = saved.made;
      return undefined;
    },
    version: () => version,
    tooMuch,
  };
}

function forgetKnown(things: LRUCache<number, Thing>): void {
  for (const thing of things.values()) thing.known = [];
}

const tooMuchFor = ({ things, characters }: Limits): string =>
  `there is more than the mock keeps: ${things} things or ${characters} characters of them`;

/** The least recently used first. */
const valuesIn = <Value extends object>(
  cache: Pick<LRUCache<string | number, Value>, 'rvalues'>,
): Value[] => [...cache.rvalues()].filter((value) => value !== undefined);

/** The names of things that were removed. */
function createGone({ things, characters }: Limits) {
  const names = new LRUCache<string, SavedThings['removed'][number]>({
    max: things,
    maxSize: characters,
    sizeCalculation: (_, name) => name.length,
  });
  const nameOf = (place: string, id: string) => `${place}\n${id}`;
  const add = (place: string, id: string) => void names.set(nameOf(place, id), { place, id });
  return {
    add,
    has: (place: string, id: string) => names.has(nameOf(place, id)),
    delete(place: string, id: string): void {
      if (names.size > 0) names.delete(nameOf(place, id));
    },
    all: () => valuesIn(names),
    restore(removed: SavedThings['removed'] = []): void {
      names.clear();
      for (const { place, id } of removed) add(place, id);
    },
  };
}

/** The places, and the things in them by serial number. */
function createShelves(limits: Limits, forgottenBefore = 0) {
  const most = { max: limits.things, maxSize: limits.characters };
  const places = new LRUCache<string, OpenPlace>({
    ...most,
    sizeCalculation: ({ key, path }) => key.length + path.length,
    dispose: (place, _, reason) => {
      if (reason !== 'evict') return;
      const { owner } = place;
      if (owner) below.get(owner.serial)?.delete(place);
      forgotten += empty(place);
    },
  });
  const below = new Map<number, Set<OpenPlace>>();
  const kept = new LRUCache<number, Thing>({
    ...most,
    sizeCalculation: ({ id, members }) => id.length + sizeOf(members),
    dispose: (thing, _, reason) => {
      if (reason === 'evict') forgotten += leave(thing);
    },
  });
  const shared = createShared(limits, kept);
  let forgotten = forgottenBefore;

  /** Takes a thing out of its place, and what is below it with it; returns how many things that are. */
  function leave(thing: Thing): number {
    places.peek(thing.place.key)?.take(thing);
    const inner = below.get(thing.serial) ?? [];
    below.delete(thing.serial);
    let count = 1;
    for (const place of inner) {
      places.delete(place.key);
      count += empty(place);
    }
    return count;
  }

  function empty(place: OpenPlace): number {
    let count = 0;
    for (const thing of thingsOf(place).all()) {
      place.take(thing);
      count += remove(thing);
    }
    return count;
  }

  function remove(thing: Thing): number {
    kept.delete(thing.serial);
    return leave(thing);
  }

  return {
    ...{ kept, places, remove },
    forgotten: () => forgotten,
    place: (key: string) => used(key, places, kept),
    open(described: Opening): Place {
      const place = openPlace(described, shared);
      places.set(place.key, place);
      const { owner } = described;
      if (owner) below.set(owner.serial, (below.get(owner.serial) ?? new Set()).add(place));
      return place;
    },
    keep(thing: Thing, before?: Thing): Thing {
      kept.set(thing.serial, thing);
      const place = places.peek(thing.place.key);
      // one may be larger than all that may be kept, or leave no room for what it belongs to
      if (place && kept.has(thing.serial)) place.put(thing, before);
      else forgotten += remove(thing);
      return thing;
    },
  };
}

/** What is known of things needs half as much room as the things: if it needs more, it is found out again. */
function createShared({ characters }: Limits, kept: LRUCache<number, Thing>): Shared {
  let spent = 0;
  return {
    findings: createFindings(),
    spend(bytes) {
      spent += bytes;
      if (spent <= characters / 2) return;
      spent = 0;
      forgetKnown(kept);
    },
  };
}

/** A place; who uses it uses what it belongs to, and the home of its things. */
function used(
  key: string,
  places: LRUCache<string, OpenPlace>,
  kept: LRUCache<number, Thing>,
): Place | undefined {
  const place = places.get(key);
  if (place?.home) places.get(place.home.key);
  for (let owner = place?.owner; owner; owner = owner.place.owner) {
    places.get(owner.place.key);
    kept.get(owner.serial);
  }
  return place;
}

/** About how many characters a value has. */
function sizeOf(value: Json): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 8;
  let size = 2;
  if (Array.isArray(value)) for (const each of value as Json[]) size += sizeOf(each) + 1;
  else for (const name in value) size += name.length + 4 + sizeOf((value as Members)[name]!);
  return size;
}
