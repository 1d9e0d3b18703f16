import { LRUCache } from 'lru-cache';
import type { Memory } from '../../../conformance/core/contract/model.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { isObject, valueAt } from '../../../conformance/core/pointer.ts';
import { evaluate, type Readable } from '../../../conformance/core/http/runtime-expression.ts';

/** A request and the body of its response, with the `x-memory` of that response. */
export type MemoryExchange = {
  readonly api: string;
  readonly memory: Memory;
  readonly request: Readable;
  readonly response: Json | undefined;
};

/** The values that a mock remembers, as `x-memory` declares them. */
export type Memories = {
  /** Keeps the values of the request, and returns all values of the thing by name. */
  readonly recall: (exchange: MemoryExchange) => ReadonlyMap<string, Json> | undefined;
  /** Keeps the values of the response. */
  readonly keep: (exchange: MemoryExchange) => void;
  /** All remembered things, the least recently used first. */
  readonly all: () => readonly Remembered[];
  readonly clear: () => void;
  /** Everything that is remembered, as a value of JSON. */
  readonly snapshot: () => MemorySnapshot;
  /** Remembers what a snapshot has, and nothing else. Throws if the value is no snapshot. */
  readonly restore: (snapshot: unknown) => void;
};

/** The memory of a mock at one moment. */
export type MemorySnapshot = { readonly things: readonly Remembered[] };

export type Remembered = {
  readonly api: string;
  readonly of: string;
  readonly key: Json;
  readonly kept: { readonly [name: string]: Json };
};

/** Creates an empty memory. The least recently used thing is forgotten first. */
export function createMemories(): Memories {
  const things = new LRUCache<string, Remembered>({
    max: 10_000,
    // characters of JSON
    maxSize: 16 * 1024 * 1024,
    sizeCalculation: ({ kept }, name) => name.length + JSON.stringify(kept).length,
  });
  function keep(source: 'request' | 'response', exchange: MemoryExchange) {
    const { api, memory } = exchange;
    const key = valueFor(memory.key, exchange);
    if (key === undefined) return undefined;
    const before = things.get(JSON.stringify([api, memory.of, key]));
    const values = [...memory.keeps].flatMap(([kept, expression]) => {
      const isKept = expression.startsWith(`$${source}.`);
      const value = isKept ? valueFor(expression, exchange) : undefined;
      return value === undefined ? [] : [[kept, value] as const];
    });
    if (values.length === 0) return before;
    const kept = { ...before?.kept, ...Object.fromEntries(values) };
    const thing: Remembered = { api, of: memory.of, key, kept };
    add(thing);
    return thing;
  }
  const all = () => [...things.rvalues()].filter((thing) => thing !== undefined);
  const add = (thing: Remembered) =>
    things.set(JSON.stringify([thing.api, thing.of, thing.key]), thing);
  return {
    recall(exchange) {
      const found = keep('request', exchange);
      return found && new Map(Object.entries(found.kept));
    },
    keep: (exchange) => void keep('response', exchange),
    all,
    clear: () => things.clear(),
    snapshot: () => ({ things: all() }),
    restore(snapshot) {
      const read = thingsIn(snapshot);
      things.clear();
      for (const thing of read) add(thing);
    },
  };
}

function thingsIn(snapshot: unknown): readonly Remembered[] {
  const things = isObject(snapshot) ? snapshot.things : undefined;
  if (!Array.isArray(things) || !things.every(isRemembered))
    throw new Error(
      'This is no memory of a mock: it must have `things`, a list of objects with `api`, `of`, `key` and `kept`.',
    );
  return things;
}

const isRemembered = (value: unknown): value is Remembered =>
  isObject(value) &&
  typeof value.api === 'string' &&
  typeof value.of === 'string' &&
  value.key !== undefined &&
  isObject(value.kept);

/** The value of an expression for the request or for the body of its response. */
function valueFor(expression: string, { request, response }: MemoryExchange): Json | undefined {
  const [, pointer] = /^\$response\.body#(.*)$/s.exec(expression) ?? [];
  return pointer === undefined
    ? evaluate(expression, request)
    : (valueAt(response, pointer) as Json | undefined);
}
