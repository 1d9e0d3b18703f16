import { isJson } from '../../../conformance/core/http/media-type.ts';
import { sentTypeOf } from '../../../conformance/core/http/sent-type.ts';
import type {
  MediaType,
  NamedExample,
  Operation,
  Parameter,
} from '../../../conformance/core/contract/model.ts';
import {
  isRefusedByName,
  responsesNamed,
} from '../../../conformance/core/contract/named-responses.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { pointerOf, tokensOf, valueAt } from '../../../conformance/core/pointer.ts';
import { identifyingMember } from '../../../conformance/core/resources/identifying-member.ts';
import {
  withEffect,
  type Effect,
  type Resource,
} from '../../../conformance/core/resources/model.ts';
import type { FlatSchema } from '../../../conformance/core/schema/model.ts';
import { randomBodies } from '../respond/random-bodies.ts';
import { newCounters } from './counters.ts';
import { pointersOf } from './identifying.ts';
import { createIdentities, type Identities } from './identity.ts';
import { areMarks, markPointer, thingsIn } from './marks.ts';
import { memberAt } from './member.ts';
import type { Above, Parts } from './naming.ts';
import { flatsAt, listShape, thingShape, type Shape } from './shape.ts';
import type { Members } from './thing.ts';

/** What is known of the things of a resource. */
export type Kind = {
  readonly resource: Resource;
  /** Whether there is only one, such as settings. */
  readonly isSingle: boolean;
  /** The schemas of a thing in answers, the likeliest first. */
  readonly flats: readonly FlatSchema[];
  /** The members of a documented thing, else of a made one. */
  readonly like: Members;
  /** The pointer to the member that the last parameter names a thing by; none if no member does. */
  readonly identifier: string | undefined;
  readonly identities: Identities;
  /** The answer that shows one of them, if one does. */
  readonly shown: Shape | undefined;
  /** The things that are there from the start. */
  readonly seeds: readonly Members[];
  /** Identifiers that the description uses for things that are there. */
  readonly named: readonly Parts[];
  /** The parameters that name a thing together with that of the identifier; none for most kinds. */
  readonly above: readonly Above[];
};

/** The media types of a documented success, those of JSON first. */
export const successTypes = ({ responses }: Operation): readonly MediaType[] =>
  responses
    .filter(({ status }) => status.startsWith('2'))
    .flatMap(({ content }) => content)
    .toSorted((one, other) => rankOf(one) - rankOf(other));

const rankOf = (mediaType: MediaType): number => (isJson(sentTypeOf(mediaType)) ? 0 : 1);

/**
 * What the answers of a resource say of its things; `undefined` if none shows one. A single thing is
 * what there is only once, such as settings.
 */
export function kindOf(
  resource: Resource,
  seed: number,
  isSingle = false,
  counters = newCounters(),
): Kind | undefined {
  const read = shapesOf(resource, ['read'], thingShape);
  const lists = isSingle ? [] : shapesOf(resource, ['list'], listShape);
  const written = shapesOf(resource, ['create', 'replace', 'change', 'set'], thingShape);
  // what writes a thing may answer with a part of it
  const shape =
    read[0] ?? [...lists, ...written].toSorted((one, other) => sizeOf(other) - sizeOf(one))[0];
  if (!shape) return undefined;
  const { parameters } = resource;
  const described = parametersOf(resource, parameters.at(-1));
  const all = [...read, ...lists, ...written];
  const like = all.flatMap(({ examples }) => thingsIn(examples, areMarks(shape.flats)))[0] ?? {};
  const naming = isSingle ? unnamed : namingOf(resource, shape, like);
  if (!naming) return undefined;
  const { identifier, above } = naming;
  const seeds = documented(
    [...lists, ...read],
    [identifier, ...above.map(({ pointer }) => pointer)],
  );
  const missing = missingIn(resource);
  const named = namedIn(resource).filter((parts) => !missing.has(parts.at(-1)!));
  const shown =
    identifier === undefined ? [] : seeds.flatMap((one) => memberAt(one, identifier) ?? []);
  return {
    ...{ resource, isSingle, flats: shape.flats, like, identifier, named, above, shown: read[0] },
    identities: createIdentities({
      parameters: described,
      ...{ seed: `${seed} ${resource.path}`, counters },
      name: identifier === undefined ? (parameters.at(-1) ?? 'id') : tokensOf(identifier).at(-1)!,
      flats: identifier === undefined ? [] : identifierFlats(shape.flats, identifier),
      examples: [...described.flatMap(examplesOf).filter((each) => !missing.has(each)), ...shown],
      missing: new Set([...missing].map(String)),
    }),
    seeds: seeds.length > 0 ? seeds : isSingle ? [like] : madeSeeds(shape, seed),
  };
}

