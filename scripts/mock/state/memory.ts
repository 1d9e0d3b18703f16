import type { Memory } from '../../../conformance/core/contract/model.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { valueAt } from '../../../conformance/core/pointer.ts';
import { evaluate, type Readable } from '../../../conformance/core/http/runtime-expression.ts';
import { bounded } from './bounded.ts';

/** What a mock remembers of its exchanges, as `x-memory` declares it. */
export type Memories = {
  /** Keeps what a request says of a thing, and gives all that is known of it, by name. `answer` is as it would be without. */
  readonly recall: (
    api: string,
    memory: Memory,
    request: Readable,
    answer: Json | undefined,
  ) => ReadonlyMap<string, Json> | undefined;
  /** Keeps what an answer says of it. */
  readonly keep: (api: string, memory: Memory, request: Readable, answer: Json | undefined) => void;
  readonly all: () => readonly Remembered[];
  readonly clear: () => void;
};

export type Remembered = {
  readonly api: string;
  readonly of: string;
  readonly key: Json;
  readonly kept: { readonly [name: string]: Json };
};

/** How much is remembered: things, and characters of JSON. The oldest are forgotten. */
const mostThings = 10_000;
const mostText = 16 * 1024 * 1024;

export function openMemories(): Memories {
  const known = bounded<Remembered>(
    mostThings,
    mostText,
    (key, { kept }) => key.length + JSON.stringify(kept).length,
  );
  function keepOf(
    speaker: 'request' | 'response',
    api: string,
    memory: Memory,
    request: Readable,
    answer: Json | undefined,
  ): Remembered | undefined {
    const key = valueOf(memory.key, request, answer);
    if (key === undefined) return undefined;
    const name = JSON.stringify([api, memory.of, key]);
    const before = known.get(name);
    const said = [...memory.keeps]
      .filter(([, expression]) => expression.startsWith(`$${speaker}.`))
      .flatMap(([kept, expression]) => {
        const value = valueOf(expression, request, answer);
        return value === undefined ? [] : [[kept, value] as const];
      });
    if (said.length === 0) return before;
    const now = { api, of: memory.of, key, kept: { ...before?.kept, ...Object.fromEntries(said) } };
    known.set(name, now);
    return now;
  }
  return {
    recall(api, memory, request, answer) {
      const found = keepOf('request', api, memory, request, answer);
      return found && new Map(Object.entries(found.kept));
    },
    keep: (api, memory, request, answer) => {
      keepOf('response', api, memory, request, answer);
    },
    all: () => [...known.entries()].map(([, remembered]) => remembered),
    clear: known.clear,
  };
}

/** The value of an expression that speaks of the request or of the body of its answer. */
function valueOf(
  expression: string,
  request: Readable,
  answer: Json | undefined,
): Json | undefined {
  const [, pointer] = /^\$response\.body#(.*)$/s.exec(expression) ?? [];
  return pointer === undefined
    ? evaluate(expression, request)
    : (valueAt(answer, pointer) as Json | undefined);
}
