import type { Source } from '../source.ts';
import type { Documents } from './documents.ts';

/** The first broken `$ref` that one of some nodes needs, however far down. */
export function brokenBelow(
  nodes: readonly unknown[],
  documents: Documents,
): { readonly source: Source; readonly reason: string } | undefined {
  if (documents.broken.size === 0) return undefined;
  const seen = new Set<unknown>();
  const left = [...nodes];
  while (left.length > 0) {
    const node = left.pop();
    if (typeof node !== 'object' || node === null || seen.has(node)) continue;
    seen.add(node);
    const reference = (node as { $ref?: unknown }).$ref;
    if (typeof reference === 'string') {
      const found = documents.broken.get(reference);
      if (found) return found;
      if (reference.startsWith('contract:')) left.push(documents.target(reference));
    }
    // what extensions hold may look like a reference and be none
    for (const [name, value] of Object.entries(node)) if (!name.startsWith('x-')) left.push(value);
  }
  return undefined;
}