/** The shapes of the successes of operations with some effects, in the order of the effects. */
function shapesOf(
  { names, roles }: Resource,
  effects: readonly Effect[],
  shapeOf: typeof thingShape,
): readonly Shape[] {
  return effects
    .flatMap((effect) => roles.filter((role) => role.effect === effect))
    .flatMap(({ operation }) => successTypes(operation).slice(0, 1))
    .flatMap((mediaType) => shapeOf(mediaType, names) ?? []);
}

const sizeOf = ({ flats: [flat] }: Shape): number => flat?.properties.size ?? 0;

/** The member that names a thing; none where a path names it by a number, and the member is a text. */
function identifierIn(
  resource: Resource,
  { flats: [flat], flats }: Shape,
  described: readonly Parameter[],
): string | undefined {
  const [parameter = 'id'] = resource.parameters;
  const pointer =
    flat && (identifyingMember(resource, parameter, flat) ?? onlyText(resource, flat));
  if (pointer === undefined || described.length === 0) return pointer;
  const isText = identifierFlats(flats, pointer).every(({ types }) => !types.some(isNumeric));
  const isNumber = described.every(({ schema }) =>
    schema.alternatives().every(({ types }) => !types.includes('string')),
  );
  return isText && isNumber && !/(?:id|key|number|no)$/i.test(pointer) ? undefined : pointer;
}

const isNumeric = (type: string): boolean => type === 'integer' || type === 'number';

/** The only member of things that are no more than a name. */
function onlyText({ parameters }: Resource, { properties }: FlatSchema): string | undefined {
  const [[name, alternatives] = [], another] = [...properties];
  const isName = alternatives?.().every(({ types }) => types.includes('string'));
  return isName && name !== undefined && !another && parameters.length === 1
    ? pointerOf([name])
    : undefined;
}

const identifierFlats = (flats: readonly FlatSchema[], pointer: string): readonly FlatSchema[] =>
  areMarks(flats)
    ? flats
    : [
        ...new Set(
          flats.flatMap((flat) =>
            flatsAt(() => [flat], tokensOf(pointer)).filter(({ types }) => types.length > 0),
          ),
        ),
      ];

/** A parameter that names a thing, as the paths of operations describe it. */
const parametersOf = ({ roles }: Resource, name: string | undefined): readonly Parameter[] => [
  ...new Set(
    roles.flatMap(({ operation }) =>
      operation.parameters.filter((one) => one.in === 'path' && one.name === name),
    ),
  ),
];

/** The identifiers for which a response says, by the name of their example, that there is no such thing. */
const missingIn = (resource: Resource): ReadonlySet<Json> => {
  const name = resource.parameters.at(-1);
  return new Set(
    resource.roles.flatMap(({ operation }) =>
      operation.parameters
        .filter((one) => one.in === 'path' && one.name === name)
        .flatMap(({ examples }) => examples)
        .filter((example) => saysMissing(operation, example))
        .map(({ value }) => value),
    ),
  );
};

/** Other refusals, such as a 409, are about a thing that is there. */
const saysMissing = (operation: Operation, example: NamedExample): boolean =>
  isRefusedByName(operation, example) &&
  responsesNamed(operation, example.name).some(({ response }) =>
    ['404', '410', '4XX', 'default'].includes(response.status),
  );
