import type { Operation } from '../../core/contract/model.ts';
import { meaningOf } from '../../core/contract/responses.ts';
import type { KnownValues } from '../../core/instances/plain-request.ts';
import type { Case } from '../../generators/case.ts';
import type { Attempt } from '../attempt.ts';
import type { Bound } from './bind.ts';
import { mayBeConflict } from '../conflicts.ts';
import { withoutCursors } from './cursors.ts';
import { withEmptyBody } from './empty-body.ts';
import { withEntityTag } from './entity-tag.ts';
import { needsOwn } from './guard.ts';
import type { Resources } from './open.ts';
import type { Answered } from './preparation.ts';
import type { Thing } from './things.ts';

/** How often an operation gets another thing, where a valid request finds the first one unusable. */
const mostReplaced = 3;
/** How often a case of an operation gets texts of its own, where that does not help. */
const mostInVain = 5;
/** Statuses that speak of the thing that a request is about, or of its state. */
const aboutState = [404, 409, 410];
/** Statuses that speak of the values of a body. */
const aboutBody = [400, 403, 409, 422];

type AdaptingOptions = Pick<Resources, 'model' | 'binder' | 'provider'> & {
  /** By operationId. */
  readonly values: ReadonlyMap<string, KnownValues>;
  /** Sends a request that is not judged; `undefined` if there is no answer. */
  readonly ask: (testCase: Case) => Promise<Answered | undefined>;
};

type Attempts = readonly Attempt[];
type Perform = (testCase: Case) => Promise<Attempts>;
type Sendable = Exclude<Bound, { readonly skip: string }>;

/** Fits cases to the things of a target, and to what it wants besides the contract. */
export class Adapting {
  readonly #options: AdaptingOptions;
  /** Operations whose undocumented body the target wants all the same. */
  readonly #bodiless = new Set<string>();
  /** By operation: how often a thing was replaced because a valid request found it unusable. */
  readonly #replaced = new Map<string, number>();

  /** By intent and operation: how often texts of its own did not keep a case from a conflict. */
  readonly #inVain = new Map<string, number>();

  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: AdaptingOptions) {
    this.#options = options;
  }

  /**
   * Sends a case for things that the target holds, and once more for others where those don't do.
   * Returns why it is not sent, if it is not.
   */
  async send(testCase: Case, perform: Perform): Promise<Attempts | { readonly skip: string }> {
    const { binder, provider } = this.#options;
    const bind = () => binder.bind(testCase);
    const bound = await this.#inTurn(bind);
    if ('skip' in bound) return bound;
    const attempts = await perform(bound.testCase);
    const distinct = await this.#sendDistinct(testCase, { attempts, bound }, perform);
    if (distinct) return distinct;
    const isReplaced = this.#mayReplace(testCase, attempts, bound.things);
    if (isReplaced) provider.spend(bound.things.filter(({ isOwn }) => isOwn));
    else if (!(await this.#inTurn(() => this.#mayAdjust(testCase, attempts)))) return attempts;
    const again = await this.#inTurn(bind);
    return 'skip' in again ? attempts : perform(again.testCase);
  }

  /**
   * Sends a case that conflicts with what exists once more, with texts of its own; `undefined` if it has
   * none, or if that does not help. If a valid one is taken so, all cases of the operation have such
   * texts. An invalid one must not be refused for a conflict instead of the rule that it breaks.
   */
  async #sendDistinct(
    testCase: Case,
    { attempts, bound }: { readonly attempts: Attempts; readonly bound: Sendable },
    perform: Perform,
  ): Promise<Attempts | undefined> {
    const { operation, intent } = testCase;
    const [{ exchange } = {}] = attempts;
    const kind = `${intent} ${operation.id}`;
    const vain = this.#inVain.get(kind) ?? 0;
    if (intent === 'unspecified' || vain >= mostInVain) return undefined;
    const restore =
      exchange && mayBeConflict(exchange)
        ? this.#options.provider.distinguish(operation)
        : undefined;
    if (!restore) return undefined;
    const again = await this.#inTurn(() => this.#options.binder.bind(testCase));
    const isOther = !('skip' in again) && bodiesOf(again.testCase) !== bodiesOf(bound.testCase);
    const sent = isOther ? await perform(again.testCase) : undefined;
    const answer = sent?.[0]?.exchange;
    const isTaken = meaningOf(operation, answer?.reply.status ?? 0) === 'success';
    if (intent === 'valid' && isTaken) return sent;
    restore();
    if (intent === 'invalid' && answer && !mayBeConflict(answer)) return sent;
    // the text that a case is about may conflict, or the state of its thing
    if (sent) this.#inVain.set(kind, vain + 1);
    return undefined;
  }

  /** Of cases that are sent at once, one after the other makes its things: else they want the same ones. */
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  /** A case as the target wants it: with an entity tag that is right, no made-up cursor, and a body. */
  async adapted(testCase: Case): Promise<Case> {
    const { id } = testCase.operation;
    const tagged = await withEntityTag(testCase, this.#options);
    const real = withoutCursors(tagged, this.#options.values.get(id));
    return this.#bodiless.has(id) ? withEmptyBody(real) : real;
  }

  /** Whether the target wants a body that is not documented; from then on, each case gets one. */
  learnsBody(testCase: Case, attempts: Attempts): boolean {
    const { id } = testCase.operation;
    const isMissed =
      attempts[0]?.exchange?.reply.status === 415 && withEmptyBody(testCase) !== testCase;
    if (!isMissed || this.#bodiless.has(id)) return false;
    this.#bodiless.add(id);
    return true;
  }

  /** Whether a valid request was refused for the state of a thing of this run. */
  #mayReplace(
    { intent, operation: { id } }: Case,
    attempts: Attempts,
    things: readonly Thing[],
  ): boolean {
    const status = attempts[0]?.exchange?.reply.status ?? 0;
    const count = this.#replaced.get(id) ?? 0;
    if (intent !== 'valid' || !aboutState.includes(status) || count >= mostReplaced) return false;
    if (!things.some(({ isOwn }) => isOwn)) return false;
    this.#replaced.set(id, count + 1);
    return true;
  }

  /**
   * Whether a valid request was refused only because its dates have passed, or for the state of the
   * things that it names. Where the target takes another valid body, the next requests are made like
   * that one.
   */
  async #mayAdjust({ intent, operation }: Case, attempts: Attempts): Promise<boolean> {
    const status = attempts[0]?.exchange?.reply.status ?? 0;
    if (intent !== 'valid' || !aboutBody.includes(status) || !operation.requestBody) return false;
    const { provider } = this.#options;
    if (provider.taken(operation) || this.#needsOwn(operation)) return false;
    const recipe = await provider.recipe(operation);
    // the same for other things may be allowed, where the state of these was the reason
    const isOfState = status === 403 || status === 409;
    return recipe?.isPlainButDates === true && (isOfState || !recipe.isPlain);
  }

  #needsOwn(operation: Operation): boolean {
    const { effect = 'read' } = this.#options.model.roles.get(operation.id) ?? {};
    return needsOwn(operation, effect) !== undefined;
  }
}

/** The bodies of the requests of a case, for comparing them. */
const bodiesOf = ({ request, repeat, steps }: Case): string =>
  JSON.stringify(
    [request, ...(repeat ?? []), ...(steps ?? []).map((step) => step.request)].map(
      (one) => one?.body,
    ),
  );
