import type { Json } from '../../../conformance/core/json.ts';
import type { Row } from './ordered.ts';

/** The members of a thing, as answers show them. */
export type Members = { readonly [name: string]: Json };

/**
 * Where a thing comes from: below one that a request made there is nothing yet, and one of the description
 * gives way to what requests make.
 */
export type Origin = 'description' | 'seed data' | 'request';

/** A thing that the mock keeps. */
export type Thing = {
  /** What names it in a path. */
  readonly id: string;
  /** Higher than that of each thing before. */
  readonly serial: number;
  /** How often it was written since it was made. */
  readonly revision: number;
  readonly place: Place;
  /** The key of another place that lists it too. */
  readonly within?: string | undefined;
  readonly from: Origin;
  readonly members: Members;
  /** What is known of these members, such as their text in an answer: see `knownOf`. */
  known: readonly unknown[];
};

/** Things that one path lists, such as `/projects/apollo/issues`. */
export type Place = {
  readonly key: string;
  readonly api: string;
  /** The path, for people. */
  readonly path: string;
  /** The thing that it belongs to. */
  readonly owner?: Owner | undefined;
  /** The place whose things it lists, where they have paths of their own elsewhere. */
  readonly home?: Place | undefined;
  readonly byId: ReadonlyMap<string, Thing>;
  readonly things: Row<Thing>;
  /** The things that have a value at a pointer, found by an index that each change keeps. */
  readonly having: (pointer: string, value: string) => Row<Thing>;
  /** What was found out about these things since the last change; `undefined` if nothing is known. */
  readonly finding: (about: string) => unknown;
  /** Keeps what was found out until the next change, or until there is too much of it. */
  readonly find: (about: string, finding: unknown, bytes: number) => void;
  /** Says how many bytes more are known of a thing. */
  readonly spend: (bytes: number) => void;
};

/** What a place belongs to, whatever its members are now. */
export type Owner = Pick<Thing, 'id' | 'serial' | 'place' | 'from'>;

/** A place to open. */
export type Opening = Pick<Place, 'key' | 'api' | 'path' | 'owner' | 'home'>;

/** In place of a pointer: the place that lists a thing too. */
export const within = 'within';

/** The things of a place, in the order of their creation. */
export const thingsOf = ({ key, home, things }: Place): Row<Thing> =>
  home ? home.having(within, key) : things;

/**
 * What is known of the members of a thing, by what it is for; made at the first call. Keys and values
 * in turn, because thousands of things with a map each would keep the garbage collector busy.
 * @param size how many bytes a value needs: if all need too many, all of them are forgotten
 */
export function knownOf<Value>(
  thing: Thing,
  key: object,
  make: () => Value,
  size: (made: Value) => number,
): Value {
  const { known } = thing;
  for (let index = 0; index < known.length; index += 2)
    if (known[index] === key) return known[index + 1] as Value;
  const made = make();
  // a list that grows has room for many more
  thing.known = [...known, key, made];
  thing.place.spend(size(made));
  return made;
}
