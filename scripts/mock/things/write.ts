import type { Contract } from '../../../conformance/core/contract/model.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { isObject, setMember } from '../../../conformance/core/pointer.ts';
import { withEffect } from '../../../conformance/core/resources/model.ts';
import { addressed } from './addresses.ts';
import { belonging } from './belonging.ts';
import { bestFor, slotsOf } from './compose.ts';
import { commandedBy } from './commands.ts';
import { conflictIn } from './conflicts.ts';
import { aroundThing, isValid } from './form.ts';
import type { Identity } from './identity.ts';
import type { Kind } from './kind.ts';
import { completed, identified, only } from './living.ts';
import { aroundIn, partsOf, pathOfThing, type Parts } from './naming.ts';
import {
  absent,
  conflicting,
  contentTypeOf,
  type Asked,
  type DoneToOne,
  type Outcome,
  type Refused,
} from './outcome.ts';
import { patched } from './patch.ts';
import type { Work } from './places.ts';
import { sentBy, type Sent } from './sent.ts';
import type { Store } from './store.ts';
import { textAt } from './texts.ts';
import type { Members, Place, Thing } from './thing.ts';

/** A request about the things of a place. */
export type About = {
  readonly work: Work;
  readonly asked: Asked;
  readonly place: Place;
  /** The part of the body that is about one thing, where the body is about several. */
  readonly part?: Part;
};

/** A part of a body, and where its schema is in that of the body. */
export type Part = { readonly body: Json; readonly pointer: string };

/** Makes and changes things as requests say; `undefined` where nothing is known of what one says. */
export type Writing = {
  readonly create: (about: About) => Outcome | undefined;
  /** Makes what the path of a PUT names. */
  readonly createNamed: (about: About) => Outcome | undefined;
  readonly replace: (about: About, thing: Thing) => Outcome | undefined;
  readonly change: (about: About, thing: Thing) => Outcome | undefined;
  /** Does what an operation below a thing commands. */
  readonly command: (about: About, thing: Thing) => Outcome | undefined;
};

type Context = {
  readonly contract: Contract;
  readonly store: Store;
  readonly now: () => number;
};

export const createWriting = (context: Context): Writing => ({
  create(about) {
    const sent = sentIn(about);
    if (!sent && bodyOf(about) !== undefined) return undefined;
    return made(about, { members: sent?.members ?? {} }, context);
  },
  createNamed(about) {
    const sent = sentIn(about);
    const { isSingle, level } = about.work;
    const isBare = !sent && bodyOf(about) === undefined;
    if ((!sent && !isBare) || !canMake(about.work)) return absent;
    const { path } = about.asked.read.parameters;
    const named = isSingle ? [only] : (level.names ?? []).map((name) => String(path[name]));
    return made(about, { members: sent?.members ?? {}, named }, context);
  },
  replace(about, thing) {
    const sent = sentIn(about);
    // without a body, it says no more than that the thing is to be there
    if (!sent) return bodyOf(about) === undefined ? { done: 'written', thing } : undefined;
    return changed(
      about,
      thing,
      { given: sent.members, members: replacedBy(sent, thing, about.work) },
      context,
    );
  },
  change(about, thing) {
    const body = bodyOf(about);
    const { members } = thing;
    if (body === undefined) return changed(about, thing, { given: {}, members }, context);
    const sent = Array.isArray(body) ? undefined : sentIn(about);
    const type = contentTypeOf(about.asked) ?? 'application/json';
    const result = patched(members, sent?.members ?? body, type);
    if ('problem' in result) return unpatchable(result.problem, about.work, context);
    if (!isObject(result.value)) return undefined;
    const kind = about.work.level.kind()!;
    const given = sent?.members ?? {};
    const own = withNulls(restored(result.value as Members, members, kind), given, kind);
    const broken = sent ? undefined : brokenBy(about, { before: members, after: own });
    if (broken) return broken;
    return changed(about, thing, { given, members: own }, context);
  },
  command(about, thing) {
    const done = commandedBy(about, thing, context);
    if (!done || 'refused' in done) return done;
    const outcome = changed(about, thing, done, context);
    return 'done' in outcome ? { ...outcome, isUnseen: done.isUnseen } : outcome;
  },
});

