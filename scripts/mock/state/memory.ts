import { LRUCache } from 'lru-cache';
import type { Memory } from '../../../conformance/core/contract/model.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { valueAt } from '../../../conformance/core/pointer.ts';
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
};

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
    const name = JSON.stringify([api, memory.of, key]);
    const before = things.get(name);
    const values = [...memory.keeps].flatMap(([kept, expression]) => {
      const isKept = expression.startsWith(`$${source}.`);
      const value = isKept ? valueFor(expression, exchange) : undefined;
      return value === undefined ? [] : [[kept, value] as const];
    });
    if (values.length === 0) return before;
    const kept = { ...before?.kept, ...Object.fromEntries(values) };
    const thing: Remembered = { api, of: memory.of, key, kept };
    things.set(name, thing);
    return thing;
  }
  return {
    recall(exchange) {
      const found = keep('request', exchange);
      return found && new Map(Object.entries(found.kept));
    },
    keep: (exchange) => void keep('response', exchange),
    all: () => [...things.rvalues()].filter((thing) => thing !== undefined),
    clear: () => things.clear(),
  };
}

/** The value of an expression for the request or for the body of its response. */
function valueFor(expression: string, { request, response }: MemoryExchange): Json | undefined {
  const [, pointer] = /^\$response\.body#(.*)$/s.exec(expression) ?? [];
  return pointer === undefined
    ? evaluate(expression, request)
    : (valueAt(response, pointer) as Json | undefined);
}
