import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import { documentsRefusals, responseFor } from '../../../conformance/core/contract/responses.ts';
import { matchPath } from '../../../conformance/core/http/path.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { cached } from '../../../conformance/core/memoize.ts';
import type { FilledResponse, PreparedResponse } from '../respond/prepared-response.ts';
import { refusalBy, type Bare, type Problem, type Selection } from '../respond/select-response.ts';
import { isKnown, outdated, tagField } from './etags.ts';
import { createLiving, type Keeping, type Living } from './living.ts';
import { doneToMany } from './many.ts';
import { createClock } from './moments.ts';
import { absent, type Asked, type Done, type Outcome, type Refused } from './outcome.ts';
import { modelOf, worksOf, type Work } from './places.ts';
import { createReferences, type References } from './references.ts';
import { createShowing, locationOf, type Deed, type Showing } from './show.ts';
import type { Store } from './store.ts';
import type { Place, Thing } from './thing.ts';
import { canMake, createWriting, type Writing } from './write.ts';

/** What state says of a response: which one it is, and what it shows. */
export type Lived = {
  /** By default, the one without state. */
  readonly selection?: Selection | Problem | Bare;
  /** The response with the state in it; `undefined` if no valid response can show it. */
  readonly show?: (prepared: PreparedResponse) => FilledResponse | undefined;
  /** What of the state the response does not tell. */
  readonly untold?: string;
};

/** Answers requests about things that live; `undefined` for any other request. */
export type Things = (asked: Asked) => Lived | undefined;

type Context = {
  readonly store: Store;
  readonly living: Living;
  readonly writing: Writing;
  readonly showing: Showing;
  readonly references: References;
};

/** How a mock makes things and serves them. */
type Serving = { readonly seed: number; readonly isSecure?: boolean };

/** The things of an API: each operation does to them what its place in the description says. */
export function createThings(
  contract: Contract,
  { store, seed, seedData, isSecure }: Omit<Keeping, 'now'> & Serving,
): Things {
  const now = createClock();
  const workOf = worksOf(contract, seed, store.countersOf);
  const living = createLiving(contract.api, { store, seedData, now });
  const context: Context = {
    ...{ store, living },
    writing: createWriting({ contract, store, now }),
    showing: createShowing(now),
    references: createReferences({ contract, model: modelOf(contract), workOf, living, store }),
  };
  return (asked) => {
    const work = workOf(asked.operation);
    if (!work?.level.kind()) return undefined;
    const exact = exactly(asked);
    return livedIn(work, isSecure ? { ...exact, isSecure } : exact, context);
  };
}

/** A request with the texts of numbers in its path that have more digits than a number keeps. */
function exactly(asked: Asked): Asked {
  const { operation, read, request } = asked;
  const { path } = read.parameters;
  const isLong = (value: Json) => typeof value === 'number' && Math.abs(value) > 2 ** 53 - 1;
  if (!Object.values(path).some(isLong)) return asked;
  const texts = matchPath(operation.path, request.path.split('?')[0]!);
  const exact = Object.entries(path).map(
    ([name, value]) => [name, isLong(value) ? (texts?.get(name) ?? value) : value] as const,
  );
  const parameters = { ...read.parameters, path: Object.fromEntries(exact) };
  return { ...asked, read: { ...read, parameters } };
}

function livedIn(work: Work, asked: Asked, context: Context): Lived | undefined {
  const { operation, read } = asked;
  const before = context.store.forgotten();
  const { living } = context;
  const place =
    living.placeOf(work.level, read.parameters.path) ??
    (isTaken(work, asked, context)
      ? living.placeOf(work.level, read.parameters.path, true)
      : undefined);
  const outcome = place ? outcomeIn(place, work, asked, context) : absent;
  if (!outcome) return { untold: 'this response is the one without state' };
  if (outcome === absent) {
    const isGone = living.isGone(work.level, read.parameters.path);
    const selection = absenceIn(operation, isGone);
    return selection
      ? { selection }
      : { untold: 'no documented response says that it is not there' };
  }
  if ('refused' in outcome)
    return { selection: refusalBy(operation, outcome.refused, outcome.reason) };
  if (place && writes.has(outcome.done)) living.show(place, work.level);
  if ('isUnseen' in outcome && outcome.isUnseen) return {};
  const hasForgotten = context.store.forgotten() > before;
  return shownBy({ work, asked, outcome, place, hasForgotten }, context);
}

/** Whether a request makes something below what is not there, and no documented response says so. */
function isTaken(work: Work, { operation, read }: Asked, { living }: Context): boolean {
  const { effect, level, isAbout } = work;
  const isMaking =
    level.names === undefined && !work.isSingle
      ? effect === 'create'
      : operation.method === 'PUT' && isAbout && canMake(work);
  return isMaking && absenceIn(operation, living.isGone(level, read.parameters.path)) === undefined;
}

