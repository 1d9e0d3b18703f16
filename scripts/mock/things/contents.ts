import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../../conformance/core/json.ts';
import { cached } from '../../../conformance/core/memoize.ts';
import { plainName } from '../../../conformance/core/resources/names.ts';
import type { FlatSchema } from '../../../conformance/core/schema/model.ts';
import type { Kind } from './kind.ts';
import { areMarks, shownIn as elementFor, thingsIn } from './marks.ts';
import { isSameSchema } from './shape.ts';
import type { Store } from './store.ts';
import { thingsOf, type Members, type Place, type Thing } from './thing.ts';

/** The member of a thing that lists what lies below it, and whether those are texts or numbers. */
export type Listing = { readonly name: string; readonly isOfMarks: boolean };

/** Keeps a place, and the member that shows its things in what it belongs to, the same. */
export type Contents = {
  /** The things that the owner of a place shows there; `undefined` where no member shows them. */
  readonly shownBy: (place: Place, listing: Listing) => readonly Members[] | undefined;
  /** Whether requests wrote the member since the place was shown there. */
  readonly isStale: (place: Place, listing: Listing) => boolean;
  /** Shows the things of a place in what it belongs to. */
  readonly show: (place: Place, listing: Listing) => void;
};

const names = new WeakMap<Kind, Map<string, Listing | undefined>>();

/**
 * The member of a thing that lists what lies below it: `items` of a cart with `/carts/{id}/items`, where
 * its elements have the schema of those things.
 * @param path the path of what lies below
 */
export const contentsIn = (owner: Kind, path: string, kind: Kind): Listing | undefined =>
  cached(
    cached(names, owner, () => new Map<string, Listing | undefined>()),
    path,
    () => memberFor(owner.flats, path, kind.flats),
  );

function memberFor(
  owners: readonly FlatSchema[],
  path: string,
  things: readonly FlatSchema[],
): Listing | undefined {
  const segment = plainName(path.split('/').at(-1)!);
  const isOfMarks = areMarks(things);
  const isOfThings = (items: FlatSchema['items']) =>
    items
      ? isOfMarks
        ? areMarks(items())
        : items().some((flat) => things.some((thing) => isSameSchema(flat, thing)))
      : false;
  const [name] =
    owners
      .flatMap(({ properties }) => [...properties])
      .find(
        ([name, alternatives]) =>
          plainName(name) === segment && alternatives().some(({ items }) => isOfThings(items)),
      ) ?? [];
  return name === undefined ? undefined : { name, isOfMarks };
}

export function createContents(store: Store): Contents {
  // by place, the list that its owner had when both were the same
  const shown = new WeakMap<Place, Json | undefined>();
  const listOf = (place: Place, { name }: Listing) => ownerOf(place)?.members[name];
  const shownIn = (place: Place, { isOfMarks }: Listing) =>
    thingsOf(place)
      .all()
      .map(({ members }) => elementFor(members, isOfMarks));
  return {
    shownBy(place, listing) {
      const list = listOf(place, listing);
      return Array.isArray(list) ? thingsIn(list as Json[], listing.isOfMarks) : undefined;
    },
    isStale(place, listing) {
      const list = listOf(place, listing);
      if (shown.has(place)) return list !== shown.get(place);
      // a place of a snapshot
      const isSame = isDeepStrictEqual(list ?? [], shownIn(place, listing));
      if (isSame) shown.set(place, list);
      return !isSame;
    },
    show(place, listing) {
      const { name } = listing;
      const owner = ownerOf(place);
      if (!owner) return;
      const list = shownIn(place, listing);
      const isSame = list.length === 0 && !Object.hasOwn(owner.members, name);
      shown.set(place, isSame ? undefined : list);
      if (!isSame) store.write(owner, { ...owner.members, [name]: list });
    },
  };
}

/** What a place belongs to, as it is now. */
const ownerOf = ({ owner }: Place): Thing | undefined => owner?.place.byId.get(owner.id);
