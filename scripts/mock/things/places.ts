import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import { fillPath } from '../../../conformance/core/http/path.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { cached } from '../../../conformance/core/memoize.ts';
import { resourcesOf } from '../../../conformance/core/resources/infer.ts';
import type { Effect, Resource, ResourceModel } from '../../../conformance/core/resources/model.ts';
import { wordsOf } from '../../../conformance/core/resources/names.ts';
import { gives } from '../../../conformance/core/resources/needs.ts';
import {
  namesThing,
  parametersIn,
  shapeOf,
} from '../../../conformance/core/resources/path-families.ts';
import { newCounters, type CountersOf } from './counters.ts';
import { canLive, kindOf, type Kind } from './kind.ts';
import { encoded } from './naming.ts';

/** Where things of one kind are in a path, and what they belong to. */
export type Level = {
  readonly kind: () => Kind | undefined;
  /** The template of the path of all of them. */
  readonly template: string;
  readonly shape: string;
  /** The parameters of that path. */
  readonly parameters: readonly string[];
  /** The parameters that name one of them together, where the path does. */
  readonly names?: readonly string[] | undefined;
  readonly owner?: Level | undefined;
  /** Where the things have paths of their own, if that is elsewhere. */
  readonly home?: Level | undefined;
};

/** What an operation does to things that live. */
export type Work = {
  readonly operation: Operation;
  readonly effect: Effect;
  /** The place that it is about; without one, it needs no more than that its owner is there. */
  readonly level: Level;
  /** Whether it is about what there is only once, such as settings. */
  readonly isSingle: boolean;
  /** Whether the operation is about things of the level, and not only below one. */
  readonly isAbout: boolean;
};

const models = new WeakMap<Contract, ResourceModel>();

/** The resources of a description; found once. */
export const modelOf = (contract: Contract): ResourceModel =>
  cached(models, contract, () => resourcesOf(contract));

/** What each operation of a description does to things that live; `undefined` for one that does nothing. */
export function worksOf(
  contract: Contract,
  seed: number,
  countersOf: CountersOf = newCounters,
): (operation: Operation) => Work | undefined {
  const model = modelOf(contract);
  const kinds = new Map<Resource, { readonly kind: Kind | undefined }>();
  const kindBy = (resource: Resource, isSingle: boolean) => () =>
    cached(kinds, resource, () => {
      const counters = countersOf(`${contract.api} ${resource.path}`);
      return { kind: kindOf(resource, seed, isSingle, counters) };
    }).kind;
  const works = new Map<Operation, { readonly work: Work | undefined }>();
  const context = { model, kindBy, singles: singlesOf(model), homes: homesIn(model) };
  return (operation) => cached(works, operation, () => ({ work: workOf(operation, context) })).work;
}

type Context = {
  readonly model: ResourceModel;
  readonly kindBy: (resource: Resource, isSingle: boolean) => () => Kind | undefined;
  /** By path, what there is only once. */
  readonly singles: ReadonlyMap<string, Resource>;
  /** By resource without a path of its things, the one that has it. */
  readonly homes: ReadonlyMap<Resource, Resource>;
};

function workOf(operation: Operation, context: Context): Work | undefined {
  const { model, kindBy, singles } = context;
  const { id, path } = operation;
  const effect = model.roles.get(id)?.effect;
  // what the description says of its memory goes before what is inferred
  if (effect === undefined || isTold(operation)) return undefined;
  const owner = ownerOf(operation, context);
  const work = { operation, effect, isSingle: false, isAbout: true };
  const single = singles.get(path);
  if (single) return { ...work, level: levelAt(path, kindBy(single, true), owner), isSingle: true };
  const said = effectOnCollection(operation, effect);
  const meant = said && collectionOf(pathAbove(path), model);
  if (said && meant && livesIn(context, meant))
    return { ...work, effect: said, level: collectionAt(pathAbove(path), meant, owner, context) };
  const subject = model.subjects.get(id);
  if (!subject || !livesIn(context, subject))
    return owner && { ...work, level: owner, isAbout: false };
  return namesThing(path) && subject.parameters.length > 0
    ? owner && { ...work, level: owner }
    : { ...work, level: collectionAt(path, subject, owner, context) };
}

const livesIn = ({ homes, kindBy }: Context, resource: Resource): boolean =>
  (canLive(resource) || homes.has(resource) || homes.values().some((home) => home === resource)) &&
  // what several parameters name may have no members of those names
  (resource.parameters.length <= 1 || kindBy(resource, false)() !== undefined);

