import type { Operation, Parameter } from '../contract/model.ts';
import { cached } from '../memoize.ts';
import { escapeToken } from '../pointer.ts';
import type { FlatSchema } from '../schema/model.ts';
import type { Need, Resource, Source } from './model.ts';
import { withEffect } from './model.ts';
import { identifierWords, plainName, subjectOf, thingOf, wordsOf } from './names.ts';
import { familiesOf, shapeOf } from './path-families.ts';

type Resources = ReadonlyMap<string, Resource>;

/**
 * The values that an operation needs of things that exist: in its path, its query, its header fields
 * and its body.
 */
export function needsOf(operation: Operation, resources: Resources): readonly Need[] {
  const knownOf = cached(known, resources, () => indexed(resources));
  const { named } = knownOf;
  const inPath = pathNeeds(operation, knownOf);
  const others = operation.parameters
    .filter(({ in: place }) => place !== 'path')
    .flatMap((parameter) => parameterNeed(parameter, operation, named));
  return [...inPath, ...others, ...bodyNeeds(operation, named, selectedBy(operation, knownOf))];
}

/** Names of lists that say which things of a collection a request is about. */
const selecting = ['ids', 'keys', 'uuids', 'identifiers'];

/** The things that a request to a whole collection may select, if it makes none. */
const selectedBy = ({ path, method }: Operation, { byCollection }: Known): Resource | undefined =>
  method === 'POST' ? undefined : byCollection.get(shapeOf(path));

type Named = ReadonlyMap<string, readonly Resource[]>;

/** The resources by their name, by the shape of their path, and by that of their collection. */
type Known = {
  readonly named: Named;
  readonly byShape: ReadonlyMap<string, Resource>;
  readonly shapes: ReadonlySet<string>;
  readonly byCollection: ReadonlyMap<string, Resource>;
};

const known = new WeakMap<Resources, Known>();

/** Of several with one name, those come first that are named after it, and not their parameters. */
function indexed(resources: Resources): Known {
  const named = new Map<string, Resource[]>();
  const sorted = [...resources.values()].toSorted(byUse);
  for (const position of [0, 1, 2])
    for (const resource of sorted) {
      const name = resource.names[position];
      if (name !== undefined) named.set(name, [...(named.get(name) ?? []), resource]);
    }
  const byShape = new Map(sorted.map((each) => [shapeOf(each.path), each]));
  const ofOne = [...resources.values()].filter(({ parameters }) => parameters.length === 1);
  return {
    ...{ named, byShape, shapes: new Set(byShape.keys()) },
    // of several in one collection, the first
    byCollection: new Map(ofOne.toReversed().map((each) => [shapeOf(each.collection), each])),
  };
}

/** Resources whose things can be made come first, then those that need the fewest other ids. */
const byUse = (one: Resource, other: Resource): number =>
  rank(one) - rank(other) || (one.path < other.path ? -1 : 1);

