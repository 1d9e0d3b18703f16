import type { Json } from '../../../conformance/core/json.ts';
import { cached } from '../../../conformance/core/memoize.ts';
import { setMember, withValueAt } from '../../../conformance/core/pointer.ts';
import { renamedAddress } from '../respond/renamed-address.ts';
import { belonging } from './belonging.ts';
import { contentsIn, createContents, type Listing } from './contents.ts';
import { bestFor, missingMember, slotsOf, type Making } from './compose.ts';
import type { Identity } from './identity.ts';
import type { Kind } from './kind.ts';
import { momentIn, type Happened } from './moments.ts';
import { keyOf, pathOf, type Level, type Values } from './places.ts';
import { memberAt } from './member.ts';
import { idIn, isShared, partsOf } from './naming.ts';
import type { SeedData } from './seed-data.ts';
import type { Store } from './store.ts';
import { thingsOf, type Members, type Origin, type Place, type Thing } from './thing.ts';

/** Where the things of one API are, and whether they are there. */
export type Living = {
  /**
   * The place of a path; `undefined` if what it belongs to is not there.
   * @param isOpen whether it is a place all the same
   */
  readonly placeOf: (level: Level, values: Values, isOpen?: boolean) => Place | undefined;
  /** The thing that a path names; `undefined` if it is not there. */
  readonly thingOf: (level: Level, values: Values) => Thing | undefined;
  /** Whether the thing that a path names was removed, or one that it belonged to. */
  readonly isGone: (level: Level, values: Values) => boolean;
  /** Adds to a place what its kind says is there from the start. */
  readonly fill: (place: Place, filling: Filling, from: Origin) => void;
  /** Shows the things of a place in what it belongs to, where that lists them. */
  readonly show: (place: Place, level: Level) => void;
};

/** What is there from the start, and the members that say what it belongs to. */
export type Filling = { readonly kind: Kind; readonly around: Members };

/** The same with other things. */
const filledWith = ({ kind, around }: Filling, seeds: readonly Members[]): Filling => ({
  kind: { ...kind, seeds, named: [] },
  around,
});

/** The id of what there is only once. */
export const only = 'only';

/** Opens the places of an API when they are first used, with the things that are there from the start. */
export function createLiving(api: string, { store, seedData, now }: Keeping): Living {
  const contents = createContents(store);

  function placeOf(level: Level, values: Values, isOpen = false): Place | undefined {
    const key = keyOf(api, level, values);
    const known = store.place(key);
    if (known) return refreshed(known, level, values);
    const above = livingAbove(level);
    const owner = above && thingOf(above, values);
    if (above && !owner && !isOpen) return undefined;
    // these show to which of them they belong
    if (level.home && isShared(level)) return placeOf(level.home, values);
    const home = level.home && placeOf(level.home, values);
    const place = store.open({ key, api, path: pathOf(level, values), owner, home });
    const kind = level.kind();
    if (kind) start(place, { kind, around: belonging(level, values) }, contentsOf(level));
    return place;
  }

  /** A place with the things that its owner lists, if a request has written that list. */
  function refreshed(place: Place, level: Level, values: Values): Place {
    const listing = place.owner && contentsOf(level);
    if (!listing || !contents.isStale(place, listing)) return place;
    for (const thing of thingsOf(place).all()) store.remove(thing);
    start(place, { kind: level.kind()!, around: belonging(level, values) }, listing);
    return place;
  }

  function show(place: Place, level: Level): void {
    const listing = place.owner && contentsOf(level);
    if (listing) contents.show(place, listing);
  }

  function thingOf(level: Level, values: Values): Thing | undefined {
    const place = placeOf(level, values);
    const id = idIn(level, values) ?? only;
    return place?.byId.get(id) ?? (isLong(id) ? place?.byId.get(String(Number(id))) : undefined);
  }

  const isGone = (level: Level, values: Values): boolean =>
    (level.names !== undefined && store.isGone(keyOf(api, level, values), idIn(level, values)!)) ||
    (level.owner !== undefined && isGone(level.owner, values));
  return { placeOf, thingOf, isGone, fill, show };

  function start(place: Place, filling: Filling, listing: Listing | undefined): void {
    const { kind } = filling;
    const given = seedData?.get(place.path);
    const listed = listing && contents.shownBy(place, listing);
    if (listed) fill(place, filledWith(filling, listed), place.owner!.from);
    else if (given) fill(place, filledWith(filling, given), 'seed data');
    // what was just made has nothing below it yet, but for what there is once
    else if (kind.isSingle || place.owner?.from !== 'request') fill(place, filling, 'description');
    if (listing) contents.show(place, listing);
  }

  function fill(place: Place, { kind, around }: Filling, from: Origin): void {
    const making = { like: kind.like, now: now() };
    const home = place.home ?? place;
    const starting = kind.isSingle ? single(kind) : startingWith(home, kind);
    for (const { identity, members } of starting) {
      // a place may be opened again after it was forgotten
      if (from === 'description' && store.isGone(home.key, identity.id)) continue;
      // what is documented below one thing is there below each
      const own = from === 'description' ? { ...members, ...around } : { ...around, ...members };
      const whole = completed(kind, { members: own }, making);
      store.add(place, identity.id, identified(whole, kind, identity), from);
    }
  }
}

