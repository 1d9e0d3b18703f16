import { isDeepStrictEqual } from 'node:util';
import type { Contract, Operation, Refusal } from '../../../conformance/core/contract/model.ts';
import { responseFor } from '../../../conformance/core/contract/responses.ts';
import { evaluate, type Readable } from '../../../conformance/core/http/runtime-expression.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { placesOf, valueAt, withValueAt } from '../../../conformance/core/pointer.ts';
import type { FilledResponse, PreparedResponse } from '../respond/prepared-response.ts';
import type { Kept, Memories, Remembered } from '../state/memory.ts';
import type { CountersOf } from '../things/counters.ts';
import { stateField } from '../things/state-field.ts';
import { documentedThings } from './documented-things.ts';
import { given, ownPlacesOf, type OwnPlaces } from './keep.ts';
import { createMaker, type Maker } from './make.ts';
import { listOf, shownOf, type Recalled } from './show.ts';
import { keptAt, pointerIn, toldIn, valueFor, type Told } from './told.ts';

/** What a response repeats, and the response so far. */
export type Repeated = { readonly request: Readable; readonly response: FilledResponse };

/** Answers requests of one API as `x-memory` declares it. */
export type Remembering = {
  /** The refusal of a request about a thing that is not there; `undefined` if it is, or if nothing tells. */
  readonly absence: (operation: Operation, request: Readable) => Refusal | undefined;
  /** Keeps what the exchange gives, and shows what was kept. */
  readonly respond: (
    operation: Operation,
    prepared: PreparedResponse,
    repeated: Repeated,
  ) => FilledResponse;
};

/** What keeps things, and how their values are made. */
type Keeping = {
  readonly memories: Memories;
  readonly seed: number;
  /** How far the values of a kind have come, where a snapshot has it. */
  readonly countersOf?: CountersOf | undefined;
};

/** Remembers the things of an API, beginning with the documented ones. */
export function createRemembering(
  contract: Contract,
  { memories, seed, countersOf }: Keeping,
): Remembering {
  const { api } = contract;
  const ownPlaces = ownPlacesOf(contract);
  let maker = createMaker(`${seed} ${api}`, countersOf);
  let clearings = memories.clearings();

  function begin(): void {
    // after everything was forgotten, identifiers begin again too
    if (memories.clearings() !== clearings) maker = createMaker(`${seed} ${api}`, countersOf);
    clearings = memories.clearings();
    memories.begin(api, () => documentedThings(contract).forEach(memories.put));
  }
  return {
    absence(operation, request) {
      const refusal = operation.refusals.get('absent');
      const told = refusal && toldIn(operation).find(({ memory }) => isAbout(memory.key));
      const key = told && evaluate(told.memory.key, request);
      if (key === undefined) return undefined;
      begin();
      const thing = memories.find({ api, of: told!.memory.of, key });
      return thing && isMeant(thing, told!, request) ? undefined : refusal;
    },
    respond(operation, prepared, repeated) {
      const told = toldOf(operation, prepared);
      if (!told) return repeated.response;
      begin();
      const { lists, of } = told.memory;
      if (lists === undefined)
        return about(told, { ...{ api, memories, maker, prepared }, own: ownPlaces(of) }, repeated);
      const things = [...memories.kind({ api, of }).values()].filter((thing) =>
        isMeant(thing, told, repeated.request),
      );
      return filled(prepared, repeated, listOf(told, lists, things));
    },
  };
}

/** Whether a key is one that the request gives. */
const isAbout = (key: string): boolean => pointerIn(key) === undefined;

function toldOf(operation: Operation, { mediaType, status }: PreparedResponse): Told | undefined {
  const memory = mediaType ? mediaType.memory : responseFor(operation, status)?.memory;
  return memory && { memory, mediaType };
}

/** Whether a request is about a thing: it has the values of `where` that the request gives. */
const isMeant = ({ kept }: Remembered, { memory }: Told, request: Readable): boolean =>
  [...memory.where].every(([name, expression]) => {
    const value = evaluate(expression, request);
    return value === undefined || isDeepStrictEqual(kept[name], value);
  });

