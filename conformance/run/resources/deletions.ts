import type { Operation } from '../../core/contract/model.ts';
import type { Json } from '../../core/json.ts';
import { isObject } from '../../core/pointer.ts';
import {
  isMark,
  withEffect,
  type Resource,
  type ResourceModel,
} from '../../core/resources/model.ts';
import { namesThing, shapeOf } from '../../core/resources/path-families.ts';
import type { Located, Thing } from './things.ts';

/** The operations that delete one thing of a resource, at its own path or at one below it. */
export const deletionsOf = (resource: Resource, model: ResourceModel): readonly Operation[] => [
  ...withEffect(resource, 'delete').filter(
    ({ path, method }) => method === 'DELETE' && (namesThing(path) || isMark(resource)),
  ),
  ...below(resource, model),
];

/** Deletions whose path goes on behind that of a thing, with parameters alone: `/tags/{type}/{value}`. */
const below = ({ path }: Resource, { roles }: ResourceModel): readonly Operation[] =>
  [...roles.values()].flatMap(({ operation, effect }) => {
    const start = `${shapeOf(path)}/`;
    const shape = shapeOf(operation.path);
    const isBelow = shape.startsWith(start) && /^(?:\{\}\/?)+$/.test(shape.slice(start.length));
    return effect === 'delete' && operation.method === 'DELETE' && isBelow ? [operation] : [];
  });

/**
 * A thing at the path of a deletion, with values for each of its parameters; `undefined` if one is not
 * known: a deletion is never sent for a value of the plan.
 */
export function locatedFor({ path }: Operation, thing: Thing): Located | undefined {
  const { representation, sent } = thing.shown;
  const members: { readonly [name: string]: unknown } = {
    ...(isObject(sent) && sent),
    ...(isObject(representation) && representation),
  };
  const own = thing.resource.path.split('/');
  const values = new Map<string, Json>();
  for (const [index, segment] of path.split('/').entries()) {
    if (!segment.startsWith('{')) continue;
    const name = segment.slice(1, -1);
    const value = index < own.length ? thing.values.get(own[index]!.slice(1, -1)) : members[name];
    if (typeof value !== 'string' && typeof value !== 'number') return undefined;
    values.set(name, value);
  }
  return { resource: { ...thing.resource, path }, values };
}
