import { instanceOf, validInstance } from '../../conformance/core/instances/instance.ts';
import { isJson } from '../../conformance/core/http/media-type.ts';
import type { MediaType } from '../../conformance/core/contract/model.ts';
import type { Json } from '../../conformance/core/json.ts';

/**
 * A body by its schema, with every documented member, where there is no example; `undefined` where nothing is known of
 * it. Where nothing valid could be made it is invalid: whoever sends it has it judged, and is told what is wrong.
 */
export function madeBody({ schema }: MediaType, type: string): Json | undefined {
  if (!schema) return isJson(type) ? {} : undefined;
  return (
    validInstance(schema, 'all', 'writeOnly') ??
    instanceOf(schema.alternatives()[0], {
      extent: 'required',
      omit: 'writeOnly',
      turn: 0,
      examples: false,
      above: [],
    })
  );
}
