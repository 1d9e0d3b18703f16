import { members } from './rule.ts';
import type { Context, Location } from './rule.ts';

/** A node of a description, and where it stands. */
export type Place = { readonly node: unknown; readonly location: Location };

type Resolve = Context['resolve'];

/**
 * Follows a Reference Object to its target, which may be in another file; any other node stays
 * where it is.
 */
export function follow(place: Place, resolve: Resolve): Place {
  if (typeof members(place.node).$ref !== 'string') return place;
  const { node, location } = resolve(place.node, place.location.source.absoluteRef);
  return { node, location: location ?? place.location };
}

/**
 * The member of an object or the element of an array, as it is written; nothing where there is
 * none.
 */
export function below(place: Place | undefined, name: string): Place | undefined {
  const { node, location } = place ?? {};
  if (typeof node !== 'object' || node === null || !Object.hasOwn(node, name)) return undefined;
  return { node: (node as Record<string, unknown>)[name], location: location!.child([name]) };
}

/** Every member of an object or element of an array, followed to its target. */
export function* each(
  place: Place | undefined,
  resolve: Resolve,
): Iterable<readonly [string, Place]> {
  if (typeof place?.node !== 'object' || place.node === null) return;
  for (const [name, node] of Object.entries(place.node)) {
    yield [name, follow({ node, location: place.location.child([name]) }, resolve)];
  }
}

/** Steps down by several names, and follows the references on the way. */
export function descend(
  place: Place,
  names: readonly string[],
  resolve: Resolve,
): Place | undefined {
  let found: Place | undefined = follow(place, resolve);
  for (const name of names) {
    const next: Place | undefined = below(found, name);
    found = next && follow(next, resolve);
  }
  return found;
}
