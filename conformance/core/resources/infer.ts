import type { Contract, Operation } from '../contract/model.ts';
import { effectOf } from './effects.ts';
import { linkNeeds } from './links.ts';
import { memoryNeeds } from './memory.ts';
import type { Need, Resource, ResourceModel, Role } from './model.ts';
import { subjectOf, thingOf } from './names.ts';
import { needsOf } from './needs.ts';
import { familiesOf, namesThing, shapeOf, type Family } from './path-families.ts';

/**
 * The resources of a description: which operations create, list, read, replace, change and delete
 * the same thing, and which values of things each operation needs. What the description says, by
 * `links` and `x-memory`, goes before what its paths and names suggest.
 */
export function resourcesOf({ operations }: Pick<Contract, 'operations'>): ResourceModel {
  const sorted = operations.toSorted(byPath);
  const shapes = new Set(sorted.map(({ path }) => shapeOf(path)));
  const families = allFamilies(sorted, shapes);
  const collections = collectionsOf([...families.values()]);
  const roles = new Map(sorted.map((one) => [one.id, roleOf(one, sorted, collections)]));
  for (const operation of sorted)
    if (givesThings(roles.get(operation.id)!) && !ownerOf(operation, families, collections))
      addPathless(families, operation);
  const resources = new Map<string, Resource>();
  const subjects = new Map<string, Resource>();
  const owned = Map.groupBy(sorted, (operation) => ownerOf(operation, families, collections));
  for (const role of writesAbout(families, owned, roles)) roles.set(role.operation.id, role);
  for (const [shape, family] of families) {
    const own = (owned.get(shape) ?? []).map(({ id }) => roles.get(id)!);
    const resource = { ...family, roles: own };
    resources.set(resource.path, resource);
    for (const { operation } of own) subjects.set(operation.id, resource);
  }
  const needs = new Map(
    sorted.map((operation) => [operation.id, allNeeds(operation, sorted, resources)]),
  );
  const named = new Map(
    sorted.map(({ id, path }) => {
      const inPath = familiesOf(path, shapes).map((family) => families.get(shapeOf(family.path))!);
      return [id, inPath.map((family) => resources.get(family.path)!).toReversed()] as const;
    }),
  );
  return { resources, roles, subjects, named, needs };
}

/** By the shape of its path, each family once, as the shortest path that names it writes it. */
function allFamilies(
  operations: readonly Operation[],
  shapes: ReadonlySet<string>,
): Map<string, Family> {
  const families = new Map<string, Family>();
  const depth = ({ path }: Operation) => path.split('/').length;
  for (const { path } of operations.toSorted((one, other) => depth(one) - depth(other)))
    for (const family of familiesOf(path, shapes)) {
      const shape = shapeOf(family.path);
      const parent = families.get(shapeOf(family.parent ?? ''))?.path;
      if (!families.has(shape)) families.set(shape, { ...family, ...(parent && { parent }) });
    }
  // resources come in the order of their paths
  return new Map([...families].toSorted(([one], [other]) => compare(one, other)));
}

/**
 * Operations that seem to make things, but write something about a thing of another kind that their body
 * names: `POST /segments/strategies` with a `strategyId`, where strategies are made elsewhere.
 */
function* writesAbout(
  families: ReadonlyMap<string, Family>,
  owned: ReadonlyMap<string | undefined, readonly Operation[]>,
  roles: ReadonlyMap<string, Role>,
): Iterable<Role> {
  const effectsAt = (shape: string) => (owned.get(shape) ?? []).map(({ id }) => roles.get(id)!);
  for (const [shape, { parameters }] of families) {
    const own = effectsAt(shape);
    const [parameter = '', another] = parameters;
    const subject = subjectOf(parameter);
    const isOnlyMade = own.every(({ effect }) => effect === 'create' || effect === 'read');
    if (another !== undefined || subject === '' || !isOnlyMade) continue;
    const isElsewhere = families
      .entries()
      .some(
        ([other, { names }]) =>
          other !== shape && names[0] === subject && effectsAt(other).some(givesThings),
      );
    for (const { operation, effect } of own)
      if (effect === 'create' && isElsewhere && hasMember(operation, parameter))
        yield { operation, effect: 'action', reason: `its body names a ${subject} that exists` };
  }
}

/** Whether the body of an operation may have a member. */
function hasMember({ requestBody }: Operation, name: string): boolean {
  const schema = requestBody?.content.find((one) => one.schema)?.schema;
  return schema?.alternatives().some(({ properties }) => properties.has(name)) === true;
}

const givesThings = ({ effect }: Role): boolean => effect === 'create' || effect === 'list';

function roleOf(
  operation: Operation,
  operations: readonly Operation[],
  collections: ReadonlyMap<string, string>,
): Role {
  if (isUndone(operation, operations))
    return { operation, effect: 'create', reason: 'a DELETE of the same path undoes it' };
  return { operation, ...effectOf(operation, collections.has(shapeOf(operation.path))) };
}

/** An order that does not depend on that of the document. */
export const byPath = (one: Operation, other: Operation): number =>
  compare(one.path, other.path) || compare(one.method, other.method);

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Whether a POST makes what a DELETE of the same path takes away, such as a mark or a membership. */
const isUndone = ({ method, path }: Operation, operations: readonly Operation[]): boolean =>
  method === 'POST' &&
  !namesThing(path) &&
  operations.some((other) => other.method === 'DELETE' && other.path === path);

/** Things without a path of their own: other operations may need their identifiers all the same. */
function addPathless(families: Map<string, Family>, { path }: Operation): void {
  const segment = path.split('/').findLast((each) => each !== '' && !each.includes('{')) ?? '';
  const parent = families
    .values()
    .filter((family) => path.startsWith(`${family.path}/`))
    .toArray();
  families.set(shapeOf(path), {
    path,
    collection: path,
    parameters: [],
    names: [thingOf(segment)].filter((name) => name !== ''),
    ...(parent.length === 0 ? {} : { parent: parent.at(-1)!.path }),
  });
}

/** By the shape of a collection's path, the shape of the path of its things. */
const collectionsOf = (families: readonly Family[]): ReadonlyMap<string, string> =>
  new Map(
    families
      // of two, the thing with fewer parameters is the plainer one
      .toSorted((one, other) => other.parameters.length - one.parameters.length)
      .map(({ collection, path }) => [shapeOf(collection), shapeOf(path)]),
  );

/** The shape of the resource whose things an operation is about: those of its path, or below it. */
function ownerOf(
  { path }: Operation,
  families: ReadonlyMap<string, Family>,
  collections: ReadonlyMap<string, string>,
): string | undefined {
  const ofCollection = collections.get(shapeOf(path));
  if (ofCollection !== undefined) return ofCollection;
  if (families.get(shapeOf(path))?.parameters.length === 0) return shapeOf(path);
  return namesThing(path) && families.has(shapeOf(path)) ? shapeOf(path) : undefined;
}

/** Every need once: what the description says replaces what is inferred for the same place. */
function allNeeds(
  operation: Operation,
  operations: readonly Operation[],
  resources: ReadonlyMap<string, Resource>,
): readonly Need[] {
  const said = [
    ...linkNeeds(operation, operations, resources),
    ...memoryNeeds(operation, operations, resources),
  ];
  const places = new Map<string, Need>();
  for (const need of needsOf(operation, resources)) places.set(need.place, need);
  for (const need of said) {
    const inferred = places.get(need.place);
    const sources = [...need.sources, ...(inferred?.sources ?? [])];
    places.set(need.place, { ...need, sources });
  }
  return [...places.values()];
}