const bodyOf = ({ asked, part }: About): Json | undefined => (part ?? asked.read).body;

const sentIn = (about: About): Sent | undefined => {
  const { work, asked, part } = about;
  const operation = part ? { ...work.operation, at: part.pointer } : work.operation;
  return sentBy(operation, work.level.kind()!, bodyOf(about), contentTypeOf(asked));
};

/** Makes a thing of the members that a request gave, with what the server adds. */
function made(
  about: About,
  { members: given, named }: { readonly members: Members; readonly named?: readonly string[] },
  { contract, store, now }: Context,
): Outcome | undefined {
  const { work, place, asked } = about;
  const clash = conflictIn(contract, { work, place, members: given });
  if (clash !== undefined) return conflicting(clash);
  const kind = work.level.kind()!;
  const { identities, like } = kind;
  const around = aroundIn(work.level, asked.read.parameters.path);
  const parts: Parts = named
    ? [...named.slice(0, -1), named.at(-1)]
    : partsOf(kind, { given, members: given, around });
  const wanted = identities.of(parts);
  const home = place.home ?? place;
  const before = wanted && home.byId.get(wanted.id);
  // what is there from the start gives way to what a request makes
  if (before?.from === 'description') store.remove(before);
  const isFree = wanted && !home.byId.has(wanted.id);
  const identity = isFree ? wanted : (identities.next(home, given, parts) ?? freed(about, store));
  if (!identity) return undefined;
  const making = { like, now: now() };
  const owned = { ...belonging(work.level, asked.read.parameters.path), ...given };
  const members = completed(
    kind,
    { members: owned, given, happened: ['created', 'updated'] },
    making,
  );
  const own = identified(members, kind, identity);
  const path = pathOfThing(kind, home, identity.id, work.operation);
  const thing = store.add(place, identity.id, addressed(kind, own, given, path));
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
): Refused | DoneToOne {
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

/** The refusal of a patch that can't be applied to the thing, which a 409 about other things is not. */
function unpatchable(reason: string, { operation }: Work, { contract }: Context): Refused {
  const conflict = operation.responses.find(({ status }) => status === '409');
  const text = conflict ? textAt(contract, conflict.source) : '';
  return /\b(?:another|already|exists?|unique|taken|in use|duplicate)\b/i.test(text)
    ? { refused: [422, 400, 409], reason }
    : conflicting(reason);
}

/** The documented refusal of a JSON Patch that leaves a thing as no answer may show it. */
function brokenBy(
  { work: { operation, level } }: About,
  { before, after }: { readonly before: Members; readonly after: Members },
): Refused | undefined {
  const { shown } = level.kind()!;
  const statuses = [422, 400, 409].filter((wanted) =>
    operation.responses.some(({ status }) => status === String(wanted)),
  );
  const [first, ...others] = statuses;
  if (!shown || first === undefined) return undefined;
  const isRight = (members: Members) => isValid(shown, aroundThing(shown)(members));
  return isRight(before) && !isRight(withDefaults(after, level.kind()!))
    ? { refused: [first, ...others], reason: 'the patch leaves what breaks the schema' }
    : undefined;
}

/** The members of a thing with the defaults of those that it lacks. */
function withDefaults(members: Members, { flats }: Kind): Members {
  const [flat] = bestFor(flats, members);
  const usual = flat ? slotsOf(flat).filter(({ hasDefault }) => hasDefault) : [];
  return { ...Object.fromEntries(usual.map(({ name, start }) => [name, start!])), ...members };
}

/** Whether a PUT makes what it names: it says so, or nothing else makes such things. */
export const canMake = ({ operation, level, isSingle }: Work): boolean =>
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