const examplesOf = ({ examples }: Parameter): readonly Json[] => examples.map(({ value }) => value);

/** The identifiers that operations of a resource document, of each the values of all parameters. */
function namedIn(resource: Resource): readonly Parts[] {
  const { parameters, roles } = resource;
  if (parameters.length <= 1)
    return parametersOf(resource, parameters[0])
      .flatMap(examplesOf)
      .map((value) => [value]);
  return roles.flatMap(({ operation }) => {
    const [first = [], ...others] = parameters.map((name) =>
      parametersOf(
        { ...resource, roles: [{ operation, effect: 'read', reason: '' }] },
        name,
      ).flatMap(examplesOf),
    );
    return first.flatMap((value, index): Parts[] => {
      const values = [value, ...others.map((each) => each[index])];
      return values.some((each) => each === undefined)
        ? []
        : [[...values.slice(0, -1).map(String), values.at(-1)]];
    });
  });
}

/** The members that name a thing. */
type Naming = { readonly identifier: string | undefined; readonly above: readonly Above[] };

const unnamed: Naming = { identifier: undefined, above: [] };

/**
 * The members by which the parameters of a resource name its things; `undefined` if nothing could find
 * one: several parameters name it, and neither answers nor requests.
 */
function namingOf(resource: Resource, shape: Shape, like: Members): Naming | undefined {
  if (areMarks(shape.flats)) return { identifier: markPointer, above: [] };
  const { parameters } = resource;
  const ofName = (name: string | undefined) => parametersOf(resource, name);
  if (parameters.length <= 1)
    return { identifier: identifierIn(resource, shape, ofName(parameters[0])), above: [] };
  const [flat] = shape.flats;
  const pointers = flat ? pointersOf({ resource, flat, like, parametersOf: ofName }) : [];
  const above = parameters.slice(0, -1).map((parameter, index): Above => {
    const [example] = ofName(parameter).flatMap(examplesOf);
    return { parameter, pointer: pointers[index], usual: String(example ?? parameter) };
  });
  const identifier = pointers[above.length];
  const isFound = identifier !== undefined || withEffect(resource, 'replace').length > 0;
  return isFound ? { identifier, above } : undefined;
}

/** The documented things, each once. */
function documented(
  shapes: readonly Shape[],
  identifiers: readonly (string | undefined)[],
): readonly Members[] {
  const things = shapes
    .filter(({ isDocumented }) => isDocumented)
    .flatMap(({ examples, flats }) => thingsIn(examples, areMarks(flats)));
  const byName = new Map<string, Members>();
  for (const members of things) {
    const ids = identifiers.flatMap((pointer) =>
      pointer === undefined ? [] : (memberAt(members, pointer) ?? []),
    );
    const name = JSON.stringify(ids.length > 0 ? ids : members);
    // of two examples of one thing, the fuller one
    const before = byName.get(name);
    if (!before || Object.keys(before).length < Object.keys(members).length)
      byName.set(name, members);
  }
  return [...byName.values()];
}

/** How many things are made where none is documented. */
const madeCount = 3;

function madeSeeds(shape: Shape, seed: number): readonly Members[] {
  const { mediaType, pointer, sample, flats } = shape;
  const { schema } = mediaType;
  if (!schema) return [];
  const next = randomBodies(schema, `${seed} ${schema.source.pointer}`);
  const bodies = [sample, ...Array.from({ length: madeCount - 1 }, next)];
  const found = bodies
    .flatMap((body) => (valueAt(body, pointer) as Json | undefined) ?? [])
    .flatMap((each) => (Array.isArray(each) ? (each as Json[]) : [each]));
  return thingsIn(found, areMarks(flats)).slice(0, madeCount);
}

/** Whether requests can make things, or show which there are, so that they can live. */
export const canLive = (resource: Resource): boolean =>
  (resource.parameters.length > 0 &&
    ['create', 'replace', 'list'].some(
      (effect) => withEffect(resource, effect as 'create').length > 0,
    )) ||
  (resource.parameters.length === 0 && withEffect(resource, 'list').length > 0);
