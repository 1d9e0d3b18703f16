import type { Exchange } from '../../checks/exchange.ts';
import type { Operation } from '../../core/contract/model.ts';
import type { PlannedRequest } from '../../core/http/planned-request.ts';
import { meaningOf } from '../../core/contract/responses.ts';
import type { Json } from '../../core/json.ts';
import { isObject } from '../../core/pointer.ts';
import { addressOf, identifiersIn, thingIn, type Shown } from '../../core/resources/identifiers.ts';
import { listIn } from '../../core/resources/list-answers.ts';
import {
  makersOf,
  mayOnlyReplace,
  type Resource,
  type ResourceModel,
} from '../../core/resources/model.ts';
import { lastParameterOf, shapeOf } from '../../core/resources/path-families.ts';
import { bodyOf } from './body-of.ts';

/** Where a thing is. */
export type Located = {
  readonly resource: Resource;
  /** By path parameter of its resource: the value, as far as it is known. */
  readonly values: ReadonlyMap<string, Json>;
};

/** A thing that the target holds, as the answers of a run showed it. */
export type Thing = {
  readonly resource: Resource;
  /** Whether this run made it. */
  readonly isOwn: boolean;
  readonly shown: Shown;
  /** The exchange that made or showed it. */
  readonly exchange: Exchange;
  /** By path parameter of its resource: the value, as far as it is known. */
  readonly values: Map<string, Json>;
  isGone: boolean;
};

/** How many things of a list are remembered. */
const fewest = 5;

/** Shorter names may be anybody's. */
const fewestLetters = 4;

/** A thing that a list shows. */
type Adopted = Pick<Thing, 'resource' | 'values' | 'exchange'> & { readonly representation: Json };

/** The things that a run made or found, in the order in which it learned of them. */
export class Things {
  readonly #model: ResourceModel;
  readonly #run: string;
  readonly #things = new Map<string, Thing[]>();
  readonly #made: Thing[] = [];
  /** Texts that requests gave which the target took. */
  readonly #given = new Set<string>();
  /** Names that a list showed before a request gave them. */
  readonly #foreign = new Set<string>();

  /** @param run a word that only this run puts in the names of what it makes */
  constructor(model: ResourceModel, run = '') {
    this.#model = model;
    this.#run = run;
  }

  /** The things that this run made and that are not gone, in the order of their creation. */
  get made(): readonly Thing[] {
    return this.#made.filter(({ isGone }) => !isGone);
  }

  /** All things that this run ever made. */
  get all(): readonly Thing[] {
    return this.#made;
  }

  /** Whether a request of this run gave a name before a list showed it. */
  gave(name: string): boolean {
    return name.length >= fewestLetters && this.#given.has(name) && !this.#foreign.has(name);
  }

  /** Whether this run made what is at a place, as far as it knows. */
  isMade(located: Located): boolean {
    return this.#made.some((one) => !one.isGone && isSameThing(one, located));
  }