type Context = {
  readonly api: string;
  readonly memories: Memories;
  readonly maker: Maker;
  readonly prepared: PreparedResponse;
  readonly own: OwnPlaces;
};

/** Responds about one thing. */
function about(told: Told, context: Context, repeated: Repeated): FilledResponse {
  const { api, memories, prepared, own } = context;
  const { memory } = told;
  const { request, response } = repeated;
  const key = keyOf(told, context, repeated);
  if (key === undefined) return response;
  const name = { api, of: memory.of, key };
  const thing = memories.find(name);
  if (thing && !isMeant(thing, told, request)) return response;
  if (memory.deletes) {
    memories.remove(name);
    return thing ? filled(prepared, repeated, shownOf(told, key, thing.kept)) : response;
  }
  const kept = written(told, thing?.kept, { context, repeated, key });
  if (kept && kept !== thing?.kept) memories.put({ ...name, kept });
  const whole = kept ? filled(prepared, repeated, shownOf(told, key, kept)) : response;
  const exchanged = { request, body: whole.body };
  const more = given(memory, exchanged, { source: 'response', before: kept, own });
  if (Object.keys(more).length > 0) memories.put({ ...name, kept: { ...kept, ...more } });
  return whole;
}

/** The key of the thing that an exchange is about: a new one, if the response creates it. */
function keyOf(
  { memory, mediaType }: Told,
  { api, memories, maker }: Context,
  { request, response }: Repeated,
): Json | undefined {
  const place = pointerIn(memory.key);
  if (place === undefined || !mediaType || !memory.creates.includes(place))
    return valueFor(memory.key, { request, body: response.body });
  const byId = memories.kind({ api, of: memory.of });
  return maker.create({ mediaType, pattern: place }, { now: maker.now(), taken: { byId } });
}

type Writing = { readonly context: Context; readonly repeated: Repeated; readonly key: Json };

/** What is kept after a request: the same if it gives nothing, and nothing if there is no thing. */
function written(
  { memory, mediaType }: Told,
  before: Kept | undefined,
  { context: { maker, own }, repeated: { request, response }, key }: Writing,
): Kept | undefined {
  const { body } = response;
  const values = given(memory, { request, body }, { source: 'request', before, own });
  const isWrite = Object.keys(values).length > 0 || (!before && memory.creates.length > 0);
  const kept: { [name: string]: Json } = { ...before, ...values };
  const now = maker.now();
  const fill = (place: string, make: (was: Json | undefined) => Json | undefined) => {
    const at = keptAt(memory, place);
    if (!at || !mediaType) return;
    const was = before && (valueAt(before[at.name], at.rest) as Json | undefined);
    const value = make(was) ?? (valueAt(body, placesOf(body, place)[0] ?? place) as Json);
    if (value !== undefined) kept[at.name] = withValueAt(kept[at.name], at.rest, value);
  };
  for (const place of memory.creates)
    fill(place, (was) => {
      if (was !== undefined) return was;
      if (place === pointerIn(memory.key)) return key;
      return maker.create({ mediaType: mediaType!, pattern: place }, { now, taken: none });
    });
  for (const place of isWrite ? memory.updates : [])
    fill(place, (before) =>
      maker.update({ mediaType: mediaType!, pattern: place }, { now, before }),
    );
  if (before && isSame(kept, before)) return before;
  return before || isWrite ? kept : undefined;
}

const none = { byId: new Map<string, never>() };

const isSame = (one: Kept, other: Kept): boolean =>
  Object.keys(one).every((name) => one[name] === other[name]);

/** The response with remembered values; as it is without them, and with a note, if they break its contract. */
function filled(
  prepared: PreparedResponse,
  { request, response }: Repeated,
  recalled: Recalled,
): FilledResponse {
  try {
    return prepared.respond({ request, recalled });
  } catch (error) {
    const note = `this response is the one without memory: ${(error as Error).message}`;
    return { ...response, headers: { ...response.headers, ...stateField([note]) } };
  }
}
