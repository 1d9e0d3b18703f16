import { isDeepStrictEqual } from 'node:util';
import type { Operation, Parameter } from '../../core/contract/model.ts';
import type { PlannedRequest } from '../../core/http/planned-request.ts';
import { utf8 } from '../../core/http/bodies/body-codec.ts';
import { valueIn } from '../../core/instances/other-texts.ts';
import {
  requestOf,
  withKnownValues,
  withValue,
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
import { lastParameterOf, shapeOf } from '../../core/resources/path-families.ts';
import { isForbidden } from '../../core/schema/model.ts';
import { caseOfStep, type Case, type Step } from '../../generators/case.ts';
import { expressionOf } from '../../plan/known-values.ts';
import { verifyIntent } from '../../plan/verify-intent.ts';
import { absentValue } from './absent.ts';
import { needsOwn } from './guard.ts';
import type { Choice, Provider, Valued } from './provide.ts';
import { likeRecipe, withPlannedNames } from './like-recipe.ts';
import type { Thing, Things } from './things.ts';

/** A case as it is sent, with values of things that the target holds, or why it is not sent. */
export type Bound =
  | { readonly testCase: Case; readonly things: readonly Thing[] }
  | { readonly skip: string };

/** By place of a request, the value that a thing has, and the thing. */
type Filling = ReadonlyMap<string, { readonly value: Json; readonly thing?: Thing }>;

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
    const { operation, intent, rule, repeat, steps } = testCase;
    const { effect = 'read' } = this.#options.model.roles.get(operation.id) ?? {};
    const reason = rule.in === 'method' ? undefined : needsOwn(operation, effect);
    const isDeleting = effect === 'delete' || rule.in === 'method';
    const isFresh = isDeleting && intent !== 'invalid';
    const used: Thing[] = [];
    const fill = async (request: PlannedRequest): Promise<PlannedRequest> => {
      const adjusted = this.#adjusted({ ...testCase, request });
      const filling = await this.#filling(operation, adjusted, isFresh);
      used.push(...[...filling.values()].flatMap(({ thing }) => thing ?? []));
      return this.#filled({ ...testCase, request: adjusted }, filling);
    };
    if (reason !== undefined) {
      const owner = await this.#owner(operation, isFresh);
      if (!owner && !this.#isGiven(operation)) return this.#withoutOwn(testCase, reason);
    }
    const isOpen = this.#namesAnother(testCase);
    const bound = (filled: Partial<Case>): Bound => ({
      testCase: {
        ...testCase,
        ...filled,
        ...(isOpen && { intent: 'unspecified' as const }),
        ...(used.some(({ isOwn }) => isOwn) && { isBound: true }),
      },
      things: used,
    });
    if (steps) {
      const filled: Step[] = [];
      for (const [index, step] of steps.entries())
        filled.push({ ...step, request: await fill(caseOfStep(testCase, index).request) });
      return bound({ steps: filled });
    }
    if (repeat) {
      const requests: PlannedRequest[] = [];
      for (const request of repeat) requests.push(await fill(request));
      return bound({ repeat: requests });
    }
    return bound({ request: await fill(testCase.request) });
  }

  /** A request with the values of things that exist, wherever it has the planned ones. */
  async fill(operation: Operation, request: PlannedRequest): Promise<PlannedRequest> {
    return placed(operation, request, await this.#filling(operation, request, false));
  }

  /** A case that must not meet a thing: it is refused whatever it is about, or it is not sent. */
  #withoutOwn(testCase: Case, reason: string): Bound {
    const { operation, intent, request } = testCase;
    const isAboutThing = operation.path.includes('{');
    if (intent !== 'invalid' || !isAboutThing) return { skip: `${reason}; it made none that fits` };
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
    // a lenient server may read 1.5 as 1, and delete that
    const isNear = operation.parameters.some(
      ({ in: place, name }) =>
        place === 'path' && !filling.has(`$request.path.${name}`) && mayBeNumber(request, name),
    );
    if (isNear)
      return { skip: `${reason}; a lenient server may read its value as that of a thing` };
    return { testCase: this.#applied(testCase, filling), things: [] };
  }

  /** The thing of this run that an operation without doubt is about, if there is one. */
  async #owner(operation: Operation, isFresh: boolean): Promise<Thing | undefined> {
    const { model, provider } = this.#options;
    const [innermost] = [
      pathless(model, operation),
      ...(model.named.get(operation.id) ?? []),
    ].filter((one) => one !== undefined);
    if (innermost && (operation.path.endsWith('}') || innermost.parameters.length === 0)) {
      const thing = await provider.thing(innermost, { isFresh });
      if (thing?.isOwn) return thing;
    }
    for (const need of model.needs.get(operation.id) ?? []) {
      if (!need.place.startsWith('$request.body') && need !== lastPathNeed(model, operation))
        continue;
      const valued = await this.#valueOf(need, { isFresh });
      if (valued?.thing.isOwn && isSurely(valued, operation)) return valued.thing;
    }
    return undefined;
  }

  /** Whether the configuration names the thing: whoever wrote it wants it so. */
  #isGiven({ id, path }: Operation): boolean {
    const known = this.#options.values.get(id);
    const names = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => `$request.path.${name}`);
    return known !== undefined && names.length > 0 && known.has(names.at(-1)!);
  }

  async #filling(
    operation: Operation,
    request: PlannedRequest,
    isFresh: boolean,
  ): Promise<Filling> {
    const { model, values, provider } = this.#options;
    const given = new Set([...(values.get(operation.id)?.keys() ?? [])].map(expressionOf));
    const ofPath = await this.#ofPath(operation, isFresh);
    const filling = new Map([...ofPath].filter(([place]) => !given.has(place)));
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
      const choice = isInBody(need.place) ? { isFresh, except } : {};
      const valued = await this.#valueOf(need, choice);
      if (valued) filling.set(need.place, valued);
    }
    return filling;
  }

  /** The values of the path: of one thing and of those that it belongs to, where that is known. */
  async #ofPath(operation: Operation, isFresh: boolean): Promise<Filling> {
    const { model, provider } = this.#options;
    const filling = new Map<string, Valued>();
    for (const [depth, resource] of (model.named.get(operation.id) ?? []).entries()) {
      const places = placesOf(operation, resource);
      if (places.every(({ place }) => filling.has(place))) continue;
      const thing = await provider.thing(resource, { isFresh: isFresh && depth === 0 });
      for (const { name, place } of thing ? places : []) {
        const value = thing!.values.get(name);
        if (value !== undefined && !filling.has(place))
          filling.set(place, { value, thing: thing! });
      }
    }
    return new Map([...filling, ...repeatedInBody(operation, filling)]);
  }

  async #valueOf({ sources, name }: Need, choice: Choice) {
    for (const source of sources) {
      const valued = await this.#options.provider.value(source, name, choice);
      if (valued) return valued;
    }
    return undefined;
  }

  /** The requests that most cases of an operation begin with. */
  #basesOf(operation: Operation): readonly PlannedRequest[] {
    const known = this.#options.values.get(operation.id) ?? new Map();
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
    const { operation, request, intent, rule } = testCase;
    const taken = this.#options.provider.taken(operation);
    const [plain] = this.#basesOf(operation);
    // a documented example must be taken as it is, unless only its dates have passed
    const isKept = testCase.documented === true && taken?.isPlainButDates !== true;
    if (!taken || !plain || isKept || request.body?.raw) return request;
    const named = taken.isUnique ? request : withPlannedNames(operation, request, plain);
    const alike = taken.isPlain ? named : likeRecipe(named, plain, taken);
    const adjusted =
      intent === 'invalid'
        ? alike
        : this.#options.provider.distinct(operation, alike, taken, (place) =>
            this.#isFree(operation, request, place),
          );
    if (adjusted === request) return request;
    const verified = verifyIntent(operation, { request: adjusted, intent, rule });
    return 'reason' in verified || verified.intent !== intent ? request : adjusted;
  }

  #filled(testCase: Case, filling: Filling): PlannedRequest {
    const { operation, request } = testCase;
    const isRaw = request.body?.raw !== undefined;
    const free = new Map(
      [...filling].filter(
        ([place]) => (isRaw && isInBody(place)) || this.#isFree(operation, request, place),
      ),
    );
    return this.#applied(testCase, free).request;
  }

  /** The case with other values, as far as it still breaks the rule that it breaks, or none. */
  #applied(testCase: Case, filling: Filling): Case {
    const { operation, request, intent, rule } = testCase;
    const [plain] = this.#basesOf(operation);
    const whole = withRaw(placed(operation, request, filling), plain, filling);
    if (whole === request) return testCase;
    const verified = verifyIntent(operation, { request: whole, intent, rule });
    if (!('reason' in verified) && verified.intent === intent)
      return { ...testCase, request: whole };
    const inPath = new Map([...filling].filter(([place]) => place.startsWith('$request.path.')));
    return { ...testCase, request: placed(operation, request, inPath) };
  }
}

