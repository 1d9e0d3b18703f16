import { memberAt } from './member.ts';
import { createRow, type OpenRow, type Row } from './ordered.ts';
import { within, type Opening, type Place, type Thing } from './thing.ts';

/** A place, and what changes it. */
export type OpenPlace = {
  readonly place: Place;
  /** Adds a thing, or puts it in place of what it was before. */
  readonly put: (thing: Thing, before?: Thing) => void;
  /** Takes a thing out, if it is there. */
  readonly take: (thing: Thing) => void;
};

/** The things with one value, by value. */
type Index = Map<string, OpenRow<Thing>>;

/** The most members of a place by which its things are found. */
const mostIndexes = 20;

const nothing: Row<Thing> = createRow<Thing>();

let versions = 0;

/** Opens an empty place. */
export function openPlace(described: Opening): OpenPlace {
  const byId = new Map<string, Thing>();
  const things = createRow<Thing>();
  const indexes = new Map<string, Index>();
  const place = {
    ...{ ...described, byId, things, known: new Map(), version: 0 },
    having(pointer: string, value: string): Row<Thing> {
      const known = indexes.get(pointer);
      const index = known ?? indexOf(things, pointer);
      if (!known && indexes.size >= mostIndexes) indexes.clear();
      indexes.set(pointer, index);
      return index.get(value) ?? nothing;
    },
  };
  changed();

  function changed(): void {
    versions += 1;
    place.version = versions;
    place.known.clear();
  }

  return {
    place,
    put(thing, before) {
      byId.set(thing.id, thing);
      things.put(thing);
      for (const [pointer, index] of indexes) {
        if (before) leave(index, pointer, before);
        enter(index, pointer, thing);
      }
      changed();
    },
    take({ id, serial }) {
      const thing = byId.get(id);
      if (thing?.serial !== serial) return;
      byId.delete(id);
      things.remove(thing);
      for (const [pointer, index] of indexes) leave(index, pointer, thing);
      changed();
    },
  };
}

function indexOf(things: Row<Thing>, pointer: string): Index {
  const index: Index = new Map();
  for (const thing of things.all()) enter(index, pointer, thing);
  return index;
}

function enter(index: Index, pointer: string, thing: Thing): void {
  for (const value of valuesAt(thing, pointer)) {
    const row = index.get(value) ?? createRow<Thing>();
    row.put(thing);
    index.set(value, row);
  }
}

function leave(index: Index, pointer: string, thing: Thing): void {
  for (const value of valuesAt(thing, pointer)) {
    const row = index.get(value);
    row?.remove(thing);
    if (row?.length === 0) index.delete(value);
  }
}

/** The value of a thing at a pointer, or all of a list there, as texts. */
function valuesAt(thing: Thing, pointer: string): readonly string[] {
  const { members } = thing;
  if (pointer === within) return thing.within === undefined ? [] : [thing.within];
  const value = memberAt(members, pointer);
  if (value === undefined) return [];
  return Array.isArray(value) ? [...new Set(value.map(String))] : [String(value)];
}
