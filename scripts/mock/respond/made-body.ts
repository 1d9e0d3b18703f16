import type { MediaType } from '../../../conformance/core/contract/model.ts';
import { isJson } from '../../../conformance/core/http/media-type.ts';
import {
  plainestInstance,
  validInstance,
} from '../../../conformance/core/instances/valid-instance.ts';
import type { Json } from '../../../conformance/core/json.ts';

/**
 * A body with every documented member, made by the schema of a media type without an example;
 * `undefined` if the description says nothing of it. If no valid body could be made, the result is
 * invalid, and the caller's validation says what is wrong.
 */
export function madeBody({ schema }: MediaType, type: string): Json | undefined {
  if (!schema) return isJson(type) ? {} : undefined;
  return validInstance(schema, 'all', 'writeOnly') ?? plainestInstance(schema, 'writeOnly');
}
