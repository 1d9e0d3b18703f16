import type { Documents } from '../contract/documents.ts';
import { cached } from '../memoize.ts';
import { isObject, type Node } from '../pointer.ts';

/** Whether a schema is for requests or for responses. */
export type Direction = 'request' | 'response';

/** Finds the members of a schema that are `readOnly` in requests or `writeOnly` in responses. */
export function hiddenMembers(
  documents: Documents,
  direction: Direction,
): (schema: Node) => ReadonlySet<string> {
  const hides = direction === 'request' ? 'readOnly' : 'writeOnly';
  const known = new WeakMap<object, ReadonlySet<string>>();

  /** The target of `$ref`, and the subschemas of other keywords. */
  const follow = (schema: Node, keywords: readonly string[]): unknown[] => [
    ...(typeof schema.$ref === 'string' ? [documents.target(schema.$ref)] : []),
    ...keywords.flatMap((keyword) => schema[keyword]),
  ];

  function isHidden(schema: unknown, seen: Set<unknown>): boolean {
    if (!isObject(schema) || seen.has(schema)) return false;
    seen.add(schema);
    return schema[hides] === true || follow(schema, ['allOf']).some((node) => isHidden(node, seen));
  }

  function collect(schema: unknown, seen: Set<unknown>): string[] {
    if (!isObject(schema) || seen.has(schema)) return [];
    seen.add(schema);
    const members = isObject(schema.properties) ? Object.entries(schema.properties) : [];
    return [
      ...members.filter(([, member]) => isHidden(member, new Set())).map(([name]) => name),
      ...follow(schema, ['allOf', 'anyOf', 'oneOf', 'then', 'else']).flatMap((node) =>
        collect(node, seen),
      ),
    ];
  }

  return (schema) => cached(known, schema, () => new Set(collect(schema, new Set())));
}