/** The innermost thing that a path names. */
const ownerOf = ({ id, path }: Operation, context: Context): Level | undefined =>
  (context.model.named.get(id) ?? [])
    .toReversed()
    .filter((resource) => livesIn(context, resource))
    .reduce<Level | undefined>((above, resource) => {
      const segments = path.split('/');
      const count = resource.collection.split('/').length;
      const own = segments.slice(count, resource.path.split('/').length);
      const level = levelAt(
        segments.slice(0, count).join('/'),
        context.kindBy(resource, false),
        above,
      );
      return { ...level, names: parametersIn(own.join('/')) };
    }, undefined);

/** The level of all things of a resource, which may have paths of their own elsewhere. */
function collectionAt(
  path: string,
  subject: Resource,
  owner: Level | undefined,
  { homes, kindBy }: Context,
): Level {
  const home = homes.get(subject);
  const level = levelAt(path, kindBy(home ?? subject, false), owner);
  return home ? { ...level, home: levelAt(home.collection, level.kind, undefined) } : level;
}

/** Words for operations that list things of the collection in their path. */
const searching = ['search', 'find', 'query', 'filter', 'list', 'lookup'];
/** Words for operations about several things of it. */
const several = ['bulk', 'batch', 'many', 'multiple', 'mass'];

/** What an operation does to the collection before the last word of its path, such as `/pets/findByStatus`. */
function effectOnCollection({ path, method }: Operation, effect: Effect): Effect | undefined {
  const words = wordsOf(path.split(/[/:]/).at(-1) ?? '');
  if (effect === 'list' && searching.includes(words[0] ?? '')) return 'list';
  if (!words.some((word) => several.includes(word))) return undefined;
  if (effect === 'delete' || effect === 'change' || effect === 'list') return effect;
  return method === 'GET' ? undefined : method === 'POST' ? 'create' : 'change';
}

/** The path of the collection that is before the last word: `/todos` for `/todos/search` and `/todos:search`. */
const pathAbove = (path: string): string => path.replace(/[/:][^/:{}]*$/, '');

/** The resource whose things a path lists. */
function collectionOf(path: string, { resources }: ResourceModel): Resource | undefined {
  const shape = shapeOf(path);
  const all = [...resources.values()];
  return (
    all.find((one) => one.parameters.length > 0 && shapeOf(one.collection) === shape) ??
    all.find((one) => one.parameters.length === 0 && shapeOf(one.path) === shape)
  );
}

const levelAt = (path: string, kind: Level['kind'], owner: Level | undefined): Level => ({
  ...{ kind, owner, template: path.replace(/\/$/, '') },
  shape: shapeOf(path),
  parameters: parametersIn(path),
});

const isTold = ({ responses }: Operation): boolean =>
  responses.some(
    (response) =>
      response.memory || response.content.some(({ echo, memory }) => memory || echo.size > 0),
  );

/**
 * Things that are made or listed below others, and have paths of their own elsewhere, such as those of
 * `/projects/{project}/tasks` at `/tasks/{task}`, and of `/orgs/{org}/repos` at `/repos/{owner}/{repo}`.
 */
function homesIn({ resources }: ResourceModel): ReadonlyMap<Resource, Resource> {
  const all = [...resources.values()];
  return new Map(
    all.flatMap((resource) => {
      const { parameters, names } = resource;
      if (parameters.length > 0 || !gives(resource)) return [];
      const [home, another] = all.filter(
        (other) =>
          other.parameters.length > 0 &&
          other.names[0] === names[0] &&
          !other.collection.includes('{') &&
          other.roles.some(({ effect }) => effect === 'read'),
      );
      return home && !another ? [[resource, home] as const] : [];
    }),
  );
}

/** What there is only once: a path that is read, and written by PUT or PATCH. */
function singlesOf({ roles, subjects }: ResourceModel): ReadonlyMap<string, Resource> {
  const byPath = Map.groupBy(roles.values(), ({ operation }) => operation.path);
  return new Map(
    [...byPath].flatMap(([path, own]) => {
      const methods = own.map(({ operation }) => operation.method);
      const isSingle =
        methods.includes('GET') &&
        (methods.includes('PUT') || methods.includes('PATCH')) &&
        !namesThing(path) &&
        own.every(({ operation }) => !subjects.has(operation.id)) &&
        own.some(({ effect }) => effect === 'read');
      const name = path.split('/').at(-1) ?? '';
      return isSingle
        ? [[path, { path, collection: path, parameters: [], names: [name], roles: own }] as const]
        : [];
    }),
  );
}

/** The values of a request's path, as texts. */
export type Values = { readonly [name: string]: Json };

/** What tells a place from all others. */
export function keyOf(api: string, { shape, parameters }: Level, values: Values): string {
  let key = `${api} ${shape}`;
  for (const name of parameters) key += `\n${String(values[name])}`;
  return key;
}

/** The path of a place. */
export const pathOf = ({ template, parameters }: Level, values: Values): string =>
  fillPath(template, new Map(parameters.map((name) => [name, encoded(String(values[name]))])));
