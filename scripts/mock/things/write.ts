import type { Contract } from '../../../conformance/core/contract/model.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { isObject, setMember } from '../../../conformance/core/pointer.ts';
import { withEffect } from '../../../conformance/core/resources/model.ts';
import { addressed, addressIn } from './addresses.ts';
import { bestFor, slotsOf } from './compose.ts';
import { conflictIn } from './conflicts.ts';
import type { Identity } from './identity.ts';
import type { Kind } from './kind.ts';
import { completed, identified, only } from './living.ts';
import { memberAt } from './member.ts';
import { absent, conflicting, contentTypeOf, type Asked, type Outcome } from './outcome.ts';
import { patched } from './patch.ts';
import type { Work } from './places.ts';
import { sentBy, type Sent } from './sent.ts';
import type { Store } from './store.ts';
import type { Members, Place, Thing } from './thing.ts';

/** A request about the things of a place. */
export type About = { readonly work: Work; readonly asked: Asked; readonly place: Place };

/** Makes and changes things as requests say; `undefined` where nothing is known of what one says. */
export type Writing = {
  readonly create: (about: About) => Outcome | undefined;
  /** Makes what the path of a PUT names. */
  readonly createNamed: (about: About) => Outcome | undefined;
  readonly replace: (about: About, thing: Thing) => Outcome | undefined;
  readonly change: (about: About, thing: Thing) => Outcome | undefined;
};

type Context = {
  readonly contract: Contract;
  readonly store: Store;
  readonly now: () => number;
};

export const createWriting = (context: Context): Writing => ({
  create(about) {
    const sent = sentIn(about);
    if (!sent && about.asked.read.body !== undefined) return undefined;
    return made(about, { members: sent?.members ?? {} }, context);
  },
  createNamed(about) {
    const sent = sentIn(about);
    const { isSingle, level } = about.work;
    if (!sent || !canMake(about.work)) return absent;
    const id = isSingle ? only : String(about.asked.read.parameters.path[level.parameter!]);
    return made(about, { members: sent.members, id }, context);
  },
  replace(about, thing) {
    const sent = sentIn(about);
    if (!sent) return undefined;
    return changed(
      about,
      thing,
      { given: sent.members, members: replacedBy(sent, thing, about.work) },
      context,
    );
  },
  change(about, thing) {
    const { body } = about.asked.read;
    const { members } = thing;
    if (body === undefined) return changed(about, thing, { given: {}, members }, context);
    const sent = Array.isArray(body) ? undefined : sentIn(about);
    const type = contentTypeOf(about.asked) ?? 'application/json';
    const result = patched(members, sent?.members ?? body, type);
    if ('problem' in result) return conflicting(result.problem);
    if (!isObject(result.value)) return undefined;
    const kind = about.work.level.kind()!;
    const given = sent?.members ?? {};
    const own = withNulls(restored(result.value as Members, members, kind), given, kind);
    return changed(about, thing, { given, members: own }, context);
  },
});

const sentIn = ({ work: { operation, level }, asked }: About): Sent | undefined =>
  sentBy(operation, level.kind()!, asked.read.body, contentTypeOf(asked));

/** Makes a thing of the members that a request gave, with what the server adds. */
function made(
  about: About,
  { members: given, id }: { readonly members: Members; readonly id?: string },
  { contract, store, now }: Context,
): Outcome | undefined {
  const { work, place } = about;
  const clash = conflictIn(contract, { work, place, members: given });
  if (clash !== undefined) return conflicting(clash);
  const kind = work.level.kind()!;
  const { identities, identifier, like } = kind;
  const sentId = id ?? (identifier === undefined ? undefined : memberAt(given, identifier));
  const wanted = identities.of(sentId);
  const home = place.home ?? place;
  const before = wanted && home.byId.get(wanted.id);
  // what is there from the start gives way to what a request makes
  if (before?.from === 'description') store.remove(before);
  const isFree = wanted && !home.byId.has(wanted.id);
  const identity = isFree ? wanted : (identities.next(home, given) ?? freed(about, store));
  if (!identity) return undefined;
  const making = { like, now: now() };
  const members = completed(kind, { members: given, happened: ['created', 'updated'] }, making);
  const named = identified(members, kind, identity);
  const path = addressIn(home, identity.id, work.operation);
  const thing = store.add(place, identity.id, addressed(kind, named, given, path));
  return { done: 'made', thing };
}

/** An identity that a documented thing gives up, where the schemas allow no other one. */
function freed({ work, place }: About, store: Store): Identity | undefined {
  const home = place.home ?? place;
  const before = home.things.all().find(({ from }) => from === 'description');
  if (!before) return undefined;
  store.remove(before);
  return work.level.kind()!.identities.next(home, {});
}

/** Gives a thing other members, and notes when. */
function changed(
  { work, place }: About,
  thing: Thing,
  { given, members }: { readonly given: Members; readonly members: Members },
  { contract, store, now }: Context,
): Outcome {
  const clash = conflictIn(contract, { work, place, members: given, own: thing });
  if (clash !== undefined) return conflicting(clash);
  const kind = work.level.kind()!;
  const whole = completed(
    kind,
    { members, given, happened: ['updated'] },
    { like: kind.like, now: now() },
  );
  return { done: 'written', thing: store.write(thing, whole) };
}

/** What a request gives, and what only the server writes. */
function replacedBy({ members, isWritable }: Sent, thing: Thing, { level }: Work): Members {
  const { identifier } = level.kind()!;
  const replaced: { [name: string]: Json } = { ...members };
  for (const [name, value] of Object.entries(thing.members))
    if (!isWritable(name) || `/${name}` === identifier) setMember(replaced, name, value);
  return replaced;
}

/** Whether a PUT makes what it names: it says so, or nothing else makes such things. */
const canMake = ({ operation, level, isSingle }: Work): boolean =>
  isSingle ||
  operation.responses.some(({ status }) => status === '201') ||
  withEffect(level.kind()!.resource, 'create').length === 0;

/** A patch may not change the identifier and what only the server writes, nor remove a moment. */
function restored(members: Members, before: Members, { identifier, flats }: Kind): Members {
  const [flat] = bestFor(flats, before);
  const own: { [name: string]: Json } = { ...members };
  for (const { name, isReadOnly, moment } of flat ? slotsOf(flat) : []) {
    const isKept = isReadOnly || `/${name}` === identifier || (moment && !Object.hasOwn(own, name));
    if (isKept && Object.hasOwn(before, name)) setMember(own, name, before[name]!);
  }
  return own;
}

/** A null stays where answers may have one. */
function withNulls(members: Members, given: Members, { flats }: Kind): Members {
  const nulls = Object.keys(given).filter(
    (name) =>
      given[name] === null &&
      flats.some(({ properties }) =>
        properties
          .get(name)?.()
          .some(({ types, isTypeStated }) => isTypeStated && types.includes('null')),
      ),
  );
  return { ...members, ...Object.fromEntries(nulls.map((name) => [name, null])) };
}
