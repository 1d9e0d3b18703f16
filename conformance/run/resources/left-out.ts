import { isDeepStrictEqual } from 'node:util';
import type { Operation } from '../../core/contract/model.ts';
import type { ShownValue } from '../../generators/expectation.ts';
import { isMoving } from './changes.ts';
import { bodySchemasAt } from '../../core/resources/fields.ts';

/**
 * Whether a value that a replacement left out must be gone: no default of a server is a long text, a
 * list with elements or an odd number.
 * @param fields the pointer to the members of the thing in the body
 */
export function isTelling(
  operation: Operation,
  fields: string,
  { pointer, value }: ShownValue,
): boolean {
  const schemas = bodySchemasAt(operation, `${fields}${pointer}`);
  const isUsual = schemas.some(
    (flat) =>
      (flat.enum?.length ?? 0) > 0 || flat.defaults.some((one) => isDeepStrictEqual(one, value)),
  );
  if (isUsual || isMoving(pointer)) return false;
  if (typeof value === 'string') return value.length > 3;
  if (typeof value === 'number') return Math.abs(value) > 1;
  return Array.isArray(value) && value.length > 0;
}
