import type { Exchange } from '../../checks/exchange.ts';
import { escapeRegExp } from '../../core/escape-reg-exp.ts';
import type { Operation } from '../../core/contract/model.ts';
import { meaningOf } from '../../core/contract/responses.ts';
import type { PlannedRequest } from '../../core/http/planned-request.ts';
import { evaluate } from '../../core/http/runtime-expression.ts';
import { withOtherText } from '../../core/instances/other-texts.ts';
import {
  requestOf,
  withKnownValues,
  type KnownValues,
} from '../../core/instances/plain-request.ts';
import type { Json } from '../../core/json.ts';
import { identifiersIn, thingIn } from '../../core/resources/identifiers.ts';
import { listIn } from '../../core/resources/list-answers.ts';
import {
  withEffect,
  type Resource,
  type ResourceModel,
  type Source,
  identifiersOf,
} from '../../core/resources/model.ts';
import { isObject, valueAt } from '../../core/pointer.ts';
import type { Case } from '../../generators/case.ts';
import { uniqueRequest } from '../../plan/unique-values.ts';
import { jsonOf } from '../../checks/response.ts';
import { recipesOf, type Recipe } from './recipes.ts';
import { isPlain, preparing, type Thing, type Things } from './things.ts';

export type ProviderOptions = {
  readonly model: ResourceModel;
  readonly things: Things;
  /** By operationId. */
  readonly values: ReadonlyMap<string, KnownValues>;
  /** A word for the names of the things that this run makes. */
  readonly run?: string | undefined;
  /** Whether nothing is made, but only looked for. */
  readonly isReadOnly?: boolean | undefined;
  /** Sends a request that is not judged; `undefined` if there is no answer. */
  readonly ask: (testCase: Case) => Promise<Answered | undefined>;
  /** Puts the values of things into the places of a request that need them. */
  readonly fill: (operation: Operation, request: PlannedRequest) => Promise<PlannedRequest>;
};

/** An exchange, and the thing that it made. */
export type Answered = { readonly exchange: Exchange; readonly made?: Thing | undefined };

/** How often the creation of a thing of one resource may fail. */
const patience = 2;
/** How many requests are sent to make one thing. */
const mostTries = 20;
/** How many candidates for an identifier are tried. */
const mostCandidates = 4;

/** Which thing is wanted. */
export type Choice = {
  /** Whether nothing else may have used it. */
  readonly isFresh?: boolean;
  /** Things that a request names already. */
  readonly except?: readonly Thing[];
};

/** Gives things of the target: one that this run made, else a new one, else one that is there. */
export class Provider {
  readonly #options: ProviderOptions;
  /** By operationId, the recipe that the target took. */
  readonly #recipes = new Map<string, Recipe>();
  /** By path of a resource: how often its creation failed, and the last answer. */
  readonly #failures = new Map<string, number>();
  /** By path of a resource and parameter: the candidate that a read confirmed. */
  readonly #ranks = new Map<string, number>();
  readonly #tried = new Set<string>();
  readonly #listed = new Set<string>();
  readonly #busy = new Set<string>();
  readonly #spent = new Set<Thing>();
  #number = 0;

  constructor(options: ProviderOptions) {
    this.#options = options;
  }

  /** Makes room for another try where things could not be made or found. */
  retry(): void {
    this.#failures.clear();
    this.#listed.clear();
  }

  /** Things that a valid request found in a state that does not allow it are not used again. */
  spend(things: readonly Thing[]): void {
    for (const thing of things) this.#spent.add(thing);
  }

