import { escapeRegExp } from '../../core/escape-reg-exp.ts';
import type { Operation } from '../../core/contract/model.ts';
import { meaningOf } from '../../core/contract/responses.ts';
import type { PlannedRequest } from '../../core/http/planned-request.ts';
import { valueIn, withOtherText, withOtherValue } from '../../core/instances/other-texts.ts';
import { withKnownValues, withValue } from '../../core/instances/plain-request.ts';
import { identifiersOf, mayOnlyReplace } from '../../core/resources/model.ts';
import { lastParameterOf } from '../../core/resources/path-families.ts';
import { expressionOf, knownOf } from '../../plan/known-values.ts';
import { uniqueRequest } from '../../plan/unique-values.ts';
import { mayBeConflict } from '../conflicts.ts';
import { placed, repeatedInBody } from './placing.ts';
import { preparation, type Answered, type Means } from './preparation.ts';
import { isNamedBy } from './things.ts';
import { unusual } from './unusual.ts';
import { recipesOf, tellingPlaces, type Recipe } from './recipes.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** How many requests are sent to find a recipe. */
const mostTries = 20;

/** Finds out which valid requests the target takes from an operation. */
export class Trials {
  readonly #options: Means;
  /** By operationId, the recipe that the target took. */
  readonly #recipes = new Map<string, Recipe>();
  /** By operationId, the recipe with the most members that the target took. */
  readonly #fullest = new Map<string, Recipe>();
  readonly #tried = new Set<string>();
  #number = 0;

  constructor(options: Means) {
    this.#options = options;
  }

  /** The recipe that the target took from an operation. */
  taken({ id }: Operation): Recipe | undefined {
    return this.#recipes.get(id);
  }

  /** Whether the recipes of an operation were tried. */
  wasTried({ id }: Operation): boolean {
    return this.#tried.has(id);
  }