const isInBody = (place: string): boolean => place.startsWith('$request.body');

/** The path parameters of an operation that name a thing of a resource, as the resource names them. */
const placesOf = ({ path }: Operation, resource: Resource) => {
  const segments = path.split('/');
  return resource.path
    .split('/')
    .flatMap((name, index) =>
      name.startsWith('{')
        ? [{ name: name.slice(1, -1), place: `$request.path.${segments[index]!.slice(1, -1)}` }]
        : [],
    );
};

/** The identifier of the thing that a path ends with: a body may repeat it. */
function repeatedInBody({ path }: Operation, filling: ReadonlyMap<string, Valued>): Filling {
  const name = lastParameterOf(path);
  const valued = filling.get(`$request.path.${name}`);
  return valued
    ? new Map(['id', name!].map((member) => [`$request.body#/${member}`, valued]))
    : new Map();
}

const placeOf = ({ in: place, name }: Parameter): string => `$request.${place}.${name}`;

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

/** A request with other values where it has any; a value that a parameter does not allow is left out. */
function placed(operation: Operation, request: PlannedRequest, filling: Filling): PlannedRequest {
  let result = request;
  for (const [place, { value }] of filling) {
    const parameter = operation.parameters.find((one) => placeOf(one) === place);
    const before = valueIn(result, place);
    if (before === undefined && parameter?.in !== 'path') continue;
    const typed = likeBefore(value, before, parameter);
    if (parameter && isForbidden(parameter.schema.validate(typed))) continue;
    if (!isDeepStrictEqual(before, typed)) result = withOneValue(result, place, typed);
  }
  return result;
}

