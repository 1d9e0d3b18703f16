import type { Exchange } from '../../checks/exchange.ts';
import type { Operation } from '../../core/contract/model.ts';
import type { PlannedRequest } from '../../core/http/planned-request.ts';
import { evaluate } from '../../core/http/runtime-expression.ts';
import { requestOf, withKnownValues } from '../../core/instances/plain-request.ts';
import type { Json } from '../../core/json.ts';
import { valueAt } from '../../core/pointer.ts';
import { identifiersIn } from '../../core/resources/identifiers.ts';
import { makersOf, withEffect, type Resource, type Source } from '../../core/resources/model.ts';
import { knownOf } from '../../plan/known-values.ts';
import { bodyOf } from './body-of.ts';
import { preparation, type Answered, type Means } from './preparation.ts';
import type { Recipe } from './recipes.ts';
import { Settler } from './settle.ts';
import { isIdentified, isPlain, liesBelow, type Thing } from './things.ts';
import { Trials } from './trials.ts';

/** How often the creation of a thing of one resource may fail. */
const patience = 2;

/** Which thing is wanted. */
export type Choice = {
  /** Whether nothing else may have used it. */
  readonly isFresh?: boolean;
  /** Things that a request names already. */
  readonly except?: readonly Thing[];
};

/** Gives things of the target: one that this run made, else a new one, else one that is there. */
export class Provider {
  readonly #options: Means;
  readonly #trials: Trials;
  readonly #settler: Settler;
  /** By path of a resource: how often its creation failed, and the last answer. */
  readonly #failures = new Map<string, number>();
  readonly #listed = new Set<string>();
  readonly #busy = new Set<string>();
  readonly #spent = new Set<Thing>();

  constructor(options: Means) {
    this.#options = options;
    this.#trials = new Trials(options);
    this.#settler = new Settler(options);
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
    const made = (await this.#make(resource)) ?? (await this.#makeElsewhere(resource));
    return made ?? (isFresh ? undefined : (known ?? this.#find(resource, usable)));
  }

  /** A thing that an operation makes which has no path for such things, and whose answer says that it is here. */
  async #makeElsewhere(resource: Resource): Promise<Thing | undefined> {
    for (const other of makersElsewhere(resource, this.#options.model)) {
      const made = await this.#make(other);
      if (made?.resource === resource) return made;
    }
    return undefined;
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
    return this.#trials.request(operation);
  }

  /** The same with all members that the target takes. */
  async fullest(resource: Resource): Promise<PlannedRequest | undefined> {
    const [operation] = makersOf(resource);
    if (!operation) return undefined;
    await this.recipe(operation);
    return this.#trials.fullest(operation);
  }

  /** A thing of a resource that another thing does not lie below, and whose identifier is known. */
  async another(resource: Resource, thing: Thing): Promise<Thing | undefined> {
    const others = this.#options.things.of(resource);
    const except = others.filter((one) => !isIdentified(one) || liesBelow(thing, one));
    const other = await this.thing(resource, { except });
    return other && isIdentified(other) ? other : undefined;
  }

  /** The recipe that the target takes from an operation; tries each of them once. */
  async recipe(operation: Operation): Promise<Recipe | undefined> {
    if (this.#options.isReadOnly || this.#trials.wasTried(operation)) return this.taken(operation);
    const resource = this.#options.model.subjects.get(operation.id);
    const { effect } = this.#options.model.roles.get(operation.id) ?? {};
    if (resource && effect === 'create') await this.#make(resource);
    else await this.#trials.send(operation);
    return this.taken(operation);
  }

  /** The recipe that the target took from an operation. */
  taken(operation: Operation): Recipe | undefined {
    return this.#trials.taken(operation);
  }

  /** Gives the requests of an operation texts of their own; returns what takes that back. */
  distinguish(operation: Operation): (() => void) | undefined {
    return this.#trials.distinguish(operation);
  }

  /** A request with texts of its own wherever the recipe says so. */
  distinct(
    ...[operation, request, recipe, isFree]: Parameters<Trials['distinct']>
  ): PlannedRequest {
    return this.#trials.distinct(operation, request, recipe, isFree);
  }

  /** Finds out the identifier of a thing. */
  settle(thing: Thing): Promise<void> {
    return this.#settler.settle(thing);
  }

  async #makeBy(operation: Operation): Promise<Thing | undefined> {
    const made = (await this.#trials.send(operation))?.made;
    if (made) await this.settle(made);
    return made;
  }

  /** Sends the plainest request of an operation that only reads. */
  async #ask(operation: Operation): Promise<Answered | undefined> {
    const plain = requestOf(operation, 'required', false);
    const known = knownOf(this.#options.values, operation);
    const request = await this.#options.fill(operation, withKnownValues(plain, known));
    return this.#options.ask(preparation(operation, request));
  }
}

/** Resources without a path for their things, which have the name of those of another one that nothing makes. */
const makersElsewhere = (resource: Resource, { resources }: Means['model']): readonly Resource[] =>
  resource.parameters.length === 0 || makersOf(resource).length > 0
    ? []
    : [...resources.values()].filter(
        ({ parameters, names, roles }) =>
          parameters.length === 0 &&
          names[0] === resource.names[0] &&
          roles.some(({ effect }) => effect === 'create'),
      );

/** A value, and the thing that it belongs to. */
export type Valued = { readonly value: Json; readonly thing: Thing };

/** The value of a runtime expression in the exchange that shows a thing. */
function evaluated(expression: string, exchange: Exchange): Json | undefined {
  const [, pointer] = /^\$response\.body#(.*)$/s.exec(expression) ?? [];
  if (pointer !== undefined) return valueAt(bodyOf(exchange), pointer) as Json | undefined;
  const [, field] = /^\$response\.header\.(.+)$/.exec(expression) ?? [];
  if (field !== undefined) return exchange.reply.headers.get(field.toLowerCase());
  return evaluate(expression, exchange.sent);
}
