import type { Json } from '../../../conformance/core/json.ts';
import { valueAt } from '../../../conformance/core/pointer.ts';

/** A member of a thing by its pointer. Most pointers are one name. */
export function memberAt(
  members: { readonly [name: string]: Json },
  pointer: string,
): Json | undefined {
  if (pointer.lastIndexOf('/') > 0 || pointer.includes('~'))
    return valueAt(members, pointer) as Json | undefined;
  const name = pointer.slice(1);
  return Object.hasOwn(members, name) ? members[name] : undefined;
}
