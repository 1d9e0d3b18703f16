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
  const copy = structuredClone(members) as Members;
  const failed = applyPatch(copy, structuredClone(body) as unknown as PatchOperation[]).find(
    (error) => error !== null,
  );
  return failed ? { problem: `the patch can't be applied: ${failed.message}` } : { value: copy };
}

/** Whether a value is a list of operations; a description may allow any list. */
const isPatch = (body: Json): boolean =>
  Array.isArray(body) &&
  body.every((one) => isObject(one) && typeof one.op === 'string' && typeof one.path === 'string');

/** @see https://www.rfc-editor.org/rfc/rfc7396#section-2 */
export function merged(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const result: { [name: string]: Json } = isObject(target) ? { ...(target as Members) } : {};
  for (const [name, value] of Object.entries(patch as Members))
    if (value === null) delete result[name];
    else setMember(result, name, merged(ownMember(result, name), value));
  return result;
}
