import { isDeepStrictEqual } from 'node:util';
import type { Operation } from '../../core/contract/model.ts';
import type { PlannedRequest } from '../../core/http/planned-request.ts';
import { valueIn } from '../../core/instances/other-texts.ts';
import {
  requestOf,
  withKnownValues,
  type KnownValues,
} from '../../core/instances/plain-request.ts';
import type { Json } from '../../core/json.ts';
import { cached } from '../../core/memoize.ts';
import {
  isMark,
  type Need,
  type Resource,
  type ResourceModel,
} from '../../core/resources/model.ts';
import { namesThing, shapeOf } from '../../core/resources/path-families.ts';
import { caseOfStep, type Case, type Step } from '../../generators/case.ts';
import { expressionOf, knownOf } from '../../plan/known-values.ts';
import { verifyIntent } from '../../plan/verify-intent.ts';
import { absentValue } from './absent.ts';
import { needsOwn } from './guard.ts';
import {
  isInBody,
  namedIn,
  placed,
  placeOf,
  placesOf,
  repeatedInBody,
  thingsIn,
  valuesOf,
  withRaw,
  type Filling,
} from './placing.ts';
import type { Choice, Provider, Valued } from './provide.ts';
import { likeRecipe, withPlannedNames } from './like-recipe.ts';
import type { Thing, Things } from './things.ts';

/** A case as it is sent, with values of things that the target holds, or why it is not sent. */
export type Bound =
  | { readonly testCase: Case; readonly things: readonly Thing[] }
  | { readonly skip: string };

/** Which things a request gets. */
type Wanted = {
  /** Whether nothing else may have used the innermost one. */
  readonly isFresh: boolean;
  /** Values that it has in any case. */
  readonly owned?: Filling | undefined;
};

type BinderOptions = {
  readonly model: ResourceModel;
  readonly things: Things;
  readonly provider: Provider;
  /** By operationId. */
  readonly values: ReadonlyMap<string, KnownValues>;
};

/** Puts values of things that exist into planned requests, where a request is not about that value. */
export class Binder {
  readonly #options: BinderOptions;
  readonly #bases = new WeakMap<Operation, readonly PlannedRequest[]>();

  constructor(options: BinderOptions) {
    this.#options = options;
  }

  /**
   * A case for the things that the target holds. A request that may delete gets a thing of its own,
   * and is not sent for one that the run did not make.
   */
  async bind(testCase: Case): Promise<Bound> {
    const { operation, intent, rule } = testCase;
    const { effect = 'read' } = this.#options.model.roles.get(operation.id) ?? {};
    const reason = rule.in === 'method' ? undefined : needsOwn(operation, effect);
    const isDeleting = effect === 'delete' || rule.in === 'method';
    const isFresh = isDeleting && intent !== 'invalid';
    const used: Thing[] = [];
    const isGuarded = reason !== undefined && !this.#isGiven(operation);
    let [isLacking, isNear] = [false, false];
    const fill = async (request: PlannedRequest): Promise<PlannedRequest> => {
      const owned = isGuarded ? await this.#owned(operation, isFresh) : undefined;
      isLacking ||= isGuarded && owned === undefined;
      isNear ||= this.#isAboutAnother({ ...testCase, request }, owned);
      if (isLacking || isNear) return request;
      const adjusted = this.#adjusted({ ...testCase, request });
      const filling = await this.#filling(operation, adjusted, { isFresh, owned });
      const ready = this.#filled({ ...testCase, request: adjusted }, filling);
      used.push(...thingsIn(ready, filling));
      return ready;
    };
    const filled = await this.#eachFilled(testCase, fill);
    if (isLacking) return this.#withoutOwn(testCase, reason!);
    if (isNear) return { skip: `${reason}; ${mayMeet}` };
    const isOpen = this.#namesAnother(testCase);
    return {
      testCase: {
        ...testCase,
        ...filled,
        ...(isOpen && { intent: 'unspecified' as const }),
        ...(used.some(({ isOwn }) => isOwn) && { isBound: true }),
        ...(used.some(({ isOwn }) => !isOwn) && { isForeign: true }),
      },
      things: used,
    };
  }