const rank = (resource: Resource): number =>
  (withEffect(resource, 'create').length > 0 ? 0 : gives(resource) ? 10 : 100) +
  (resource.collection.match(/\{/g)?.length ?? 0);

/** Whether an operation makes or lists its things. */
export const gives = (resource: Resource): boolean =>
  withEffect(resource, 'create').length > 0 || withEffect(resource, 'list').length > 0;

function pathNeeds(operation: Operation, { byShape, shapes, named }: Known): readonly Need[] {
  return familiesOf(operation.path, shapes).flatMap((family) => {
    const own = byShape.get(shapeOf(family.path));
    return family.parameters.map((name, index): Need => {
      const sources: Source[] = [];
      if (own && gives(own))
        sources.push({
          resource: own.path,
          parameter: own.parameters[index] ?? name,
          reason: `its path is below ${own.collection || '/'}, where such things are`,
        });
      sources.push(...sourcesByName(name, named, own).map(plain));
      return { place: `$request.path.${name}`, name, required: true, sources };
    });
  });
}

type NamedSource = Source & Pick<Resource, 'names'>;

const plain = ({ names: _, ...source }: NamedSource): Source => source;

/** The resources whose name a parameter or a member has: `userId`, `user`, `userName`. */
function sourcesByName(name: string, named: Named, own?: Resource): readonly NamedSource[] {
  const subject = subjectOf(name);
  if (subject === '') return [];
  const isSame = ({ parameters }: Resource) =>
    plainName(parameters.at(-1) ?? '') === plainName(name) ? 0 : 1;
  return (
    (named.get(subject) ?? [])
      .filter((resource) => resource !== own && gives(resource))
      // of several, the one that is named so itself, and whose own parameter has the name
      .toSorted(
        (one, other) =>
          one.names.indexOf(subject) - other.names.indexOf(subject) || isSame(one) - isSame(other),
      )
      .slice(0, 3)
      .map((resource) => ({
        names: resource.names,
        resource: resource.path,
        parameter: resource.parameters.at(-1) ?? name,
        reason: `"${name}" is named after the things of ${resource.collection || '/'}`,
      }))
  );
}

function parameterNeed(parameter: Parameter, operation: Operation, named: Named): readonly Need[] {
  const { in: place, name, required, schema } = parameter;
  // words such as `fields` and `sort` select and order: only the name of an identifier is one
  const isSaid = identifierWords.includes(wordsOf(name).at(-1) ?? '');
  if (!(required || isSaid) || !mayName(name, schema.alternatives())) return [];
  const sources = sourcesByName(name, named).filter(({ resource }) => !isOwn(resource, operation));
  return sources.length === 0
    ? []
    : [{ place: `$request.${place}.${name}`, name, required, sources: sources.map(plain) }];
}

/** Whether the operation makes or lists the things itself, so that the name is a new one. */
const isOwn = (resource: string, { path }: Operation): boolean =>
  shapeOf(resource).replace(/(?:\/\{\})+$/, '') === shapeOf(path);

/** Whether a value may be the identifier of a thing: a free text or number, or a list of such. */
function mayName(name: string, alternatives: readonly FlatSchema[]): boolean {
  const [flat] = alternatives;
  if (!flat || flat.enum || flat.format?.startsWith('date')) return false;
  if (flat.types.length === 1 && flat.types[0] === 'array')
    return flat.items ? flat.items().some((item) => isIdentifier(item)) : false;
  // a plain word such as `type` or `status` is mostly no reference, unless it is a text or a number
  return alternatives.some(isIdentifier) && wordsOf(name).length > 0;
}

const isIdentifier = ({ types, enum: values }: FlatSchema): boolean =>
  values === undefined &&
  types.some((type) => type === 'string' || type === 'integer' || type === 'number') &&
  !types.includes('object');

/** Members of the body, at most so deep, that name things. */
const deepest = 3;

type Member = {
  readonly name: string;
  /** The type of the thing that is named, where it is said. */
  readonly type?: string | undefined;
  readonly pointer: string;
  readonly required: boolean;
  readonly alternatives: readonly FlatSchema[];
};

/** The members of a body that may name things. */
function* membersOf(flat: FlatSchema, pointer: string, depth: number): Iterable<Member> {
  for (const [name, inner] of flat.properties) {
    const at = `${pointer}/${escapeToken(name)}`;
    const alternatives = inner();
    const linkage = linkageIn(alternatives[0]);
    if (linkage) yield { ...linkage, name, pointer: at + linkage.pointer, required: true };
    else if (mayName(name, alternatives)) {
      const isMany = alternatives[0]!.types[0] === 'array';
      const required = flat.required.includes(name);
      yield { name, pointer: isMany ? `${at}/0` : at, required, alternatives };
    } else if (depth > 1 && alternatives[0]) yield* membersOf(alternatives[0], at, depth - 1);
  }
  const [element] = flat.items ? flat.items() : [];
  if (element && depth > 1) yield* membersOf(element, `${pointer}/0`, depth - 1);
}

/**
 * The identifier in a relationship of JSON:API: `data` names a thing by its type and id, or several.
 * @see https://jsonapi.org/format/#document-resource-object-linkage
 */
function linkageIn(
  relationship: FlatSchema | undefined,
): Pick<Member, 'pointer' | 'alternatives' | 'type'> | undefined {
  const [data] = relationship?.properties.get('data')?.() ?? [];
  const [element] = data?.items ? data.items() : [];
  const named = element ?? data;
  const id = named?.properties.get('id')?.();
  const [type] = named?.properties.get('type')?.() ?? [];
  if (!id || !type || named?.properties.has('attributes')) return undefined;
  const [only, another] = type.enum ?? [];
  return {
    pointer: element ? '/data/0/id' : '/data/id',
    alternatives: id,
    type: typeof only === 'string' && another === undefined ? only : undefined,
  };
}

function bodyNeeds(
  operation: Operation,
  named: Named,
  selected: Resource | undefined,
): readonly Need[] {
  const mediaType = operation.requestBody?.content.find(({ schema }) => schema);
  const [flat] = mediaType?.schema?.alternatives() ?? [];
  if (!flat) return [];
  return [...membersOf(flat, '', deepest)].flatMap(
    ({ name, type, pointer, required, alternatives }): Need[] => {
      if (selected && selecting.includes(name.toLowerCase()) && pointer.endsWith('/0'))
        return [
          {
            ...{ place: `$request.body#${pointer}`, name, required },
            sources: [
              {
                resource: selected.path,
                parameter: selected.parameters[0]!,
                reason: `"${name}" says which things of ${selected.collection} are meant`,
              },
            ],
          },
        ];
      const sources = [name, ...(type === undefined ? [] : [thingOf(type)])].flatMap((each) =>
        sourcesByName(each, named).filter(
          ({ resource, names }) =>
            !isOwn(resource, operation) &&
            names[0] === subjectOf(each) &&
            (!isDescribed(alternatives) || isDescribedAlike(alternatives, each, named)),
        ),
      );
      return sources.length > 0
        ? [{ place: `$request.body#${pointer}`, name, required, sources: sources.map(plain) }]
        : [];
    },
  );
}

/** Whether the path parameter of the things with a name has the same patterns and format. */
const isDescribedAlike = (
  alternatives: readonly FlatSchema[],
  name: string,
  named: Named,
): boolean =>
  (named.get(subjectOf(name)) ?? []).some(({ parameters, roles }) =>
    roles.some(({ operation }) =>
      operation.parameters.some(
        (parameter) =>
          parameter.in === 'path' &&
          parameter.name === parameters.at(-1) &&
          shownBy(parameter.schema.alternatives()) === shownBy(alternatives),
      ),
    ),
  );

/** What schemas say of a text. */
const shownBy = (alternatives: readonly FlatSchema[]): string =>
  alternatives
    .map(({ patterns, format }) => JSON.stringify([patterns, format]))
    .toSorted()
    .join();

/** Whether a schema says what its text looks like, so that it is no reference. */
const isDescribed = (alternatives: readonly FlatSchema[]): boolean =>
  alternatives.some(
    ({ patterns, format }) => patterns.length > 0 || (format !== undefined && format !== 'uuid'),
  );

/** The ends of names that say that a value is an identifier, and not a text about a thing. */
const surely = ['id', 'uuid', 'guid', 'ulid', 'key', 'slug', 'ids', 'uuids', 'keys', 'slugs'];

/** Whether a need is a member of a body that without doubt names another thing. */
export const isReference = ({ place, name, sources }: Need): boolean =>
  place.startsWith('$request.body') &&
  sources.some(
    ({ expression }) => expression !== undefined || surely.includes(wordsOf(name).at(-1) ?? ''),
  );
