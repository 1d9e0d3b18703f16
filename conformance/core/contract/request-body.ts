import { isObject } from '../pointer.ts';
import type { ReadContext } from './context.ts';
import { readContent } from './media-type.ts';
import type { RequestBody } from './model.ts';

/**
 * Reads a request body; `undefined` if the operation has none.
 * @see https://spec.openapis.org/oas/v3.1.1.html#request-body-object
 */
export function readRequestBody(node: unknown, context: ReadContext): RequestBody | undefined {
  const body = context.deref(node);
  if (!isObject(body)) return undefined;
  return {
    required: body.required === true,
    content: readContent(body, 'request', context),
    source: context.sourceOf(body),
  };
}
