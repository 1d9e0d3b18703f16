import { memberAt } from './member.ts';
import { createRow, type OpenRow, type Row } from './ordered.ts';
import type { Findings } from './findings.ts';
import { within, type Opening, type Owner, type Place, type Thing } from './thing.ts';

/** A place, and what changes it. */
export type OpenPlace = Place & {
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

/** What the places of a mock share. */
export type Shared = {
  readonly findings: Findings;
  /** Told how many bytes more a thing needs, for what is known of it. */
  readonly spend: (bytes: number) => void;
};

/** Opens an empty place. */
export const openPlace = (described: Opening, shared: Shared): OpenPlace =>
  new Shelf(described, shared);

/** A class, because there may be thousands of places with nothing in them. */
class Shelf implements OpenPlace {
  readonly key: string;
  readonly api: string;
  readonly path: string;
  readonly owner: Owner | undefined;
  readonly home: Place | undefined;
  readonly byId = new Map<string, Thing>();
  readonly things = createRow<Thing>();
  readonly #shared: Shared;
  #indexes: Map<string, Index> | undefined;

  constructor({ key, api, path, owner, home }: Opening, shared: Shared) {
    this.key = key;
    this.api = api;
    this.path = path;
    // the thing itself would stay as it is now, with all of its members
    this.owner = owner && {
      id: owner.id,
      serial: owner.serial,
      place: owner.place,
      from: owner.from,
    };
    this.home = home;
    this.#shared = shared;
  }

  having(pointer: string, value: string): Row<Thing> {
    this.#indexes ??= new Map();
    const indexes = this.#indexes;
    const known = indexes.get(pointer);
    const index = known ?? indexOf(this.things, pointer);
    if (!known && indexes.size >= mostIndexes) indexes.clear();
    indexes.set(pointer, index);
    return index.get(value) ?? nothing;
  }

  finding(about: string): unknown {
    return this.#shared.findings.get(this, about);
  }

  find(about: string, finding: unknown, bytes: number): void {
    this.#shared.findings.set(this, about, finding, bytes);
  }

  spend(bytes: number): void {
    this.#shared.spend(bytes);
  }

  put(thing: Thing, before?: Thing): void {
    this.byId.set(thing.id, thing);
    this.things.put(thing);
    for (const [pointer, index] of this.#indexes ?? []) {
      const values = valuesAt(thing, pointer);
      if (before) leave(index, pointer, before, values);
      enter(index, thing, values);
    }
    this.#shared.findings.forget(this);
  }

  take({ id, serial }: Thing): void {
    const thing = this.byId.get(id);
    if (thing?.serial !== serial) return;
    this.byId.delete(id);
    this.things.remove(thing);
    for (const [pointer, index] of this.#indexes ?? []) leave(index, pointer, thing);
    this.#shared.findings.forget(this);
  }
}

function indexOf(things: Row<Thing>, pointer: string): Index {
  const index: Index = new Map();
  for (const thing of things.all()) enter(index, thing, valuesAt(thing, pointer));
  return index;
}

function enter(index: Index, thing: Thing, values: readonly string[]): void {
  for (const value of values) {
    const row = index.get(value) ?? createRow<Thing>();
    row.put(thing);
    index.set(value, row);
  }
}

/** Takes a thing out of an index, but for the values that it still has. */
function leave(index: Index, pointer: string, thing: Thing, still: readonly string[] = []): void {
  const kept = new Set(still);
  for (const value of valuesAt(thing, pointer)) {
    if (kept.has(value)) continue;
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
