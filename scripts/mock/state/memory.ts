import { LRUCache } from 'lru-cache';
import type { Json } from '../../../conformance/core/json.ts';
import { isObject } from '../../../conformance/core/pointer.ts';

/** A thing that a mock remembers, as `x-memory` declares it. */
export type Remembered = {
  readonly api: string;
  readonly of: string;
  readonly key: Json;
  readonly kept: Kept;
};

/** What is kept of a thing, by the names of `x-memory`. */
export type Kept = { readonly [name: string]: Json };

/** The things of one kind by the text of their key, in the order of their creation. */
export type Kind = ReadonlyMap<string, Remembered>;

/** The things that a mock remembers. */
export type Memories = {
  /** The thing with a key. It is used, so that others are forgotten before it. */
  readonly find: (name: Name) => Remembered | undefined;
  readonly put: (thing: Remembered) => void;
  readonly remove: (name: Name) => void;
  readonly kind: (name: Omit<Name, 'key'>) => Kind;
  /** All remembered things, the least recently used first. */
  readonly all: () => readonly Remembered[];
  readonly clear: () => void;
  /** How often everything was forgotten or replaced. */
  readonly clearings: () => number;
  /** Does something once for each API, until everything is forgotten. */
  readonly begin: (api: string, seed: () => void) => void;
  /** Everything that is remembered, as a value of JSON. */
  readonly snapshot: () => MemorySnapshot;
  /** Remembers what a snapshot has, and nothing else. Throws if the value is no snapshot. */
  readonly restore: (snapshot: unknown) => void;
};

/** What names a thing. */
export type Name = Pick<Remembered, 'api' | 'of' | 'key'>;

/** The memory of a mock at one moment. */
export type MemorySnapshot = {
  /** The least recently used first; `serial` has the order of their creation. */
  readonly things: readonly (Remembered & { readonly serial: number })[];
  /** The APIs whose documented things were added. */
  readonly begun: readonly string[];
};

type Entry = { readonly serial: number; readonly thing: Remembered };

const none: Kind = new Map();

/** Creates an empty memory. The least recently used thing is forgotten first. */
export function createMemories(): Memories {
  const kinds = new Map<string, Map<string, Remembered>>();
  const entries = new LRUCache<string, Entry>({
    max: 10_000,
    // characters of JSON
    maxSize: 16 * 1024 * 1024,
    sizeCalculation: ({ thing }, name) => name.length + JSON.stringify(thing.kept).length,
    dispose: ({ thing }, _, reason) => {
      if (reason !== 'set') kinds.get(kindOf(thing))?.delete(textOf(thing.key));
    },
  });
  const begun = new Set<string>();
  let [last, clearings] = [0, 0];

  function clear(): void {
    clearings += 1;
    entries.clear();
    kinds.clear();
    begun.clear();
  }
  function put(thing: Remembered, serial = entries.peek(nameOf(thing))?.serial ?? last + 1): void {
    last = Math.max(last, serial);
    const name = nameOf(thing);
    entries.set(name, { serial, thing });
    const kind = kinds.get(kindOf(thing)) ?? new Map<string, Remembered>();
    kinds.set(kindOf(thing), kind);
    // one may be larger than all that may be kept
    if (entries.has(name)) kind.set(textOf(thing.key), thing);
    else kind.delete(textOf(thing.key));
  }
  const inOrder = () => [...entries.rvalues()].filter((entry) => entry !== undefined);
  return {
    find: (name) => entries.get(nameOf(name))?.thing,
    put: (thing) => put(thing),
    remove: (name) => void entries.delete(nameOf(name)),
    kind: (name) => kinds.get(kindOf(name)) ?? none,
    all: () => inOrder().map(({ thing }) => thing),
    clear,
    clearings: () => clearings,
    begin(api, seed) {
      if (begun.has(api)) return;
      begun.add(api);
      seed();
    },
    snapshot: () => ({
      things: inOrder().map(({ thing, serial }) => ({ ...thing, serial })),
      begun: [...begun],
    }),
    restore(snapshot) {
      const { things, begun: apis } = readSnapshot(snapshot);
      clear();
      for (const api of apis) begun.add(api);
      // in the order of creation, then in that of use
      const created = things.toSorted((one, other) => one.serial - other.serial);
      for (const { serial, ...thing } of created) put(thing, serial);
      for (const thing of things) entries.get(nameOf(thing));
    },
  };
}

/** A number in a path and the same number in a body name one thing. */
const textOf = (key: Json): string => (typeof key === 'string' ? key : JSON.stringify(key));

const kindOf = ({ api, of }: Omit<Name, 'key'>): string => JSON.stringify([api, of]);

const nameOf = (name: Name): string => `${kindOf(name)}${textOf(name.key)}`;

function readSnapshot(snapshot: unknown): MemorySnapshot {
  const { things, begun } = isObject(snapshot) ? snapshot : {};
  const isRead =
    Array.isArray(things) &&
    things.every(isRemembered) &&
    Array.isArray(begun) &&
    begun.every((api) => typeof api === 'string');
  if (isRead) return { things, begun };
  throw new Error(
    'This is no memory of a mock: it must have `things`, a list of objects with `api`, `of`, `key`, `kept` and `serial`, and `begun`, a list of names of APIs.',
  );
}

const isRemembered = (value: unknown): value is MemorySnapshot['things'][number] =>
  isObject(value) &&
  typeof value.api === 'string' &&
  typeof value.of === 'string' &&
  value.key !== undefined &&
  isObject(value.kept) &&
  typeof value.serial === 'number';