  /** Whether a case has a value of its own where that of an own thing should be. */
  #isAboutAnother(testCase: Case, owned: Filling = new Map()): boolean {
    const { operation, request } = testCase;
    return [...owned.keys()].some((place) => {
      const value = valueIn(request, place);
      // without the name of a thing in it, a body may be about all
      if (value === undefined)
        return isInBody(place) && testCase.intent !== 'invalid' && !request.body?.raw;
      return (
        typeof value !== 'object' &&
        !this.#isFree(operation, request, place) &&
        mayName(value, testCase)
      );
    });
  }

  /** The requests of a case, each of them filled. */
  async #eachFilled(
    testCase: Case,
    fill: (request: PlannedRequest) => Promise<PlannedRequest>,
  ): Promise<Partial<Case>> {
    const { steps, repeat, request } = testCase;
    if (steps) {
      const filled: Step[] = [];
      for (const [index, step] of steps.entries())
        filled.push({ ...step, request: await fill(caseOfStep(testCase, index).request) });
      return { steps: filled };
    }
    if (!repeat) return { request: await fill(request) };
    const requests: PlannedRequest[] = [];
    for (const one of repeat) requests.push(await fill(one));
    return { repeat: requests };
  }

  /** A request with the values of things that exist, wherever it has the planned ones. */
  async fill(operation: Operation, request: PlannedRequest): Promise<PlannedRequest> {
    const filling = await this.#filling(operation, request, { isFresh: false });
    return placed(operation, request, this.#freeIn(operation, request, filling));
  }

  /** A case that must not meet a thing: it is refused whatever it is about, or it is not sent. */
  #withoutOwn(testCase: Case, reason: string): Bound {
    const { operation, intent, request } = testCase;
    const isAboutThing = operation.path.includes('{');
    const hint = isAboutThing ? ` (values.${operation.id} of the configuration may name one)` : '';
    if (intent !== 'invalid' || !isAboutThing)
      return { skip: `${reason}; it made none that fits${hint}` };
    const filling: Filling = new Map(
      operation.parameters
        .filter(
          ({ in: place, name }) =>
            place === 'path' && this.#isFree(operation, request, `$request.path.${name}`),
        )
        .flatMap((parameter) => {
          const value = absentValue(parameter);
          return value === undefined ? [] : [[placeOf(parameter), { value }]];
        }),
    );
    const isNear = operation.parameters.some(
      (parameter) =>
        parameter.in === 'path' &&
        !filling.has(placeOf(parameter)) &&
        mayBeNumber(valueIn(request, placeOf(parameter))),
    );
    if (isNear) return { skip: `${reason}; ${mayMeet}` };
    return { testCase: this.#applied(testCase, filling), things: [] };
  }

  /** The values by which a request is without doubt about a thing of this run, if there is one. */
  async #owned(operation: Operation, isFresh: boolean): Promise<Filling | undefined> {
    const { model, provider } = this.#options;
    const [innermost] = [
      pathless(model, operation),
      ...(model.named.get(operation.id) ?? []),
    ].filter((one) => one !== undefined);
    if (innermost && (namesThing(operation.path) || innermost.parameters.length === 0)) {
      const thing = await provider.thing(innermost, { isFresh });
      if (thing?.isOwn) return valuesOf(thing, placesOf(operation, innermost));
    }
    for (const need of model.needs.get(operation.id) ?? []) {
      if (!need.place.startsWith('$request.body') && need !== lastPathNeed(model, operation))
        continue;
      const valued = await this.#valueOf(need, { isFresh });
      if (valued?.thing.isOwn && isSurely(valued, operation))
        return new Map([...namedIn(operation, valued.thing), [need.place, valued]]);
    }
    return undefined;
  }

  /** Whether the configuration names the thing: whoever wrote it wants it so. */
  #isGiven(operation: Operation): boolean {
    const [, last] = /.*\{([^{}]+)\}/.exec(operation.path) ?? [];
    return knownOf(this.#options.values, operation).has(`$request.path.${last}`);
  }

  async #filling(
    operation: Operation,
    request: PlannedRequest,
    { isFresh, owned = new Map() }: Wanted,
  ): Promise<Filling> {
    const { model, values, provider } = this.#options;
    const given = new Set([...knownOf(values, operation).keys()].map(expressionOf));
    const ofPath = await this.#ofPath(operation, { isFresh, owned });
    const repeated = repeatedInBody(operation, ofPath, this.#basesOf(operation));
    const filling = new Map([...ofPath, ...repeated].filter(([place]) => !given.has(place)));
    const except = [...ofPath.values()].flatMap(({ thing }) => thing ?? []);
    const isBodyKept = provider.taken(operation)?.isFilled === false;
    const isRaw = request.body?.raw !== undefined;
    const isOpen = ({ place }: Need) =>
      !filling.has(place) &&
      !given.has(place) &&
      !(isBodyKept && isInBody(place)) &&
      ((isRaw && isInBody(place)) || this.#isFree(operation, request, place));
    for (const need of model.needs.get(operation.id) ?? []) {
      if (!isOpen(need)) continue;
      // a body mostly names another thing than the path, but it may name what the thing lies below
      const valued = isInBody(need.place)
        ? ((await this.#valueOf(need, { isFresh, except })) ??
          (isFresh ? undefined : await this.#valueOf(need)))
        : await this.#valueOf(need);
      if (valued) filling.set(need.place, valued);
    }
    return filling;
  }

  /** The values of the path: of one thing and of those that it belongs to, where that is known. */
  async #ofPath(operation: Operation, { isFresh, owned }: Required<Wanted>): Promise<Filling> {
    const { model, provider } = this.#options;
    const filling = new Map(owned);
    for (const [depth, resource] of (model.named.get(operation.id) ?? []).entries()) {
      const places = placesOf(operation, resource);
      if (places.every(({ place }) => filling.has(place))) continue;
      const thing = await provider.thing(resource, { isFresh: isFresh && depth === 0 });
      for (const [place, valued] of thing ? valuesOf(thing, places) : [])
        if (!filling.has(place)) filling.set(place, valued);
    }
    return filling;
  }

  async #valueOf({ sources, name }: Need, choice: Choice = {}) {
    for (const source of sources) {
      const valued = await this.#options.provider.value(source, name, choice);
      if (valued) return valued;
    }
    return undefined;
  }

  /** The requests that most cases of an operation begin with. */
  #basesOf(operation: Operation): readonly PlannedRequest[] {
    const known = knownOf(this.#options.values, operation);
    return cached(this.#bases, operation, () =>
      [
        requestOf(operation, 'required', false),
        requestOf(operation, 'required', true),
        requestOf(operation, 'all', true),
      ].map((request) => withKnownValues(request, known)),
    );
  }

  /** Whether a request has the planned value at a place, so that it is not about this value. */
  #isFree(operation: Operation, request: PlannedRequest, place: string): boolean {
    const value = valueIn(request, place);
    return (
      value !== undefined &&
      this.#basesOf(operation).some((base) => isDeepStrictEqual(valueIn(base, place), value))
    );
  }

  /** Whether a valid case has a value of its own where the name of a thing must be: it may be none. */
  #namesAnother({ operation, request, intent }: Case): boolean {
    if (intent !== 'valid') return false;
    return (this.#options.model.needs.get(operation.id) ?? []).some(
      ({ place, sources }) =>
        sources.length > 0 &&
        !place.startsWith('$request.path') &&
        valueIn(request, place) !== undefined &&
        !this.#isFree(operation, request, place),
    );
  }

  /** A request like the recipe that the target takes, in what it shares with the plainest one. */
  #adjusted(testCase: Case): PlannedRequest {
    const { operation, request } = testCase;
    const taken = this.#options.provider.taken(operation);
    const [plain] = this.#basesOf(operation);
    // a documented example must be taken as it is, unless only its dates have passed
    const isKept = testCase.documented === true && taken?.isPlainButDates !== true;
    if (!taken || !plain || isKept || request.body?.raw) return request;
    const named = taken.isUnique ? request : withPlannedNames(operation, request, plain);
    const alike = taken.isPlain ? named : likeRecipe(named, plain, taken);
    const distinct = this.#options.provider.distinct(operation, alike, taken, (place) =>
      this.#isFree(operation, request, place),
    );
    return [distinct, alike].find((one) => this.#isMeant(testCase, one)) ?? request;
  }

  /** Whether a request breaks the rule that its case breaks, or none. */
  #isMeant({ operation, intent, rule }: Case, request: PlannedRequest): boolean {
    const verified = verifyIntent(operation, { request, intent, rule });
    return !('reason' in verified) && verified.intent === intent;
  }

  #filled(testCase: Case, filling: Filling): PlannedRequest {
    const { operation, request } = testCase;
    return this.#applied(testCase, this.#freeIn(operation, request, filling)).request;
  }

  /** What a request is not about; a body of bytes has its values somewhere. */
  #freeIn(operation: Operation, request: PlannedRequest, filling: Filling): Filling {
    const isRaw = request.body?.raw !== undefined;
    return new Map(
      [...filling].filter(
        ([place]) => (isRaw && isInBody(place)) || this.#isFree(operation, request, place),
      ),
    );
  }

  /** The case with other values, as far as it still breaks the rule that it breaks, or none. */
  #applied(testCase: Case, filling: Filling): Case {
    const { operation, request } = testCase;
    const [plain] = this.#basesOf(operation);
    const whole = withRaw(placed(operation, request, filling), plain, filling);
    if (whole === request) return testCase;
    if (this.#isMeant(testCase, whole)) return { ...testCase, request: whole };
    const inPath = new Map([...filling].filter(([place]) => place.startsWith('$request.path.')));
    return { ...testCase, request: placed(operation, request, inPath) };
  }
}

