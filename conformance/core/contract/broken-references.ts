import type { BrokenReference } from './document-index.ts';
import type { Documents } from './documents.ts';

/** The first broken `$ref` in some nodes and in all that they refer to. */
export function brokenBelow(
  nodes: readonly unknown[],
  { broken, target }: Documents,
): BrokenReference | undefined {
  if (broken.size === 0) return undefined;
  const seen = new Set<object>();
  const left = [...nodes];
  while (left.length > 0) {
    const node = left.pop();
    if (typeof node !== 'object' || node === null || seen.has(node)) continue;
    seen.add(node);
    const { $ref } = node as { $ref?: unknown };
    if (typeof $ref === 'string') {
      const found = broken.get($ref);
      if (found) return found;
      if ($ref.startsWith('contract:')) left.push(target($ref));
    }
    // extensions hold data, which may look like a reference
    const members = Object.entries(node).filter(([name]) => !name.startsWith('x-'));
    for (const [, value] of members) left.push(value);
  }
  return undefined;
}
