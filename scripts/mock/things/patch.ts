import { applyPatch, type Operation as PatchOperation } from 'rfc6902';
import { essenceOf } from '../../../conformance/core/http/media-type.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { isObject, ownMember, setMember } from '../../../conformance/core/pointer.ts';
import type { Members } from './thing.ts';

/** A value after a patch, or why the patch can't be applied. */
export type Patched = { readonly value: Json } | { readonly problem: string };

/**
 * Applies the body of a PATCH by its media type: JSON Patch, else JSON Merge Patch, which is what most
 * servers do with plain JSON.
 * @see https://www.rfc-editor.org/rfc/rfc6902
 */
export function patched(members: Members, body: Json, mediaType: string): Patched {
  if (essenceOf(mediaType) !== 'application/json-patch+json')
    return { value: merged(members, body) };
  if (!isPatch(body)) return { problem: 'the patch is no list of operations' };
  // the library changes what is in a value, and a patch may replace all of it
  const around: { whole: Json } = { whole: structuredClone(members) };
  const failed = applyPatch(around, body.map(inWhole)).find((error) => error !== null);
  if (failed)
    return {
      problem: `the patch can't be applied: ${failed.message.replace('path: /whole', 'path: ')}`,
    };
  const { whole } = around;
  return isObject(whole) ? { value: whole } : { problem: 'the patch leaves no object' };
}

/** An operation on the whole of a value that is in another one. */
const inWhole = (operation: PatchOperation): PatchOperation => ({
  ...structuredClone(operation),
  path: `/whole${operation.path}`,
  ...('from' in operation ? { from: `/whole${operation.from}` } : {}),
});

/** Whether a value is a list of operations; a description may allow any list. */
const isPatch = (body: unknown): body is readonly PatchOperation[] =>
  Array.isArray(body) &&
  body.every(
    (one) =>
      isObject(one) &&
      typeof one.op === 'string' &&
      isPointer(one.path) &&
      (one.from === undefined || isPointer(one.from)),
  );

/** @see https://www.rfc-editor.org/rfc/rfc6901#section-3 */
const isPointer = (value: unknown): boolean =>
  typeof value === 'string' && (value === '' || value.startsWith('/'));

/** @see https://www.rfc-editor.org/rfc/rfc7396#section-2 */
export function merged(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const result: { [name: string]: Json } = isObject(target) ? { ...(target as Members) } : {};
  for (const [name, value] of Object.entries(patch as Members))
    if (value === null) delete result[name];
    else setMember(result, name, merged(ownMember(result, name), value));
  return result;
}