/** The response that shows what was done. */
function shownBy(deed: Deed, { showing }: Context): Lived {
  const { outcome, asked, work } = deed;
  const { responses } = work.operation;
  const status = statusOf(work.operation, outcome.done === 'many' ? outcome.what : outcome.done);
  const kind = work.level.kind()!;
  if (outcome.done === 'found' && isKnown(asked, kind, outcome.thing))
    return { selection: { bare: 304, headers: tagField(kind, outcome.thing) } };
  // a redirect may be all that is documented, and without a success nothing is said of a body either
  if (status === undefined)
    return responses.some((response) => response.status.startsWith('3'))
      ? {}
      : { selection: { bare: 204, headers: locationOf(deed) } };
  return {
    selection: { status },
    show: (prepared) => showing(deed, prepared),
    untold: 'no valid response shows what the mock keeps',
  };
}

/**
 * The response that says that there is no such thing: a documented one. Only what a request removed gets
 * one that is documented for other reasons, or where the operation leaves open how it refuses.
 */
function absenceIn(operation: Operation, wasRemoved: boolean): Selection | Problem | undefined {
  const { responses, method } = operation;
  // another deletion changes nothing: it may succeed
  const isGone = wasRemoved && method !== 'DELETE';
  const isExact = (wanted: number) => responses.some(({ status }) => status === String(wanted));
  const hasSuccess = responses.some(({ status }) => /^[23]/.test(status));
  // beside a 404, a 410 is about what was there
  if (wasRemoved && isExact(410)) return { status: 410 };
  if (hasSuccess && responseFor(operation, 404)) return { status: 404 };
  const status = [410, ...(isGone ? [422, 400, 403] : [])].find(isExact);
  if (status !== undefined) return { status };
  return isGone && !documentsRefusals(operation)
    ? { status: 404, problem: 'there is no such thing', isRefusal: true }
    : undefined;
}

/** Does what a request says; `undefined` if nothing is known of that. */
function outcomeIn(place: Place, work: Work, asked: Asked, context: Context): Outcome | undefined {
  const { living, store, writing, references } = context;
  const { level, effect, isSingle } = work;
  if (isSingle || level.names !== undefined) {
    const thing = living.thingOf(level, asked.read.parameters.path);
    if (thing) store.touch(thing);
    const refused = thing && refusedFor(thing, { work, asked }, context);
    return refused ?? outcomeOf(thing, { work, asked, place }, context);
  }
  if (effect === 'list') return { done: 'listed' };
  const about = { work, asked, place };
  const refused = references.missing(work, asked) ?? doneToMany(about, context);
  return refused ?? (effect === 'create' ? writing.create(about) : undefined);
}

/** Why a request may not do what it says to a thing that is there. */
const refusedFor = (
  thing: Thing,
  { work, asked }: { readonly work: Work; readonly asked: Asked },
  { references }: Context,
): Refused | undefined =>
  outdated(asked, work.level.kind()!, thing) ?? references.missing(work, asked);

/** What a request about one thing does. */
function outcomeOf(
  thing: Thing | undefined,
  about: { readonly work: Work; readonly asked: Asked; readonly place: Place },
  { store, writing, references }: Context,
): Outcome | undefined {
  const { effect, operation, isAbout } = about.work;
  // what is not about the thing itself may command something about it
  if (!isAbout) return thing ? writing.command(about, thing) : absent;
  if (operation.method === 'PUT')
    return thing ? writing.replace(about, thing) : writing.createNamed(about);
  if (!thing) return absent;
  switch (effect) {
    case 'read':
    case 'list':
      return { done: 'found', thing };
    case 'change':
    case 'set':
      return writing.change(about, thing);
    case 'delete': {
      const refused = references.needed(about.work, thing);
      if (!refused) store.remove(thing);
      return refused ?? { done: 'removed', thing };
    }
    default:
      return undefined;
  }
}

/** What changes a place. */
const writes: ReadonlySet<Done['done']> = new Set(['made', 'written', 'removed', 'many'] as const);

/** What a status can say. */
type Said = Exclude<Done['done'], 'many'>;

const usual: { readonly [done in Said]: number } = {
  ...{ made: 201, removed: 204, written: 200, found: 200, listed: 200 },
};

type Statuses = Map<Said, { readonly status: number | undefined }>;

const statuses = new WeakMap<Operation, Statuses>();

/** The status of a success: found once, because each request asks for it. */
const statusOf = (operation: Operation, done: Said): number | undefined =>
  cached(
    cached(statuses, operation, (): Statuses => new Map()),
    done,
    () => ({ status: statusFor(operation, done) }),
  ).status;

/** The status that says what happened, else the lowest documented one. */
function statusFor(operation: Operation, done: Said): number | undefined {
  const documented = operation.responses
    .map(({ status }) => status)
    .filter((status) => status.startsWith('2'))
    .map((status) => Number(status.replace('XX', '00')))
    .toSorted((one, other) => one - other);
  const wanted = usual[done];
  if (documented.includes(wanted)) return wanted;
  // a 201 says that something was made
  const fitting = documented.find((status) => status !== 201 || done === 'made');
  return fitting ?? documented[0] ?? (responseFor(operation, wanted) ? wanted : undefined);
}
