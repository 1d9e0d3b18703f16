import { LRUCache } from 'lru-cache';
import type { Json } from '../../../conformance/core/json.ts';
import { openPlace, type OpenPlace } from './place.ts';
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
  /** How often everything was forgotten. */
  readonly clearings: () => number;
};

const usual: Limits = { things: 10_000, characters: 8 * 1024 * 1024 };

/** Creates an empty store. Of too many things, it forgets the least recently used first. */
export function createStore(limits: Limits = usual): Store {
  const shelves = createShelves(limits);
  // the names of things that were removed
  const gone = new LRUCache<string, true>({ max: limits.things });
  let [last, clearings] = [0, 0];
  return {
    place: shelves.place,
    open: shelves.open,
    add(place, id, members, from = 'request') {
      last += 1;
      const { home } = place;
      if (gone.size > 0) gone.delete(nameOf((home ?? place).key, id));
      const at = home ? { place: home, within: place.key } : { place };
      return shelves.keep({ id, serial: last, revision: 0, ...at, from, members, known: [] });
    },
    write: (thing, members) =>
      shelves.keep({ ...thing, revision: thing.revision + 1, members, known: [] }, thing),
    remove(thing) {
      gone.set(nameOf(thing.place.key, thing.id), true);
      shelves.remove(thing);
    },
    isGone: (key, id) => gone.has(nameOf(key, id)),
    touch: ({ serial }) => void shelves.kept.get(serial),
    all: () => [...shelves.kept.values()].toSorted((one, other) => one.serial - other.serial),
    reshape() {
      for (const thing of shelves.kept.values()) thing.known = [];
    },
    forgotten: shelves.forgotten,
    clear() {
      clearings += 1;
      shelves.clear();
      gone.clear();
    },
    clearings: () => clearings,
  };
}

const nameOf = (key: string, id: string): string => `${key}\n${id}`;

/** The places, and the things in them by serial number. */
function createShelves(limits: Limits) {
  const places = new LRUCache<string, OpenPlace>({
    max: limits.things,
    dispose: (open, _, reason) => {
      if (reason !== 'evict') return;
      const { owner } = open.place;
      if (owner) below.get(owner.serial)?.delete(open);
      forgotten += empty(open);
    },
  });
  const below = new Map<number, Set<OpenPlace>>();
  const kept = new LRUCache<number, Thing>({
    max: limits.things,
    maxSize: limits.characters,
    sizeCalculation: ({ id, members }) => id.length + sizeOf(members),
    dispose: (thing, _, reason) => {
      if (reason === 'evict') forgotten += leave(thing);
    },
  });
  let forgotten = 0;

  /** Takes a thing out of its place, and what is below it with it; returns how many things that are. */
  function leave(thing: Thing): number {
    places.peek(thing.place.key)?.take(thing);
    const inner = below.get(thing.serial) ?? [];
    below.delete(thing.serial);
    let count = 1;
    for (const open of inner) {
      places.delete(open.place.key);
      count += empty(open);
    }
    return count;
  }

  function empty({ place, take }: OpenPlace): number {
    let count = 0;
    for (const thing of thingsOf(place).all()) {
      take(thing);
      count += remove(thing);
    }
    return count;
  }

  function remove(thing: Thing): number {
    kept.delete(thing.serial);
    return leave(thing);
  }

  return {
    ...{ kept, remove },
    forgotten: () => forgotten,
    place: (key: string) => used(key, places, kept),
    open(described: Opening): Place {
      const open = openPlace(described);
      places.set(open.place.key, open);
      const { owner } = described;
      if (owner) below.set(owner.serial, (below.get(owner.serial) ?? new Set()).add(open));
      return open.place;
    },
    keep(thing: Thing, before?: Thing): Thing {
      kept.set(thing.serial, thing);
      const open = places.peek(thing.place.key);
      // one may be larger than all that may be kept, or leave no room for what it belongs to
      if (open && kept.has(thing.serial)) open.put(thing, before);
      else forgotten += remove(thing);
      return thing;
    },
    clear(): void {
      kept.clear();
      places.clear();
      below.clear();
      forgotten = 0;
    },
  };
}

/** A place; who uses it uses what it belongs to, and the home of its things. */
function used(
  key: string,
  places: LRUCache<string, OpenPlace>,
  kept: LRUCache<number, Thing>,
): Place | undefined {
  const place = places.get(key)?.place;
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
