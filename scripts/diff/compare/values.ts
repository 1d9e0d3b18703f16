import type { Difference, Scope, Sides, Subject } from '../difference.ts';
import {
  inside,
  membersOf,
  namesOf,
  placeAt,
  sourcesOf,
  type Pair,
  type Place,
  type Walk,
} from '../walk.ts';
import { isSame } from './same.ts';

/** The places of a member on both sides, with `$ref`s followed. */
export const bothAt = (
  { documents }: Walk,
  pair: Pair,
  name: string | number,
): Sides<Place | undefined> => ({
  old: placeAt(documents.old, pair.old, name),
  new: placeAt(documents.new, pair.new, name),
});

/** What a thing is, and where it would be if it is absent. */
type Around = { readonly of: Subject; readonly around: Pair };

/** Tells that a thing was added or removed; returns the pair if both sides have it. */
export function present(
  walk: Walk,
  found: Sides<Place | undefined>,
  scope: Scope,
  { of, around, ...more }: Around & Pick<Difference, 'movedTo'>,
): Pair | undefined {
  const { old, new: fresh } = found;
  if (old && fresh) return { old, new: fresh };
  const there = old ?? fresh;
  if (there)
    walk.tell(scope, {
      of,
      aspect: 'presence',
      old: old?.value,
      new: fresh?.value,
      sources: sourcesOf(found, around),
      isRequired: membersOf(there).required === true,
      ...more,
    });
  return undefined;
}

/** Compares one member that is a plain value, where `usual` says the same as none. */
export function comparePlain(
  walk: Walk,
  pair: Pair,
  scope: Scope,
  {
    of,
    aspect,
    usual,
  }: { readonly of: Subject; readonly aspect: string; readonly usual?: unknown },
): void {
  const found = bothAt(walk, pair, aspect);
  const old = found.old?.value ?? usual;
  const fresh = found.new?.value ?? usual;
  if (isSame(walk.documents, old, fresh)) return;
  walk.tell(scope, { of, aspect, old, new: fresh, sources: sourcesOf(found, pair) });
}

/** Compares what two maps hold by name, such as examples or links, as a whole each. */
export function compareNamed(
  walk: Walk,
  maps: Sides<Place | undefined>,
  scope: Scope,
  { of, around }: Around,
): void {
  const pair = { old: maps.old ?? emptyAt(around.old), new: maps.new ?? emptyAt(around.new) };
  for (const name of namesOf(pair)) {
    const found = bothAt(walk, pair, name);
    const below = inside(scope, `The ${of} \`${name}\``, name);
    const both = present(walk, found, below, { of, around: pair });
    if (both && !isSame(walk.documents, both.old.value, both.new.value))
      walk.tell(below, {
        of,
        aspect: 'value',
        old: both.old.value,
        new: both.new.value,
        sources: sourcesOf(found, pair),
      });
  }
}

/** A place without members, for what one side does not have. */
export const emptyAt = ({ source }: Place): Place => ({ value: {}, source });

/** The places of a member on both sides; a place without members where there is none. */
export function mapsAt(walk: Walk, pair: Pair, name: string): Pair {
  const { old, new: fresh } = bothAt(walk, pair, name);
  return { old: old ?? emptyAt(pair.old), new: fresh ?? emptyAt(pair.new) };
}
