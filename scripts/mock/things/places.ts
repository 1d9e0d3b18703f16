import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import { fillPath } from '../../../conformance/core/http/path.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { cached } from '../../../conformance/core/memoize.ts';
import { resourcesOf } from '../../../conformance/core/resources/infer.ts';
import type { Effect, Resource, ResourceModel } from '../../../conformance/core/resources/model.ts';
import { wordsOf } from '../../../conformance/core/resources/names.ts';
import { namesThing, shapeOf } from '../../../conformance/core/resources/path-families.ts';
import { canLive, kindOf, type Kind } from './kind.ts';

/** Where things of one kind are in a path, and what they belong to. */
export type Level = {
  readonly kind: () => Kind | undefined;
  /** The template of the path of all of them. */
  readonly template: string;
  readonly shape: string;
  /** The parameters of that path. */
  readonly parameters: readonly string[];
  /** The parameter that names one of them, where the path does. */
  readonly parameter?: string | undefined;
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

/** What each operation of a description does to things that live; `undefined` for one that does nothing. */
export function worksOf(
  contract: Contract,
  seed: number,
): (operation: Operation) => Work | undefined {
  const model = cached(models, contract, () => resourcesOf(contract));
  const kinds = new Map<Resource, { readonly kind: Kind | undefined }>();
  const kindBy = (resource: Resource, isSingle: boolean) => () =>
    cached(kinds, resource, () => ({ kind: kindOf(resource, seed, isSingle) })).kind;
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
  const searched = effect === 'list' ? searchedBy(operation, model) : undefined;
  if (searched && livesIn(context, searched))
    return { ...work, level: levelAt(pathAbove(path), kindBy(searched, false), owner) };
  const subject = model.subjects.get(id);
  if (!subject || !livesIn(context, subject))
    return owner && { ...work, level: owner, isAbout: false };
  return namesThing(path) && subject.parameters.length === 1
    ? owner && { ...work, level: owner }
    : { ...work, level: collectionAt(path, subject, owner, context) };
}

const livesIn = ({ homes }: Context, resource: Resource): boolean =>
  canLive(resource) || homes.values().some((home) => home === resource);

/** The innermost thing that a path names. */
const ownerOf = ({ id, path }: Operation, context: Context): Level | undefined =>
  (context.model.named.get(id) ?? [])
    .toReversed()
    .filter((resource) => resource.parameters.length === 1 && livesIn(context, resource))
    .reduce<Level | undefined>((above, resource) => {
      const segments = path.split('/').slice(0, resource.path.split('/').length);
      const parameter = segments.pop()!.slice(1, -1);
      return { ...levelAt(segments.join('/'), context.kindBy(resource, false), above), parameter };
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

const pathAbove = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** The resource whose things an operation finds, such as `/pets` of `/pets/findByStatus`. */
function searchedBy({ path }: Operation, { resources }: ResourceModel): Resource | undefined {
  const [word = ''] = wordsOf(path.split('/').at(-1) ?? '');
  const shape = shapeOf(pathAbove(path));
  return searching.includes(word)
    ? resources
        .values()
        .find(
          ({ collection, parameters }) => parameters.length === 1 && shapeOf(collection) === shape,
        )
    : undefined;
}

const levelAt = (path: string, kind: Level['kind'], owner: Level | undefined): Level => ({
  ...{ kind, owner, template: path.replace(/\/$/, '') },
  shape: shapeOf(path),
  parameters: [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name!),
});

const isTold = ({ responses }: Operation): boolean =>
  responses.some(({ content }) => content.some(({ echo, memory }) => memory || echo.size > 0));

/**
 * Things that are made and listed below others, and have paths of their own elsewhere, such as those of
 * `/projects/{project}/tasks` at `/tasks/{task}`.
 */
function homesIn({ resources }: ResourceModel): ReadonlyMap<Resource, Resource> {
  const all = [...resources.values()];
  return new Map(
    all.flatMap((resource) => {
      const { parameters, names } = resource;
      if (parameters.length > 0 || !canLive(resource)) return [];
      const [home, another] = all.filter(
        (other) =>
          other.parameters.length === 1 &&
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
  fillPath(
    template,
    new Map(parameters.map((name) => [name, encodeURIComponent(String(values[name]))])),
  );