/** Whether a value names its thing here too: a number may name another thing of another kind. */
const isSurely = ({ value, thing: { resource } }: Valued, { path }: Operation): boolean =>
  !/^\d+$/.test(String(value)) || shapeOf(path).startsWith(shapeOf(resource.collection));

/** The mark that an operation sets or takes away, if it does. */
function pathless({ subjects }: ResourceModel, { id }: Operation): Resource | undefined {
  const subject = subjects.get(id);
  return subject && isMark(subject) ? subject : undefined;
}

function lastPathNeed({ needs }: ResourceModel, { id }: Operation): Need | undefined {
  return needs.get(id)?.findLast(({ place }) => place.startsWith('$request.path.'));
}

const mayMeet = 'its own value may be that of a thing of others';

/** Whether a server that reads numbers leniently may take a value for a small number: 1.5 for 1. */
const mayBeNumber = (value: Json | undefined): boolean => {
  const number = Number.parseInt(String(value), 10);
  return number > 0 && number < 1_000_000;
};

/** Whether a value that a case has in place of an identifier may name a thing all the same. */
const mayName = (value: Json | undefined, { intent }: Case): boolean => {
  if (mayBeNumber(value)) return true;
  // other numbers, texts that break a rule, and those with blanks or other letters are hardly names
  return intent !== 'invalid' && Number.isNaN(Number(value)) && !/[^!-~]/.test(String(value));
};
