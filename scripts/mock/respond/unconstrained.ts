import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { isObject, pointerOf, tokensOf, valueAt } from '../../../conformance/core/pointer.ts';

/** What a schema may say above a place without any bearing on the value that stands there. */
const harmless = new Set([
  '$ref',
  'allOf',
  'type',
  'properties',
  'required',
  'items',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'title',
  'description',
  'examples',
  'example',
  'default',
  'deprecated',
  'readOnly',
  '$comment',
  'externalDocs',
]);

type Deref = Contract['document']['deref'];

/**
 * Whether a schema says of the value at a place no more than its type. Then one value of a type proves all others of
 * that type, and an answer that repeats a request need not be judged anew for each.
 */
export function isFree(schema: unknown, place: string, deref: Deref): boolean {
  let schemas = together([schema], deref);
  for (const token of tokensOf(place)) {
    if (!schemas?.every(saysNothingMore)) return false;
    const below = schemas.flatMap((each) => stepsOf(each, token));
    schemas = together(below, deref);
  }
  return (
    schemas?.every(
      (each) => saysNothingMore(each) && !('properties' in each) && !('items' in each),
    ) ?? false
  );
}

/** What two values have in common where only the type counts. */
export const kindOf = (value: Json): string =>
  value === null
    ? 'null'
    : Array.isArray(value)
      ? 'array'
      : typeof value === 'number'
        ? Number.isInteger(value)
          ? 'integer'
          : 'number'
        : typeof value;

/** The schema of a documented answer, as it is written. */
export function writtenSchema(
  { document: { root, deref } }: Contract,
  { method, path }: Operation,
  response: string,
  mediaType: string,
): unknown {
  const operation = valueAt(
    deref(valueAt(root, pointerOf(['paths', path]))),
    pointerOf([method.toLowerCase()]),
  );
  const documented = deref(valueAt(operation, pointerOf(['responses', response])));
  return valueAt(deref(valueAt(documented, pointerOf(['content', mediaType]))), '/schema');
}

type Written = { readonly [keyword: string]: unknown };

/** Several schemas of one place with those that they refer to; `undefined` where one of them is no object. */
function together(
  schemas: readonly unknown[],
  deref: Deref,
  seen = new Set<unknown>(),
): readonly Written[] | undefined {
  const found: Written[] = [];
  for (const schema of schemas) {
    if (!isObject(schema)) return undefined;
    if (seen.has(schema)) continue;
    seen.add(schema);
    const more = together(
      [
        ...('$ref' in schema ? [deref(schema)] : []),
        ...(Array.isArray(schema.allOf) ? schema.allOf : []),
      ],
      deref,
      seen,
    );
    if (!more) return undefined;
    found.push(schema, ...more);
  }
  return found;
}

const saysNothingMore = (schema: Written): boolean =>
  Object.keys(schema).every((keyword) => harmless.has(keyword) || keyword.startsWith('x-'));

function stepsOf({ properties, items }: Written, token: string): unknown[] {
  const member =
    isObject(properties) && Object.hasOwn(properties, token) ? [properties[token]] : [];
  return [...member, ...(items !== undefined && /^\d+$/.test(token) ? [items] : [])];
}
