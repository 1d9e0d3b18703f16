import type { Json, Memory } from '../../conformance/model.ts';
import { valueAt } from '../../conformance/pointer.ts';
import { evaluate, type Readable } from '../../conformance/runtime-expression.ts';
import { bounded } from './bounded.ts';

/** What a mock remembers of its exchanges, as `x-memory` declares it. */
export type Memories = {
  /** Keeps what an exchange says, and gives all that is known of what it speaks of, by name. */
  readonly recall: (api: string, memory: Memory, request: Readable, answer: Json | undefined) => ReadonlyMap<string, Json>;
  readonly all: () => readonly Remembered[];
  readonly clear: () => void;
};

export type Remembered = { readonly api: string; readonly of: string; readonly key: Json; readonly kept: { readonly [name: string]: Json } };

/** How much is remembered: things, and characters of JSON. The oldest are forgotten. */
const mostThings = 10_000;
const mostText = 16 * 1024 * 1024;

export function openMemories(): Memories {
  const known = bounded<Remembered>(mostThings, mostText, (key, { kept }) => key.length + JSON.stringify(kept).length);
  return {
    recall(api, { of, key, keeps }, request, answer) {
      const id = valueOf(key, request, answer);
      if (id === undefined) return new Map();
      const name = JSON.stringify([api, of, id]);
      const said = [...keeps].flatMap(([kept, expression]) => {
        const value = valueOf(expression, request, answer);
        return value === undefined ? [] : [[kept, value] as const];
      });
      const before = known.get(name);
      if (said.length === 0) return new Map(Object.entries(before?.kept ?? {}));
      const kept = { ...before?.kept, ...Object.fromEntries(said) };
      known.set(name, { api, of, key: id, kept });
      return new Map(Object.entries(kept));
    },
    all: () => [...known.entries()].map(([, remembered]) => remembered),
    clear: known.clear,
  };
}

/** The value of an expression that speaks of the request or of the body of its answer. */
function valueOf(expression: string, request: Readable, answer: Json | undefined): Json | undefined {
  const [, pointer] = /^\$response\.body#(.*)$/s.exec(expression) ?? [];
  return pointer === undefined ? evaluate(expression, request) : (valueAt(answer, pointer) as Json | undefined);
}