/** Of a list of names, each element must name a thing: the list has the one that is known. */
const withOneValue = (request: PlannedRequest, place: string, value: Json): PlannedRequest =>
  isInBody(place) && place.endsWith('/0') && typeof value !== 'object'
    ? withValue(request, place.slice(0, -2), [value])
    : withValue(request, place, value);

/** An identifier from an address is a text, and a parameter may take a number. */
function likeBefore(value: Json, before: Json | undefined, parameter: Parameter | undefined): Json {
  const types = parameter?.schema.alternatives().flatMap((flat) => flat.types) ?? [];
  const isNumber = before === undefined ? !types.includes('string') : typeof before === 'number';
  if (typeof value === 'string' && isNumber && /^-?\d{1,15}$/.test(value)) return Number(value);
  const isText = before === undefined ? types.includes('string') : typeof before === 'string';
  return typeof value === 'number' && isText ? String(value) : value;
}

/** Whether a server that reads numbers leniently may take the value of a path for a small number. */
const mayBeNumber = ({ parameters }: PlannedRequest, name: string): boolean =>
  Number.parseInt(String(parameters.path[name] ?? ''), 10) < 1_000_000;

/** A body of bytes with other values, as far as it has the planned ones plainly. */
function withRaw(
  request: PlannedRequest,
  plain: PlannedRequest | undefined,
  filling: Filling,
): PlannedRequest {
  const { body } = request;
  const text = body?.raw && utf8(body.raw);
  if (!text || !plain) return request;
  const written = [...filling].reduce((rest, [place, { value }]) => {
    const before = isInBody(place) ? valueIn(plain, place) : undefined;
    return before === undefined || typeof before === 'object'
      ? rest
      : rest.replaceAll(JSON.stringify(before), () => JSON.stringify(value));
  }, text);
  return written === text ? request : { ...request, body: { ...body, raw: Buffer.from(written) } };
}
