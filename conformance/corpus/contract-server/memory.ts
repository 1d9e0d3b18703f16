import type { MemorySpec, OperationSpec } from './description.ts';
import type { ReceivedRequest } from './fault.ts';
import { evaluate, successOf } from './replies.ts';

/** What a server keeps of good requests, as `x-memory` says: by kind, key and name. */
export type Memory = Map<string, Map<string, unknown>>;

/**
 * Keeps the values of a request, unless `isKept` is against it, and returns what the success shows
 * of the same thing, by its place in the response.
 */
export function remember(
  memory: Memory,
  operation: OperationSpec,
  seen: ReceivedRequest,
  isKept: (isKnown: boolean) => boolean,
): ReadonlyMap<string, unknown> {
  const spec = memoryOf(operation);
  const key = spec === undefined ? undefined : evaluate(spec.key, seen);
  if (spec === undefined || key === undefined) return new Map();
  const id = `${spec.of} ${JSON.stringify(key)}`;
  const known = memory.get(id);
  const kept = known ?? new Map<string, unknown>();
  if (isKept(known !== undefined)) {
    memory.set(id, kept);
    for (const [name, expression] of spec.keeps) {
      const value = evaluate(expression, seen);
      if (value !== undefined) kept.set(name, value);
    }
  }
  return new Map(
    spec.recalls.flatMap(([place, name]) => (kept.has(name) ? [[place, kept.get(name)]] : [])),
  );
}

/** The memory of the success of an operation. */
export const memoryOf = (operation: OperationSpec): MemorySpec | undefined =>
  successOf(operation).response.content[0]?.memory;