  /** Whether what a thing lies below is one of this run. */
  isBelowOwn(located: Located): boolean {
    return this.#made.some(
      (one) => one.resource.path === located.resource.parent && liesBelow(located, one),
    );
  }

  /** Takes a thing of a list for one that this run made. */
  adopt({ resource, values, representation, exchange }: Adopted): void {
    const thing = {
      resource,
      values,
      exchange,
      shown: { representation },
      isOwn: true,
      isGone: false,
    };
    this.#add(thing);
    this.#made.push(thing);
  }

  /** The things of a resource that are not gone: plain ones that this run made last come first. */
  of({ path }: Resource): readonly Thing[] {
    const all = (this.#things.get(path) ?? []).filter(({ isGone }) => !isGone);
    const own = all.filter(({ isOwn }) => isOwn).toReversed();
    const found = all.filter(({ isOwn }) => !isOwn);
    return [...own.filter(isPlain), ...found, ...own.filter((thing) => !isPlain(thing))];
  }

  /** The thing of a resource that a request names in its path. */
  named(
    resource: Resource,
    operation: Operation,
    request: Pick<PlannedRequest, 'parameters'>,
  ): Thing | undefined {
    const named = valuesAt(operation, resource, request.parameters.path);
    return this.of(resource).find((thing) => isAt(thing, named));
  }

  /** The thing that an exchange made. */
  madeBy(exchange: Exchange): Thing | undefined {
    return this.#made.findLast((thing) => thing.exchange === exchange);
  }

  /** Learns from the answer to a request what was made, found or deleted. */
  learn(exchange: Exchange): void {
    const { operation } = exchange.case;
    const { effect } = this.#model.roles.get(operation.id) ?? {};
    const resource = this.#model.subjects.get(operation.id);
    if (exchange.case.rule.in === 'method') return;
    if (meaningOf(operation, exchange.reply.status) !== 'success') return;
    this.#give(exchange);
    if (!resource) return;
    const isNew =
      effect === 'replace' &&
      (exchange.reply.status === 201 || this.#isNamedByRun(resource, exchange));
    if (effect === 'create' || isNew) this.#make(resource, exchange);
    if (effect === 'replace' || effect === 'change') this.#meet(resource, exchange);
    if (effect === 'list') this.#find(resource, exchange);
    if (effect === 'delete') this.#remove(resource, exchange);
  }

  /** Whether a PUT that may make what it names gave it a name of this run, for the first time. */
  #isNamedByRun(resource: Resource, exchange: Exchange): boolean {
    const { operation } = exchange.case;
    return (
      mayOnlyReplace(operation) &&
      isNamedBy(this.#run, operation, exchange.sent) &&
      makersOf(resource).includes(operation) &&
      this.named(resource, operation, exchange.sent) === undefined
    );
  }

  /** Remembers the texts of a request that writes. */
  #give({ sent, request: { method } }: Exchange): void {
    if (['GET', 'HEAD', 'OPTIONS'].includes(method)) return;
    for (const text of textsIn(sent.body)) this.#given.add(text);
  }

  #make(resource: Resource, exchange: Exchange): void {
    const { sent, reply } = exchange;
    const shown: Shown = {
      representation: thingIn(bodyOf(exchange), resource.names)?.thing,
      location: reply.headers.get('location') ?? reply.headers.get('content-location'),
      sent: thingIn(sent.body, resource.names)?.thing,
    };
    const thing = thingOf(homeIn(this.#model, resource, shown), shown, exchange, true);
    this.#add(thing, resource);
    this.#made.push(thing);
  }

  #find(resource: Resource, exchange: Exchange): void {
    const list = listIn(bodyOf(exchange), resource.names);
    for (const representation of (list?.things ?? []).slice(0, fewest)) {
      const home = homeIn(this.#model, resource, { representation });
      const thing = thingOf(home, { representation }, exchange, false);
      if (this.#known(thing)) continue;
      this.#add(thing, resource);
      for (const name of textsOfThing(resource, representation))
        if (!this.#given.has(name)) this.#foreign.add(name);
    }
  }

  /** Whoever changes a thing by its path knows that it is there. */
  #meet(resource: Resource, exchange: Exchange): void {
    const thing = thingOf(resource, {}, exchange, false);
    if (isIdentified(thing) && resource.parameters.length > 0 && !this.#known(thing))
      this.#add(thing);
  }

  #remove(resource: Resource, exchange: Exchange): void {
    const gone = pathValues(exchange.case.operation, resource, exchange);
    if (gone.size === 0 && resource.parameters.length > 0) return;
    for (const things of this.#things.values())
      for (const thing of things)
        if (isBelow(thing, resource) && isAt(thing, gone)) thing.isGone = true;
  }

  #known(thing: Thing): boolean {
    return this.of(thing.resource).some((other) => isSameThing(other, thing));
  }

  /** @param by the resource that the operation belongs to which made or listed it */
  #add(thing: Thing, by = thing.resource): void {
    for (const path of new Set([by.path, thing.resource.path]))
      this.#things.set(path, [...(this.#things.get(path) ?? []), thing]);
  }
}

/** Members that name a thing, beside its identifier. */
const naming = ['name', 'title', 'slug', 'key', 'username', 'login', 'email', 'label', 'value'];

/** The texts by which an element of a list is known: its identifier and its names. */
export function textsOfThing(resource: Resource, representation: Json): readonly string[] {
  const identifiers = resource.parameters.flatMap((parameter) =>
    identifiersIn(resource, parameter, { representation }).slice(0, 1),
  );
  const names = isObject(representation)
    ? naming.flatMap((name) => (representation as { readonly [name: string]: Json })[name] ?? [])
    : [];
  return [...new Set([...identifiers, ...names])].filter((one) => typeof one === 'string');
}

/** The texts of a body. */
function* textsIn(value: Json | undefined): Iterable<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) yield* textsIn(inner as Json);
}

