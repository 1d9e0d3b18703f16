/** What the stateful servers keep, in memory. */

/** A thing, as answers show it. */
export type Thing = { readonly [member: string]: unknown };

/** What belongs to a kind of thing. */
export type Kind = {
  /** The member that identifies a thing; none where there is only one. */
  readonly key?: string;
  /** What the server adds to the members of the `count`-th thing at its place. */
  readonly made: (members: Thing, count: number) => Thing;
  /** Whether each write changes `updatedAt`. */
  readonly isStamped?: true;
  /** The kinds of things that it contains. */
  readonly children?: readonly string[];
};

/**
 * A place has a user, kinds, and the ids of things that contain others: `ada/projects/apollo-1/issues`.
 * Every method yields `undefined` or `false` where there is no such place or thing.
 */
export type Store = {
  readonly kinds: { readonly [kind: string]: Kind };
  readonly places: () => readonly string[];
  /** The things themselves, oldest first, by id. */
  readonly at: (place: string) => Map<string, Thing> | undefined;
  readonly list: (place: string) => readonly Thing[] | undefined;
  readonly read: (place: string, id: string) => Thing | undefined;
  /** `made` stands in for what the server would make. */
  readonly create: (place: string, members: Thing, made?: Thing) => Thing | undefined;
  /** What the server made stays, such as the id. */
  readonly replace: (place: string, id: string, members: Thing) => Thing | undefined;
  readonly change: (place: string, id: string, members: Thing) => Thing | undefined;
  /** Removes what the thing contains, too. */
  readonly remove: (place: string, id: string) => boolean;
};

/** The last part of a place. */
export const kindOf = (place: string): string => place.slice(place.lastIndexOf('/') + 1);

/** The id of the only thing of a kind without a key. */
export const only = 'only';

/** An empty store, that does what its type says. */
export function createStore(kinds: Store['kinds']): Store {
  const shelves = new Map<string, Map<string, Thing>>();
  const counts = new Map<string, number>();

  function at(place: string) {
    // everything else is opened with the thing that contains it
    if (place.split('/').length === 2 && !shelves.has(place)) shelves.set(place, new Map());
    return shelves.get(place);
  }

  function create(place: string, members: Thing, made: Thing = {}): Thing | undefined {
    const shelf = at(place);
    if (shelf === undefined) return undefined;
    const kind = kinds[kindOf(place)]!;
    // no two users get the same id
    const counted = place.slice(place.indexOf('/'));
    const count = (counts.get(counted) ?? 0) + 1;
    counts.set(counted, count);
    const thing = { ...members, ...kind.made(members, count), ...made };
    const id = idOf(kind, thing);
    shelf.set(id, thing);
    for (const child of kind.children ?? []) shelves.set(`${place}/${id}/${child}`, new Map());
    return thing;
  }

  function write(place: string, id: string, rewrite: (old: Thing, kind: Kind) => Thing) {
    const shelf = at(place);
    const old = shelf?.get(id);
    if (shelf === undefined || old === undefined) return undefined;
    const kind = kinds[kindOf(place)]!;
    const stamp = kind.isStamped ? { updatedAt: new Date().toISOString() } : {};
    const thing = { ...rewrite(old, kind), ...stamp };
    shelf.set(id, thing);
    return thing;
  }

  return {
    kinds,
    places: () => [...shelves.keys()],
    at,
    list: (place) => {
      const shelf = at(place);
      return shelf && [...shelf.values()];
    },
    read: (place, id) => at(place)?.get(id),
    create,
    replace: (place, id, members) =>
      write(place, id, (old, kind) => {
        const made = Object.keys(kind.made(old, 0));
        const kept = Object.entries(old).filter(([member]) => made.includes(member));
        return { ...members, ...Object.fromEntries(kept) };
      }),
    change: (place, id, members) => write(place, id, (old) => ({ ...old, ...members })),
    remove(place, id) {
      if (at(place)?.delete(id) !== true) return false;
      for (const inside of shelves.keys())
        if (inside.startsWith(`${place}/${id}/`)) shelves.delete(inside);
      return true;
    },
  };
}

/** The id of a thing. */
export const idOf = ({ key }: Kind, thing: Thing): string =>
  key === undefined ? only : String(thing[key]);
