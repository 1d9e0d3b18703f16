import { namesThing } from '../../core/resources/path-families.ts';
import { isDeepStrictEqual } from 'node:util';
import type { Operation } from '../../core/contract/model.ts';
import { meaningOf } from '../../core/contract/responses.ts';
import { isAllowed } from '../../core/http/allowed-request.ts';
import type { PlannedRequest } from '../../core/http/planned-request.ts';
import { requestOf } from '../../core/instances/plain-request.ts';
import type { Json } from '../../core/json.ts';
import { isObject } from '../../core/pointer.ts';
import { identifiersIn, thingIn } from '../../core/resources/identifiers.ts';
import { listIn } from '../../core/resources/list-answers.ts';
import { withEffect, type ResourceModel } from '../../core/resources/model.ts';
import { bodyOf } from './body-of.ts';
import { isMoving } from './changes.ts';
import { placeOf } from './place.ts';
import { inverseOf } from './inverse.ts';
import { isWholeServer } from './order.ts';
import { preparation, withPathOf, type Ask } from './preparation.ts';
import type { Located } from './things.ts';

/** What a target held before it was written, and how that is read and written back. */
export type Kept = {
  readonly place: string;
  /** The operation that may change it. */
  readonly by: Operation;
  readonly before: Json;
  readonly read: (ask: Ask) => Promise<Json | undefined>;
  readonly writer: Writer | undefined;
  /** The request that undoes what the operation does, if there is such an operation. */
  readonly undo?: { readonly operation: Operation; readonly request: PlannedRequest } | undefined;
};

/** The requests that write values back, the one that is surely valid first, and the members that they may have. */
type Writer = {
  readonly operation: Operation;
  readonly requests: readonly PlannedRequest[];
  readonly members: ReadonlySet<string>;
};

type Means = { readonly model: ResourceModel; readonly ask: Ask };

/** Keeps what an operation writes and what is there only once, if an operation of its path reads it. */
export async function settingsOf(
  operation: Operation,
  { model, ask }: Means,
): Promise<Kept | undefined> {
  if (operation.path.includes('{') || !isWholeServer(model, operation)) return undefined;
  const reader = [...model.roles.values()].find(
    ({ operation: { method, path } }) => method === 'GET' && path === operation.path,
  )?.operation;
  const read = async (by: Ask) =>
    reader && shownBy(reader, requestOf(reader, 'required', false), [], by);
  const before = await read(ask);
  const writer = before === undefined ? undefined : writerOf([operation], before, (one) => one);
  return before === undefined || !writer
    ? undefined
    : { place: operation.path, by: operation, before, read, writer };
}

/** Keeps a thing, if an operation reads it. */
export async function thingKept(
  operation: Operation,
  thing: Located,
  { ask, model }: Means,
): Promise<Kept | undefined> {
  const { resource } = thing;
  const read = (by: Ask) => readerOf(thing)?.(by) ?? Promise.resolve(undefined);
  const before = await read(ask);
  if (before === undefined) return undefined;
  const ofThing = [...withEffect(resource, 'replace'), ...withEffect(resource, 'change')].filter(
    ({ method, path }) => namesThing(path) && method !== 'POST',
  );
  // a command would do its work again
  const isWriter = operation.path.includes('{') && operation.method !== 'POST';
  const writer = writerOf([...(isWriter ? [operation] : []), ...ofThing], before, (request, one) =>
    withPathOf(one, request, thing),
  );
  const inverse = inverseOf(operation, model);
  const undo = inverse && {
    operation: inverse,
    request: withPathOf(inverse, requestOf(inverse, 'required', false), thing),
  };
  return { place: placeOf(thing), by: operation, before, read, writer, undo };
}