/**
 * The resource whose path the answer gives a thing, where that of the operation names none: what
 * `POST /user/repos` makes may be at `/repos/{owner}/{repo}`.
 */
function homeIn({ resources }: ResourceModel, resource: Resource, shown: Shown): Resource {
  if (resource.parameters.length > 0) return resource;
  const isHome = (other: Resource) =>
    other.parameters.length > 0 &&
    other.names[0] === resource.names[0] &&
    addressOf(other, shown) !== undefined;
  return resources.values().find(isHome) ?? resource;
}

/** Whether the name with which a path ends has the word of a run, so that nobody else gave it. */
export const isNamedBy = (
  run: string | undefined,
  { path }: Operation,
  { parameters }: Pick<PlannedRequest, 'parameters'>,
): boolean =>
  run !== undefined &&
  run !== '' &&
  String(parameters.path[lastParameterOf(path) ?? '']).includes(run);

const isSameThing = (one: Located, other: Located): boolean =>
  shapeOf(one.resource.path) === shapeOf(other.resource.path) &&
  one.resource.path.split('/').every((_, index) => valueAt(one, index) === valueAt(other, index));

/** Whether all values are known that tell a thing from others. */
export const isIdentified = ({ resource, values }: Thing): boolean =>
  resource.parameters.every((name) => values.has(name));

/** Whether a thing was made for other requests, and not by a case with values of its own. */
export const isPlain = ({ isOwn, exchange }: Thing): boolean =>
  isOwn && exchange.case.generator === preparing;

/** What stands for the generator of requests that only prepare others. */
export const preparing = 'preparation';

function thingOf(resource: Resource, shown: Shown, exchange: Exchange, isOwn: boolean): Thing {
  const values = new Map<string, Json>();
  const names = resource.path.split('/');
  // what lies above it has the values of the request
  for (const [index, text] of pathValues(exchange.case.operation, resource, exchange))
    values.set(names[index]!.slice(1, -1), text);
  for (const parameter of resource.parameters) {
    const [value] = identifiersIn(resource, parameter, shown);
    if (value !== undefined && !values.has(parameter)) values.set(parameter, value);
  }
  return { resource, isOwn, shown, exchange, values, isGone: false };
}

/** By the position in the path of a resource: the values that a request has there, as it was sent. */
const pathValues = (
  operation: Operation,
  resource: Resource,
  { sent }: Exchange,
): ReadonlyMap<number, Json> => valuesAt(operation, resource, sent.parameters.path);

function valuesAt(
  operation: Operation,
  { path }: Resource,
  named: PlannedRequest['parameters']['path'],
): ReadonlyMap<number, Json> {
  const [own, of] = [operation.path.split('/'), path.split('/')];
  const values = new Map<number, Json>();
  for (const [index, segment] of own.entries()) {
    if (shapeOf(segment) !== shapeOf(of[index] ?? '')) break;
    const value = named[segment.slice(1, -1)];
    if (segment.startsWith('{') && value !== undefined) values.set(index, value);
  }
  return values;
}

/** The value that a thing has at a position of its path, as text: some paths take a number for one. */
function valueAt({ resource, values }: Located, index: number): string | undefined {
  const name = resource.path.split('/')[index] ?? '';
  const value = name.startsWith('{') ? values.get(name.slice(1, -1)) : undefined;
  return value === undefined ? undefined : String(value);
}

/** Whether the path of a thing names another one above it, whatever the parameters are called there. */
export const liesBelow = (located: Located, above: Located): boolean =>
  above.resource.path
    .split('/')
    .every(
      (segment, index) =>
        !segment.startsWith('{') || valueAt(located, index) === valueAt(above, index),
    );

/** Whether a thing has values at positions of its path. */
const isAt = (thing: Thing, values: ReadonlyMap<number, Json>): boolean =>
  [...values].every(([at, value]) => valueAt(thing, at) === String(value));

/** Whether a thing is one of the resource, or lies below one. */
const isBelow = ({ resource }: Thing, { path }: Resource): boolean =>
  `${shapeOf(resource.path)}/`.startsWith(`${shapeOf(path)}/`);
