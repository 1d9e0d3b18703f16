import type { Operation } from '../contract/model.ts';
import { requestOf } from '../instances/plain-request.ts';
import type { Json } from '../json.ts';
import { isObject, tokensOf } from '../pointer.ts';
import type { FlatSchema } from '../schema/model.ts';
import { schemasAt } from '../schema/schemas-at.ts';
import { thingIn } from './identifiers.ts';
import type { Effect, Resource } from './model.ts';

/** The members that a resource object may have beside its attributes. */
const besideAttributes = new Set([
  'type',
  'id',
  'lid',
  'documentId',
  'attributes',
  'relationships',
  'links',
  'meta',
]);

/** Whether a thing keeps its members in `attributes`, as a resource object of JSON:API does. */
const hasAttributes = (
  thing: Json | undefined,
): thing is { attributes: { [name: string]: Json } } =>
  isObject(thing) &&
  isObject(thing.attributes) &&
  Object.keys(thing).every((name) => besideAttributes.has(name));

/**
 * A thing with the members that it keeps in `attributes` directly in it, so that what a request gave and
 * what an answer shows have the same pointers.
 * @see https://jsonapi.org/format/#document-resource-objects
 */
export function flatThing(thing: Json | undefined): Json | undefined {
  if (!hasAttributes(thing)) return thing;
  const { attributes, ...others } = thing;
  return { ...attributes, ...others };
}

/** The thing that a body holds, with its members directly in it. */
export const flatThingIn = (body: Json | undefined, names: readonly string[]): Json | undefined =>
  flatThing(thingIn(body, names)?.thing);

/**
 * The pointer to the members of the thing that a body holds: that of the body, of what wraps it, or of
 * its `attributes`.
 * @param names the names of the thing, in plain form
 */
export function fieldsIn(body: Json | undefined, names: readonly string[]): string {
  const { pointer, thing } = thingIn(body, names) ?? { pointer: '', thing: undefined };
  return hasAttributes(thing) ? `${pointer}/attributes` : pointer;
}

/** The schemas of the value at a pointer into the body of an operation. */
export const bodySchemasAt = ({ requestBody }: Operation, pointer: string): readonly FlatSchema[] =>
  schemasAt(requestBody?.content.find(({ schema }) => schema)?.schema, pointer);

/** The schemas of the object that holds the members of the thing which an operation writes. */
export const fieldSchemasOf = (
  operation: Operation,
  names: readonly string[],
): readonly FlatSchema[] =>
  bodySchemasAt(operation, fieldsIn(requestOf(operation, 'all', true).body?.value, names));

/**
 * Whether requests can give a thing a value at a pointer; others are the server's own. Where no schema
 * lists members, they can give any.
 */
export function canGive({
  roles,
  names,
}: Pick<Resource, 'roles' | 'names'>): (pointer: string) => boolean {
  const schemas = roles
    .filter(({ effect }) => writing.has(effect))
    .flatMap(({ operation }) => fieldSchemasOf(operation, names).slice(0, 1));
  const isOpen = schemas.every(({ properties }) => properties.size === 0);
  return (pointer) =>
    isOpen || schemas.some(({ properties }) => properties.has(tokensOf(pointer)[0] ?? ''));
}

const writing = new Set<Effect>(['create', 'replace', 'change', 'set']);