  /** A thing of a resource: one of this run, a new one, or one that is there. */
  async thing(
    resource: Resource,
    { isFresh = false, except = [] }: Choice = {},
  ): Promise<Thing | undefined> {
    const usable = () =>
      this.#options.things
        .of(resource)
        .filter((one) => !this.#spent.has(one) && !except.includes(one));
    const [known] = usable();
    if (!isFresh && known && isPlain(known)) return known;
    return (
      (await this.#make(resource)) ??
      (isFresh ? undefined : (known ?? this.#find(resource, usable)))
    );
  }

  /** The value of a source; `undefined` if there is no thing that has one. */
  async value(source: Source, name: string, choice: Choice = {}): Promise<Valued | undefined> {
    const resource = this.#options.model.resources.get(source.resource);
    const thing = resource && (await this.thing(resource, choice));
    if (!thing) return undefined;
    const value =
      source.expression === undefined
        ? (thing.values.get(source.parameter) ??
          identifiersIn(thing.resource, name, thing.shown)[0])
        : evaluated(source.expression, thing.exchange);
    return value === undefined ? undefined : { value, thing };
  }

  async #find(resource: Resource, usable: () => readonly Thing[]): Promise<Thing | undefined> {
    if (!this.#listed.has(resource.path)) {
      this.#listed.add(resource.path);
      for (const operation of withEffect(resource, 'list')) {
        await this.#ask(operation);
        if (usable().length > 0) break;
      }
      const [found] = usable();
      if (found) await this.settle(found);
    }
    return usable()[0];
  }

  async #make(resource: Resource): Promise<Thing | undefined> {
    const { path } = resource;
    if (
      this.#options.isReadOnly ||
      this.#busy.has(path) ||
      (this.#failures.get(path) ?? 0) >= patience
    )
      return undefined;
    this.#busy.add(path);
    try {
      for (const operation of makersOf(resource)) {
        const made = await this.#makeBy(operation);
        if (made) return made;
      }
      this.#failures.set(path, (this.#failures.get(path) ?? 0) + 1);
      return undefined;
    } finally {
      this.#busy.delete(path);
    }
  }

  /** A request that makes a thing, as the target takes it; `undefined` if nothing makes one. */
  async request(resource: Resource): Promise<PlannedRequest | undefined> {
    const [operation] = makersOf(resource);
    if (!operation) return undefined;
    await this.recipe(operation);
    const known = this.#options.values.get(operation.id) ?? new Map();
    const recipe = this.#recipes.get(operation.id) ?? recipesOf(operation, known)[0];
    return recipe && this.#made(operation, recipe);
  }

  /** A thing of a resource that another thing does not lie below. */
  another(resource: Resource, { values }: Thing): Promise<Thing | undefined> {
    const isAbove = (thing: Thing) =>
      resource.parameters.every((name) => isSame(thing.values.get(name), values.get(name)));
    return this.thing(resource, { except: this.#options.things.of(resource).filter(isAbove) });
  }

  /** The recipe that the target takes from an operation; tries each of them once. */
  async recipe(operation: Operation): Promise<Recipe | undefined> {
    const { isReadOnly } = this.#options;
    if (!isReadOnly && !this.#recipes.has(operation.id) && !this.#tried.has(operation.id)) {
      const resource = this.#options.model.subjects.get(operation.id);
      const { effect } = this.#options.model.roles.get(operation.id) ?? {};
      if (resource && effect === 'create') await this.#make(resource);
      else await this.#try(operation);
    }
    return this.#recipes.get(operation.id);
  }

  /** The recipe that the target took from an operation, where it is not the plainest. */
  taken({ id }: Operation): Recipe | undefined {
    return this.#recipes.get(id);
  }

  async #makeBy(operation: Operation): Promise<Thing | undefined> {
    const made = (await this.#try(operation))?.made;
    if (made) await this.settle(made);
    return made;
  }

  /** Sends the recipes of an operation until the target takes one. */
  async #try(operation: Operation): Promise<Answered | undefined> {
    this.#tried.add(operation.id);
    const taken = this.#recipes.get(operation.id);
    const known = this.#options.values.get(operation.id) ?? new Map();
    const recipes = recipesOf(operation, known);
    const sent = new Set<string>();
    for (const recipe of taken ? [taken, ...recipes] : recipes) {
      const request = await this.#made(operation, recipe);
      const text = JSON.stringify(request).replaceAll(ownMark(this.#options.run), '');
      if (sent.has(text) || sent.size >= mostTries) continue;
      sent.add(text);
      const answered = await this.#options.ask(preparation(operation, request));
      if (!answered || meaningOf(operation, answered.exchange.reply.status) !== 'success') continue;
      this.#recipes.set(operation.id, recipe);
      return answered;
    }
    return undefined;
  }

  /** A request of a recipe, with the values of things that exist and names of its own. */
  async #made(
    operation: Operation,
    { request, isFilled, isUnique }: Recipe,
  ): Promise<PlannedRequest> {
    const { values, run, fill, model } = this.#options;
    const known = values.get(operation.id) ?? new Map();
    const based = withKnownValues(request, known);
    const identifiers = identifiersOf(model, operation);
    this.#number += 1;
    // a mark that no case of a plan has
    const uniqueness = { operation, base: based, known, identifiers, run: `${run ?? ''}p` };
    const named = isUnique
      ? ownPath(operation, uniqueRequest(based, this.#number, uniqueness), this.#number, run)
      : based;
    const filled = await fill(operation, named);
    return isFilled ? filled : { ...filled, ...(named.body ? { body: named.body } : {}) };
  }

  /** Sends the plainest request of an operation that only reads. */
  async #ask(operation: Operation): Promise<Answered | undefined> {
    const plain = requestOf(operation, 'required', false);
    const known = this.#options.values.get(operation.id) ?? new Map();
    const request = await this.#options.fill(operation, withKnownValues(plain, known));
    return this.#options.ask(preparation(operation, request));
  }

  /** Finds out the identifier of a thing, by its members, a list, and what a read finds. */
  async settle(thing: Thing): Promise<void> {
    const { resource, shown, values } = thing;
    const [parameter, another] = resource.parameters;
    if (parameter === undefined || another !== undefined) return;
    const candidates = identifiersIn(resource, parameter, await this.#seen(thing));
    const rank = this.#ranks.get(resource.path);
    const isSaid = shown.location !== undefined && values.has(parameter);
    const value = candidates[rank ?? 0] ?? candidates[0];
    if (value === undefined || isSaid) return;
    values.set(parameter, value);
    if (rank === undefined) await this.#confirm(thing, parameter, candidates);
  }

  /** Reads a thing by each candidate for its identifier, until one finds it. */
  async #confirm(thing: Thing, parameter: string, candidates: readonly Json[]): Promise<void> {
    const { resource, values } = thing;
    const reader = withEffect(resource, 'read').find(({ path }) => path.endsWith('}'));
    if (!reader) return;
    for (const [index, candidate] of candidates.slice(0, mostCandidates).entries()) {
      values.set(parameter, candidate);
      const answered = await this.#read(reader, thing);
      if (!answered || meaningOf(reader, answered.exchange.reply.status) !== 'success') continue;
      this.#ranks.set(resource.path, index);
      return;
    }
    values.set(parameter, candidates[0]!);
  }

  /** What is known of a thing; where the answer to its creation shows nothing, from a list. */
  async #seen(thing: Thing): Promise<Thing['shown']> {
    const { resource, shown } = thing;
    const isShown = shown.location !== undefined || isObject(shown.representation);
    if (!thing.isOwn || isShown) return shown;
    const taken = new Set(
      this.#options.things.of(resource).map(({ values }) => values.get(resource.parameters[0]!)),
    );
    const sent = JSON.stringify(shown.sent ?? '');
    const isNew = (representation: Json) =>
      !identifiersIn(resource, resource.parameters[0]!, { representation }).some((id) =>
        taken.has(id),
      );
    const found = (await this.#beside(thing)).findLast(
      (representation) => isSimilar(representation, sent) && isNew(representation),
    );
    return found === undefined ? shown : { ...shown, representation: found };
  }

  /** The things beside a thing: of its list, else as its parent shows them. */
  async #beside({ resource, values, exchange }: Thing): Promise<readonly Json[]> {
    const [lister] = withEffect(resource, 'list');
    const parent = this.#options.model.resources.get(resource.parent ?? '');
    const reader = parent && withEffect(parent, 'read').find(({ path }) => path.endsWith('}'));
    const operation = lister ?? reader;
    if (!operation) return [];
    const above = { resource, values, exchange } as Thing;
    const answered = await this.#options.ask(
      preparation(operation, requestAbout(operation, above)),
    );
    const body = answered && jsonOf(answered.exchange)?.value;
    return (
      listIn(lister ? body : thingIn(body, parent!.names)?.thing, resource.names)?.things ?? []
    );
  }

  #read(reader: Operation, thing: Thing): Promise<Answered | undefined> {
    return this.#options.ask(preparation(reader, requestAbout(reader, thing)));
  }
}

/** A value, and the thing that it belongs to. */
export type Valued = { readonly value: Json; readonly thing: Thing };

/** The plainest request of an operation about a thing. */
export const requestAbout = (operation: Operation, thing: Thing): PlannedRequest =>
  withPathOf(operation, requestOf(operation, 'required', false), thing);

/** A request with the values of a thing in its path. */
export function withPathOf(
  operation: Operation,
  request: PlannedRequest,
  { resource, values }: Thing,
): PlannedRequest {
  const names = resource.path.split('/');
  const path = { ...request.parameters.path };
  for (const [index, segment] of operation.path.split('/').entries()) {
    const value = values.get(names[index]?.slice(1, -1) ?? '');
    if (segment.startsWith('{') && value !== undefined) path[segment.slice(1, -1)] = value;
  }
  return { ...request, parameters: { ...request.parameters, path } };
}

/** The operations that make things of a resource, the likeliest first. */
const makersOf = (resource: Resource): readonly Operation[] => [
  ...withEffect(resource, 'create'),
  ...withEffect(resource, 'replace').filter(({ responses }) =>
    responses.some(({ status }) => status === '201'),
  ),
];

/** A PUT that makes a thing names it in its path, so that each one needs a name of its own. */
function ownPath(
  operation: Operation,
  request: PlannedRequest,
  number: number,
  run = '',
): PlannedRequest {
  const [name] = /[^{]+(?=\}$)/.exec(operation.path) ?? [];
  if (operation.method !== 'PUT' || name === undefined) return request;
  return withOtherText(operation, request, `$request.path.${name}`, `${run}${number}`) ?? request;
}

/** A request that is sent so that another one can be judged. */
export const preparation = (operation: Operation, request: PlannedRequest): Case => ({
  id: `${operation.id}/preparation`,
  generator: preparing,
  origin: 'plan',
  operation,
  intent: 'valid',
  rule: { in: 'body', pointer: '', keyword: 'preparation' },
  reason: 'other requests need what it makes or shows',
  request,
});

/** The value of a runtime expression in the exchange that shows a thing. */
function evaluated(expression: string, exchange: Exchange): Json | undefined {
  const [, pointer] = /^\$response\.body#(.*)$/s.exec(expression) ?? [];
  if (pointer !== undefined) return valueAt(jsonOf(exchange)?.value, pointer) as Json | undefined;
  const [, field] = /^\$response\.header\.(.+)$/.exec(expression) ?? [];
  if (field !== undefined) return exchange.reply.headers.get(field.toLowerCase());
  return evaluate(expression, exchange.sent);
}

/** Whether a thing of a list has a text of its own that the request gave. */
const isSimilar = (representation: Json | undefined, sent: string): boolean =>
  typeof representation === 'object' &&
  representation !== null &&
  Object.values(representation).some(
    (value) =>
      typeof value === 'string' && value.length > 3 && sent.includes(JSON.stringify(value)),
  );

/** What tells the names of one request from those of the others. */
const ownMark = (run = ''): RegExp => new RegExp(`${escapeRegExp(run)}p[a-z]{2}\\d+`, 'g');

const isSame = (one: Json | undefined, other: Json | undefined): boolean =>
  String(one) === String(other);
