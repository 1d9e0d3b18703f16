import type { Json } from '../json.ts';
import { pointerOf } from '../pointer.ts';
import type { FlatSchema } from '../schema/model.ts';
import { identifiersIn } from './identifiers.ts';
import type { Identified } from './model.ts';

/**
 * The pointer to the member of a thing that a path parameter of its resource names, as far as a
 * schema of the thing shows it; also in the `attributes` of JSON:API.
 * @see https://jsonapi.org/format/#document-resource-objects
 */
export function identifyingMember(
  resource: Identified,
  parameter: string,
  thing: FlatSchema,
): string | undefined {
  const attributes = thing.properties.get('attributes')?.()[0];
  const probe = {
    ...named(thing, []),
    ...(attributes ? { attributes: named(attributes, ['attributes']) } : {}),
  };
  const [found] = identifiersIn(resource, parameter, { representation: probe });
  return typeof found === 'string' ? pointerOf(found.split('\n')) : undefined;
}

/** An object in which each text or number of a schema is the path to itself. */
const named = (
  { properties }: FlatSchema,
  above: readonly string[],
): { readonly [name: string]: Json } =>
  Object.fromEntries(
    [...properties].flatMap(([name, alternatives]) =>
      alternatives().some(isScalar) && !name.includes('/')
        ? [[name, [...above, name].join('\n')]]
        : [],
    ),
  );

const isScalar = ({ types }: FlatSchema): boolean =>
  types.some((type) => type === 'string' || type === 'integer' || type === 'number');
