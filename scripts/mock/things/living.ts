import type { Json } from '../../../conformance/core/json.ts';
import { cached } from '../../../conformance/core/memoize.ts';
import { setMember, withValueAt } from '../../../conformance/core/pointer.ts';
import { bestFor, missingMember, slotsOf, type Making } from './compose.ts';
import type { Identity } from './identity.ts';
import type { Kind } from './kind.ts';
import { momentIn, type Happened } from './moments.ts';
import { keyOf, pathOf, type Level, type Values } from './places.ts';
import { memberAt } from './member.ts';
import type { SeedData } from './seed-data.ts';
import type { Store } from './store.ts';
import type { Members, Origin, Place, Thing } from './thing.ts';

/** Where the things of one API are, and whether they are there. */
export type Living = {
  /** The place of a path; `undefined` if what it belongs to is not there. */
  readonly placeOf: (level: Level, values: Values) => Place | undefined;
  /** The thing that a path names; `undefined` if it is not there. */
  readonly thingOf: (level: Level, values: Values) => Thing | undefined;
  /** Whether the thing that a path names was removed, or one that it belonged to. */
  readonly isGone: (level: Level, values: Values) => boolean;
  /** Adds to a place what its kind says is there from the start. */
  readonly fill: (place: Place, kind: Kind, from: Origin) => void;
};

/** The id of what there is only once. */
export const only = 'only';

/** Opens the places of an API when they are first used, with the things that are there from the start. */
export function createLiving(api: string, { store, seedData, now }: Keeping): Living {
  function placeOf(level: Level, values: Values): Place | undefined {
    const key = keyOf(api, level, values);
    const known = store.place(key);
    if (known) return known;
    const above = livingAbove(level);
    const owner = above && thingOf(above, values);
    if (above && !owner) return undefined;
    const home = level.home && placeOf(level.home, values);
    const place = store.open({ key, api, path: pathOf(level, values), owner, home });
    const kind = level.kind();
    // what was just made has nothing below it yet, but for what there is once
    const given = seedData?.get(place.path);
    if (kind && given) fill(place, { ...kind, seeds: given, named: [] }, 'seed data');
    else if (kind && (kind.isSingle || owner?.from !== 'request')) fill(place, kind, 'description');
    return place;
  }

  function thingOf(level: Level, values: Values): Thing | undefined {
    const id = level.parameter === undefined ? only : String(values[level.parameter]);
    return placeOf(level, values)?.byId.get(id);
  }

  const isGone = (level: Level, values: Values): boolean =>
    (level.parameter !== undefined &&
      store.isGone(keyOf(api, level, values), String(values[level.parameter]))) ||
    (level.owner !== undefined && isGone(level.owner, values));
  return { placeOf, thingOf, isGone, fill };

  function fill(place: Place, kind: Kind, from: Origin): void {
    const making = { like: kind.like, now: now() };
    const starting = kind.isSingle ? single(kind) : startingWith(place.home ?? place, kind);
    for (const { identity, members } of starting) {
      const whole = completed(kind, { members }, making);
      store.add(place, identity.id, identified(whole, kind, identity), from);
    }
  }
}

type Starting = { readonly identity: Identity; readonly members: Members };

const single = ({ seeds, like }: Kind): readonly Starting[] => [
  { identity: { id: only, value: only }, members: seeds[0] ?? like },
];

/** The things of a kind that are there from the start, and one for each identifier that is documented. */
function* startingWith(
  { byId }: Place,
  { seeds, identities, identifier, named }: Kind,
): Iterable<Starting> {
  for (const members of seeds) {
    const given =
      identifier === undefined ? undefined : identities.of(memberAt(members, identifier));
    const identity = given && !byId.has(given.id) ? given : identities.next({ byId }, members);
    if (identity) yield { identity, members };
  }
  for (const value of named) {
    const identity = identities.of(value);
    if (seeds[0] && identity && !byId.has(identity.id)) yield { identity, members: seeds[0] };
  }
}

/** What keeps things, and which are there from the start. */
export type Keeping = {
  readonly store: Store;
  readonly seedData?: SeedData | undefined;
  readonly now: () => number;
};

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
export function identified(members: Members, kind: Kind, { value }: Identity): Members {
  const { identifier, like } = kind;
  if (identifier === undefined) return members;
  const own = withValueAt(members, identifier, value) as { [name: string]: Json };
  const before = memberAt(like, identifier);
  if (before === undefined) return own;
  for (const name of cached(addresses, kind, () => addressesIn(like, String(before))))
    if (own[name] === like[name]) own[name] = renamed(own[name]!, String(before), String(value));
  return own;
}

const addresses = new WeakMap<Kind, readonly string[]>();

/** The members of a thing in which an address holds its identifier. */
const addressesIn = (like: Members, id: string): readonly string[] =>
  Object.keys(like).filter((name) => renamed(like[name]!, id, '') !== like[name]);

/** An address of the documented thing as that of another one; also in the objects of links. */
function renamed(value: Json, before: string, after: string): Json {
  if (typeof value === 'string')
    return value.includes('/') && value.includes(before)
      ? value
          .split('/')
          .map((part) => (part === before ? after : part))
          .join('/')
      : value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(
    ([name, inner]) => [name, renamed(inner as Json, before, after)] as const,
  );
  const isSame = entries.every(([name, inner]) => inner === (value as Members)[name]);
  return isSame ? value : Object.fromEntries(entries);
}
