import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../../conformance/core/json.ts';
import { cached } from '../../../conformance/core/memoize.ts';
import { isObject } from '../../../conformance/core/pointer.ts';
import { plainName } from '../../../conformance/core/resources/names.ts';
import type { FlatSchema } from '../../../conformance/core/schema/model.ts';
import type { Kind } from './kind.ts';
import { isSameSchema } from './shape.ts';
import type { Store } from './store.ts';
import { thingsOf, type Members, type Place, type Thing } from './thing.ts';

/** Keeps a place, and the member that shows its things in what it belongs to, the same. */
export type Contents = {
  /** The things that the owner of a place shows there; `undefined` where no member shows them. */
  readonly shownBy: (place: Place, name: string) => readonly Members[] | undefined;
  /** Whether requests wrote the member since the place was shown there. */
  readonly isStale: (place: Place, name: string) => boolean;
  /** Shows the things of a place in what it belongs to. */
  readonly show: (place: Place, name: string) => void;
};

const names = new WeakMap<Kind, Map<string, string | undefined>>();

/**
 * The member of a thing that lists what lies below it: `items` of a cart with `/carts/{id}/items`, where
 * its elements have the schema of those things.
 * @param path the path of what lies below
 */
export const contentsIn = (owner: Kind, path: string, kind: Kind): string | undefined =>
  cached(
    cached(names, owner, () => new Map<string, string | undefined>()),
    path,
    () => memberFor(owner.flats, path, kind.flats),
  );

function memberFor(
  owners: readonly FlatSchema[],
  path: string,
  things: readonly FlatSchema[],
): string | undefined {
  const segment = plainName(path.split('/').at(-1)!);
  const isOfThings = (items: FlatSchema['items']) =>
    items ? items().some((flat) => things.some((thing) => isSameSchema(flat, thing))) : false;
  return owners
    .flatMap(({ properties }) => [...properties])
    .find(
      ([name, alternatives]) =>
        plainName(name) === segment && alternatives().some(({ items }) => isOfThings(items)),
    )?.[0];
}

export function createContents(store: Store): Contents {
  // by place, the list that its owner had when both were the same
  const shown = new WeakMap<Place, Json | undefined>();
  const listOf = (place: Place, name: string) => ownerOf(place)?.members[name];
  const membersIn = (place: Place) =>
    thingsOf(place)
      .all()
      .map(({ members }) => members);
  return {
    shownBy(place, name) {
      const list = listOf(place, name);
      return Array.isArray(list) ? (list as Json[]).filter(isMembers) : undefined;
    },
    isStale(place, name) {
      const list = listOf(place, name);
      if (shown.has(place)) return list !== shown.get(place);
      // a place of a snapshot
      const isSame = isDeepStrictEqual(list ?? [], membersIn(place));
      if (isSame) shown.set(place, list);
      return !isSame;
    },
    show(place, name) {
      const owner = ownerOf(place);
      if (!owner) return;
      const list = membersIn(place);
      const isSame = list.length === 0 && !Object.hasOwn(owner.members, name);
      shown.set(place, isSame ? undefined : list);
      if (!isSame) store.write(owner, { ...owner.members, [name]: list });
    },
  };
}

const isMembers = (value: Json): value is Members => isObject(value);

/** What a place belongs to, as it is now. */
const ownerOf = ({ owner }: Place): Thing | undefined => owner?.place.byId.get(owner.id);