type Starting = { readonly identity: Identity; readonly members: Members };

const single = ({ seeds, like }: Kind): readonly Starting[] => [
  { identity: { id: only, value: only }, members: seeds[0] ?? like },
];

/** The things of a kind that are there from the start, and one for each identifier that is documented. */
function* startingWith({ byId }: Place, kind: Kind): Iterable<Starting> {
  const { seeds, identities, named } = kind;
  for (const members of seeds) {
    const parts = partsOf(kind, { given: {}, members, around: [] });
    const given = identities.of(parts);
    const isFree = given && !byId.has(given.id);
    const identity = isFree ? given : identities.next({ byId }, members, parts);
    if (identity) yield { identity, members };
  }
  for (const parts of named) {
    const identity = identities.of(parts);
    if (seeds[0] && identity && !byId.has(identity.id)) yield { identity, members: seeds[0] };
  }
}

/** Whether a text is a number with more digits than a number of JSON surely keeps. */
const isLong = (id: string): boolean => /^\d{16,}$/.test(id);

/** What keeps things, and which are there from the start. */
export type Keeping = {
  readonly store: Store;
  readonly seedData?: SeedData | undefined;
  readonly now: () => number;
};

/** The member that shows the things of a level in what they belong to. */
function contentsOf(level: Level): Listing | undefined {
  const kind = level.kind();
  const owner = livingAbove(level)?.kind();
  return kind && owner && !kind.isSingle ? contentsIn(owner, level.template, kind) : undefined;
}

/** The next level above whose things live. */
const livingAbove = ({ owner }: Level): Level | undefined =>
  owner === undefined || owner.kind() ? owner : livingAbove(owner);

/**
 * The members of a thing with those that its schema requires, and with the moment at which something
 * happened where requests do not give it.
 */
export function completed(
  { flats }: Kind,
  { members, given = members, happened = [] }: Completing,
  making: Making,
): Members {
  const [flat] = bestFor(flats, members);
  if (!flat) return members;
  const all: { [name: string]: Json } = { ...members };
  for (const slot of slotsOf(flat)) {
    const { name, moment, isWriteOnly, isRequired, hasDefault } = slot;
    const isThere = Object.hasOwn(all, name);
    if (moment && happened.includes(moment.happened) && !Object.hasOwn(given, name))
      setMember(all, name, momentIn(moment.flat, making.now));
    else if (!isThere && !isWriteOnly && (isRequired || moment || hasDefault))
      setMember(all, name, missingMember(slot, making));
  }
  return all;
}

/** Members to complete, those of them that a request gave, and what happened now. */
export type Completing = {
  readonly members: Members;
  readonly given?: Members;
  readonly happened?: readonly Happened[];
};

/** Members with another identifier, also in addresses that hold the one of the documented thing. */
export function identified(members: Members, kind: Kind, identity: Identity): Members {
  const { identifier, like, above } = kind;
  if (identifier === undefined && above.length === 0) return members;
  const values = valuesOf(kind, identity);
  const holding = cached(addresses, kind, () => addressesIn(like, renamingOf(like, values)));
  const own = holding.length === 0 ? members : withNames(members);
  return values.reduce<Members>(
    (all, { pointer, value }) => withValueAt(all, pointer, value) as Members,
    own,
  );

  function withNames(before: Members): Members {
    const texts = renamingOf(like, values);
    const named: { [name: string]: Json } = { ...before };
    for (const name of holding)
      if (named[name] === like[name]) named[name] = renamed(named[name]!, texts);
    return named;
  }
}

/** The names that the documented thing has, and those that another one has in their place. */
const renamingOf = (like: Members, values: ReturnType<typeof valuesOf>): Renaming =>
  new Map(
    values.flatMap(({ pointer, value }) => {
      const before = memberAt(like, pointer);
      return before === undefined ? [] : [[String(before), String(value)] as const];
    }),
  );

/** Where an identity is in a thing. */
const valuesOf = (
  { identifier, above }: Kind,
  identity: Identity,
): readonly { readonly pointer: string; readonly value: Json }[] => [
  ...above.flatMap(({ pointer }, index) =>
    pointer === undefined ? [] : [{ pointer, value: identity.above?.[index] ?? '' }],
  ),
  ...(identifier === undefined ? [] : [{ pointer: identifier, value: identity.value }]),
];

const addresses = new WeakMap<Kind, readonly string[]>();

/** Names of things by those of others. */
type Renaming = ReadonlyMap<string, string>;

/** The members of a thing in which an address holds an identifier of it. */
const addressesIn = (like: Members, texts: Renaming): readonly string[] => {
  const others = new Map([...texts.keys()].map((id) => [id, '']));
  return Object.keys(like).filter((name) => renamed(like[name]!, others) !== like[name]);
};

/** An address of the documented thing as that of another one; also in the objects of links. */
function renamed(value: Json, texts: Renaming): Json {
  if (typeof value === 'string') return renamedAddress(value, texts);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(
    ([name, inner]) => [name, renamed(inner as Json, texts)] as const,
  );
  const isSame = entries.every(([name, inner]) => inner === (value as Members)[name]);
  return isSame ? value : Object.fromEntries(entries);
}