/** What reads a thing: the operation of its path, else the list that it is in. */
function readerOf(thing: Located): ((ask: Ask) => Promise<Json | undefined>) | undefined {
  const { resource } = thing;
  const requestAt = (operation: Operation) =>
    withPathOf(operation, requestOf(operation, 'required', false), thing);
  const reader = withEffect(resource, 'read').find(({ path }) => namesThing(path));
  if (reader) return (ask) => shownBy(reader, requestAt(reader), resource.names, ask);
  const [lister] = withEffect(resource, 'list');
  const [parameter = ''] = resource.parameters;
  return (
    lister &&
    (async (ask) => {
      const exchange = (await ask(preparation(lister, requestAt(lister))))?.exchange;
      const list = exchange && listIn(bodyOf(exchange), resource.names);
      return list?.things.find(
        (representation) =>
          String(identifiersIn(resource, parameter, { representation })[0]) ===
          String(thing.values.get(parameter)),
      );
    })
  );
}

async function shownBy(
  reader: Operation,
  request: PlannedRequest,
  names: readonly string[],
  ask: Ask,
): Promise<Json | undefined> {
  const exchange = (await ask(preparation(reader, request)))?.exchange;
  return exchange && meaningOf(reader, exchange.reply.status) === 'success'
    ? thingIn(bodyOf(exchange), names)?.thing
    : undefined;
}

/** The first operation that may write a thing as it was, as far as the contract allows its members. */
function writerOf(
  operations: readonly Operation[],
  before: Json,
  located: (request: PlannedRequest, operation: Operation) => PlannedRequest,
): Writer | undefined {
  if (!isObject(before)) return undefined;
  for (const operation of operations) {
    const { parameters } = requestOf(operation, 'required', false);
    const plain = { ...requestOf(operation, 'all', true), parameters };
    if (!isObject(plain.body?.value)) continue;
    const members = new Set(Object.keys(plain.body.value));
    const shown = Object.entries(before).filter(([name]) => members.has(name));
    const withMembers = (some: typeof shown) =>
      located({ ...plain, body: { ...plain.body!, value: Object.fromEntries(some) } }, operation);
    const whole = withMembers(shown);
    // some servers show null for what a request leaves out; others take it, whatever they document
    const filled = withMembers(shown.filter(([, value]) => value !== null));
    const allowed = [whole, filled].find((request) => isAllowed(operation, request));
    if (shown.length > 0 && allowed)
      return { operation, requests: [...new Set([allowed, whole])], members };
  }
  return undefined;
}

/** Writes back what has changed; a sentence if it can't be written back. */
export async function writeBack(kept: Kept, ask: Ask): Promise<string | undefined> {
  const { place, by, read, writer, undo, before } = kept;
  let rest = differences(before, await read(ask), writer);
  const ways = [
    ...(undo ? [undo] : []),
    ...(writer?.requests ?? []).map((request) => ({ operation: writer!.operation, request })),
  ];
  for (const { operation, request } of ways) {
    if (rest.length === 0) break;
    await ask(preparation(operation, request));
    rest = differences(before, await read(ask), writer);
  }
  if (rest.length === 0) return undefined;
  const told = ways.map(({ operation: { method, path } }) => `${method} ${path}`);
  const why = [...new Set(told)].join(' and ');
  return `${place}, which this run did not make, has changed after ${by.method} ${by.path} at ${rest.join(', ')}; ${
    why ? `${why} did not write it back` : 'no documented operation writes it back'
  }`;
}

/**
 * The members that have changed: those that can be written, and texts and booleans that no server moves
 * by itself.
 */
function differences(
  before: Json,
  now: Json | undefined,
  writer: Writer | undefined,
): readonly string[] {
  if (!isObject(before)) return [];
  if (!isObject(now)) return ['all members'];
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...names].filter((name) => {
    if (isDeepStrictEqual(before[name], now[name])) return false;
    if (writer?.members.has(name)) return true;
    const isPlain = ['string', 'boolean'].includes(typeof before[name]);
    return isPlain && !isMoving(`/${name}`);
  });
}
