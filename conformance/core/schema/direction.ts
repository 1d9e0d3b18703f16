import { isObject } from '../pointer.ts';
import type { Documents } from '../contract/documents.ts';

/** Whether a schema is for requests or for responses. */
export type Direction = 'request' | 'response';

const inPlace = ['allOf', 'anyOf', 'oneOf'];

/**
 * Finds the members of a schema that a direction excludes: `readOnly` in requests, `writeOnly` in
 * responses.
 */
export function hiddenMembers(
  documents: Documents,
  direction: Direction,
): (schema: unknown) => ReadonlySet<string> {
  const keyword = direction === 'request' ? 'readOnly' : 'writeOnly';
  const known = new WeakMap<object, ReadonlySet<string>>();

  function isHidden(schema: unknown, above: readonly unknown[]): boolean {
    if (!isObject(schema) || above.includes(schema)) return false;
    if (schema[keyword] === true) return true;
    const inner = [
      ...(typeof schema.$ref === 'string' ? [documents.target(schema.$ref)] : []),
      ...(Array.isArray(schema.allOf) ? schema.allOf : []),
    ];
    return inner.some((node) => isHidden(node, [...above, schema]));
  }

  function collect(schema: unknown, seen: Set<unknown>, found: Set<string>): void {
    if (!isObject(schema) || seen.has(schema)) return;
    seen.add(schema);
    for (const [name, member] of Object.entries(
      isObject(schema.properties) ? schema.properties : {},
    ))
      if (isHidden(member, [])) found.add(name);
    const inner = [
      ...(typeof schema.$ref === 'string' ? [documents.target(schema.$ref)] : []),
      ...inPlace.flatMap((composite) =>
        Array.isArray(schema[composite]) ? (schema[composite] as unknown[]) : [],
      ),
      ...['then', 'else'].map((branch) => schema[branch]),
    ];
    for (const node of inner) collect(node, seen, found);
  }

  return (schema) => {
    if (!isObject(schema)) return new Set();
    const found = known.get(schema);
    if (found) return found;
    const collected = new Set<string>();
    collect(schema, new Set(), collected);
    known.set(schema, collected);
    return collected;
  };
}