  /** A request of an operation, as the target takes it where that is known. */
  async request(operation: Operation): Promise<PlannedRequest | undefined> {
    const known = knownOf(this.#options.values, operation);
    const recipe = this.#recipes.get(operation.id) ?? recipesOf(operation, known)[0];
    const request = recipe && (await this.#made(operation, recipe));
    return request && this.#mayBeSent(operation, request) ? request : undefined;
  }

  /** Whether a request that may replace what is there has a name that only this run gives. */
  #mayBeSent(operation: Operation, request: PlannedRequest): boolean {
    return !mayOnlyReplace(operation) || isNamedBy(this.#options.run, operation, request);
  }

  /** A request with as many members as the target takes; one is sent to see whether it takes all. */
  async fullest(operation: Operation): Promise<PlannedRequest | undefined> {
    const known = knownOf(this.#options.values, operation);
    const size = ({ request }: Recipe) => JSON.stringify(request.body ?? '').length;
    const [longest] = recipesOf(operation, known).toSorted((one, other) => size(other) - size(one));
    const taken = this.#recipes.get(operation.id);
    if (!longest || !taken) return this.request(operation);
    if (!this.#fullest.has(operation.id))
      this.#fullest.set(operation.id, await this.#longestTaken(operation, longest, taken));
    return this.#made(operation, this.#fullest.get(operation.id)!);
  }

  /** Sends requests with many members until the target takes one. */
  async #longestTaken(operation: Operation, longest: Recipe, taken: Recipe): Promise<Recipe> {
    const { isFilled, isUnique } = taken;
    const all = { ...longest, isFilled, isUnique };
    // texts of its own keep one thing from conflicting with another
    for (const tried of [
      { ...all, isDistinct: true, isUnusual: true },
      { ...all, isDistinct: true },
      { ...all, isDistinct: false },
      { ...taken, isDistinct: true },
    ]) {
      const status = await this.#statusOf(operation, tried);
      if (meaningOf(operation, status) === 'success') return tried;
    }
    return taken;
  }

  async #statusOf(operation: Operation, recipe: Recipe): Promise<number> {
    const request = await this.#made(operation, recipe);
    // what it makes has odd members, and serves no other request
    const asked = { ...preparation(operation, request), generator: 'trial' };
    return (await this.#options.ask(asked))?.exchange.reply.status ?? 0;
  }

  /** Sends the recipes of an operation until the target takes one. */
  async send(operation: Operation): Promise<Answered | undefined> {
    this.#tried.add(operation.id);
    const taken = this.#recipes.get(operation.id);
    const known = knownOf(this.#options.values, operation);
    const recipes = recipesOf(operation, known);
    const sent = new Set<string>();
    const left = taken ? [taken, ...recipes] : [...recipes];
    for (let recipe = left.shift(); recipe; recipe = left.shift()) {
      const request = await this.#made(operation, recipe);
      if (!this.#mayBeSent(operation, request)) continue;
      const text = `${recipe.isDistinct} ${JSON.stringify(request).replaceAll(ownMark(this.#options.run), '')}`;
      if (sent.has(text) || sent.size >= mostTries) continue;
      sent.add(text);
      const answered = await this.#options.ask(preparation(operation, request));
      if (!answered) continue;
      const { exchange } = answered;
      if (mayBeConflict(exchange) && recipe.isUnique && !recipe.isDistinct)
        left.unshift({ ...recipe, isDistinct: true });
      if (meaningOf(operation, exchange.reply.status) !== 'success') continue;
      this.#recipes.set(operation.id, recipe);
      return answered;
    }
    return undefined;
  }

  /**
   * Gives the requests of an operation texts of their own from now on, because one conflicts with what
   * exists. Returns what takes that back; `undefined` if they have such texts already.
   */
  distinguish(operation: Operation): (() => void) | undefined {
    const { id } = operation;
    const taken = this.#recipes.get(id);
    const recipes = recipesOf(operation, knownOf(this.#options.values, operation));
    const recipe = taken ?? recipes.find(({ isPlain }) => isPlain);
    if (!recipe || recipe.isDistinct) return undefined;
    this.#recipes.set(id, { ...recipe, isDistinct: true });
    return () => {
      if (taken) this.#recipes.set(id, taken);
      else this.#recipes.delete(id);
    };
  }

  /** A request of a recipe, with the values of things that exist and names of its own. */
  async #made(operation: Operation, recipe: Recipe): Promise<PlannedRequest> {
    const { values, run, fill, model } = this.#options;
    const known = knownOf(values, operation);
    const { isFilled, isUnique } = recipe;
    const fixed = this.#fixedIn(operation);
    const plain = withKnownValues(recipe.request, known);
    const odd = recipe.isUnusual ? unusual(operation, plain, (place) => fixed.has(place)) : plain;
    const based = this.distinct(operation, odd, recipe);
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

  /** A request with texts of its own wherever it may have them, if its recipe says so. */
  distinct(
    operation: Operation,
    request: PlannedRequest,
    { isDistinct, request: allowed }: Recipe,
    isFree: (place: string) => boolean = () => true,
  ): PlannedRequest {
    if (!isDistinct) return request;
    const { run = '', model } = this.#options;
    const names = model.subjects.get(operation.id)?.names;
    this.#number += 1;
    const withOther = (one: PlannedRequest, place: string, index: number): PlannedRequest => {
      // no two members have the same text, so that a server which mixes them up is seen
      const tail = `${run}p${this.#number}${letters[index % letters.length]}`;
      const changed = withOtherValue(operation, one, place, tail);
      if (changed) return changed;
      // beside what breaks a rule, no text is allowed: then it is made where nothing does
      const other = withOtherValue(operation, allowed, place, tail);
      const value = other && valueIn(other, place);
      return value === undefined ? one : withValue(one, place, value);
    };
    return tellingPlaces(operation, request, this.#fixedIn(operation), names)
      .filter(isFree)
      .reduce(withOther, request);
  }

  /** The places whose values the configuration gives, or that name things. */
  #fixedIn(operation: Operation): ReadonlySet<string> {
    const { values, model } = this.#options;
    const known = [...knownOf(values, operation).keys()].map(expressionOf);
    const needed = (model.needs.get(operation.id) ?? []).map(({ place }) => place);
    return new Set([...known, ...needed]);
  }
}

/** A PUT that makes a thing names it in its path, so that each one needs a name of its own. */
function ownPath(
  operation: Operation,
  request: PlannedRequest,
  number: number,
  run = '',
): PlannedRequest {
  const place = `$request.path.${lastParameterOf(operation.path)}`;
  if (operation.method !== 'PUT') return request;
  const own = withOtherText(operation, request, place, `${run}${number}`);
  const value = own && valueIn(own, place);
  if (!own || value === undefined) return request;
  // a body that repeats the name has it, too
  const repeated = repeatedInBody(operation, new Map([[place, { value }]]), [own]);
  return placed(operation, own, repeated);
}

/** What tells the names of one request from those of the others. */
const ownMark = (run = ''): RegExp => new RegExp(`${escapeRegExp(run)}p[a-z]{2}\\d+`, 'g');
