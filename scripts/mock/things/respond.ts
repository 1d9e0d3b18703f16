import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import { documentsRefusals, responseFor } from '../../../conformance/core/contract/responses.ts';
import { cached } from '../../../conformance/core/memoize.ts';
import type { FilledResponse, PreparedResponse } from '../respond/prepared-response.ts';
import { refusalBy, type Bare, type Problem, type Selection } from '../respond/select-response.ts';
import { isKnown, outdated, tagField } from './etags.ts';
import { createLiving, type Keeping, type Living } from './living.ts';
import { createClock } from './moments.ts';
import { absent, type Asked, type Done, type Outcome } from './outcome.ts';
import { worksOf, type Work } from './places.ts';
import { createShowing, locationOf, type Showing } from './show.ts';
import type { Store } from './store.ts';
import type { Place, Thing } from './thing.ts';
import { createWriting, type Writing } from './write.ts';

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
};

/** How a mock makes things and serves them. */
type Serving = { readonly seed: number; readonly isSecure?: boolean };

/** The things of an API: each operation does to them what its place in the description says. */
export function createThings(
  contract: Contract,
  { store, seed, seedData, isSecure }: Omit<Keeping, 'now'> & Serving,
): Things {
  const now = createClock();
  const begin = () => ({
    workOf: worksOf(contract, seed),
    context: {
      store,
      living: createLiving(contract.api, { store, seedData, now }),
      writing: createWriting({ contract, store, now }),
      showing: createShowing(now),
    },
  });
  let { workOf, context } = begin();
  let clearings = store.clearings();
  return (asked) => {
    // after everything was forgotten, identifiers begin again too
    if (store.clearings() !== clearings) ({ workOf, context } = begin());
    clearings = store.clearings();
    const work = workOf(asked.operation);
    return work?.level.kind() && livedIn(work, isSecure ? { ...asked, isSecure } : asked, context);
  };
}

function livedIn(work: Work, asked: Asked, context: Context): Lived | undefined {
  const { operation, read } = asked;
  const before = context.store.forgotten();
  const place = context.living.placeOf(work.level, read.parameters.path);
  const outcome = place ? outcomeIn(place, work, asked, context) : absent;
  if (!outcome) return { untold: 'this response is the one without state' };
  if (outcome === absent) {
    const isGone = context.living.isGone(work.level, read.parameters.path);
    const selection = absenceIn(operation, isGone);
    return selection
      ? { selection }
      : { untold: 'no documented response says that it is not there' };
  }
  if ('refused' in outcome)
    return { selection: refusalBy(operation, outcome.refused, outcome.reason) };
  const hasForgotten = context.store.forgotten() > before;
  const status = statusOf(operation, outcome.done);
  const kind = work.level.kind()!;
  if (outcome.done === 'found' && isKnown(asked, kind, outcome.thing))
    return { selection: { bare: 304, headers: tagField(kind, outcome.thing) } };
  // a redirect may be all that is documented, and without a success nothing is said of a body either
  if (status === undefined)
    return operation.responses.some((response) => response.status.startsWith('3'))
      ? {}
      : { selection: { bare: 204, headers: locationOf({ work, asked, outcome, place }) } };
  return {
    selection: { status },
    show: (prepared) => context.showing({ work, asked, outcome, place, hasForgotten }, prepared),
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
  if (hasSuccess && responseFor(operation, 404)) return { status: 404 };
  const status = [410, ...(isGone ? [422, 400, 403] : [])].find(isExact);
  if (status !== undefined) return { status };
  return isGone && !documentsRefusals(operation)
    ? { status: 404, problem: 'there is no such thing', isRefusal: true }
    : undefined;
}

/** Does what a request says; `undefined` if nothing is known of that. */
function outcomeIn(
  place: Place,
  work: Work,
  asked: Asked,
  { living, store, writing }: Context,
): Outcome | undefined {
  const { level, effect, isAbout, isSingle } = work;
  const isOne = isSingle || level.parameter !== undefined;
  const thing = isOne ? living.thingOf(level, asked.read.parameters.path) : undefined;
  // another operation only needs that the thing is there
  if (!isAbout) return thing ? undefined : absent;
  if (isOne) {
    if (thing) store.touch(thing);
    const refused = thing && outdated(asked, level.kind()!, thing);
    if (refused) return refused;
    return outcomeOf(thing, { work, asked, place }, { store, writing });
  }
  if (effect === 'list') return { done: 'listed' };
  return effect === 'create' ? writing.create({ work, asked, place }) : undefined;
}

/** What a request about one thing does. */
function outcomeOf(
  thing: Thing | undefined,
  about: { readonly work: Work; readonly asked: Asked; readonly place: Place },
  { store, writing }: Pick<Context, 'store' | 'writing'>,
): Outcome | undefined {
  const { effect, operation } = about.work;
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
    case 'delete':
      store.remove(thing);
      return { done: 'removed', thing };
    default:
      return undefined;
  }
}

const usual: { readonly [done in Done['done']]: number } = {
  ...{ made: 201, removed: 204, written: 200, found: 200, listed: 200 },
};

type Statuses = Map<Done['done'], { readonly status: number | undefined }>;

const statuses = new WeakMap<Operation, Statuses>();

/** The status of a success: found once, because each request asks for it. */
const statusOf = (operation: Operation, done: Done['done']): number | undefined =>
  cached(
    cached(statuses, operation, (): Statuses => new Map()),
    done,
    () => ({ status: statusFor(operation, done) }),
  ).status;

/** The status that says what happened, else the lowest documented one. */
function statusFor(operation: Operation, done: Done['done']): number | undefined {
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
