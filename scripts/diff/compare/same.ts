import type { Documents } from '../../../conformance/core/contract/documents.ts';
import { isObject } from '../../../conformance/core/pointer.ts';
import type { Sides } from '../difference.ts';

/**
 * Whether two values say the same; the order of members is nothing.
 * @param refs whether a `$ref` stands for what it leads to, or for its name alone, as in an extension
 */
export function isSame(
  documents: Sides<Documents>,
  one: unknown,
  other: unknown,
  refs: 'followed' | 'named' = 'followed',
): boolean {
  const compared = new Map<unknown, Set<unknown>>();

  function same(old: unknown, fresh: unknown): boolean {
    if (Array.isArray(old))
      return (
        Array.isArray(fresh) &&
        old.length === fresh.length &&
        old.every((item, index) => same(item, fresh[index]))
      );
    if (!isObject(old) || !isObject(fresh)) return old === fresh;
    const known = compared.get(old) ?? new Set();
    // a schema that contains itself: what differs shows elsewhere
    if (known.has(fresh)) return true;
    compared.set(old, known.add(fresh));
    if (typeof old.$ref === 'string' || typeof fresh.$ref === 'string')
      return sameReferred(old, fresh);
    return sameMembers(old, fresh);
  }

  const sameMembers = (
    old: { readonly [name: string]: unknown },
    fresh: { readonly [name: string]: unknown },
  ): boolean =>
    Object.keys(old).length === Object.keys(fresh).length &&
    Object.entries(old).every(
      ([name, value]) => Object.hasOwn(fresh, name) && same(value, fresh[name]),
    );

  function sameReferred(
    { $ref: oldRef, ...oldOthers }: { readonly [name: string]: unknown },
    { $ref: newRef, ...newOthers }: { readonly [name: string]: unknown },
  ): boolean {
    if (refs === 'named')
      return nameIn(oldRef) === nameIn(newRef) && sameMembers(oldOthers, newOthers);
    const old = targetIn(documents.old, oldRef);
    const fresh = targetIn(documents.new, newRef);
    if (oldRef === undefined) return same(oldOthers, fresh) && Object.keys(newOthers).length === 0;
    if (newRef === undefined) return same(old, newOthers) && Object.keys(oldOthers).length === 0;
    return same(old, fresh) && sameMembers(oldOthers, newOthers);
  }

  return same(one, other);
}

/** What a reference leads to; of a broken one, why it is broken; of data that look like one, the data. */
function targetIn({ target, broken }: Documents, $ref: unknown): unknown {
  if (typeof $ref !== 'string') return $ref;
  return broken.get($ref)?.reason ?? target($ref) ?? $ref;
}

const nameIn = ($ref: unknown): string | undefined => `${$ref}`.split('#').at(-1);
