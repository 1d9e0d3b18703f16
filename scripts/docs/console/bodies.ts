import type { MediaType, Operation } from '../../../conformance/core/contract/model.ts';
import {
  essenceOf,
  isForm,
  isJson,
  isMultipart,
  isTextual,
} from '../../../conformance/core/http/media-type.ts';
import { sentTypeOf } from '../../../conformance/core/http/sent-type.ts';
import type { FlatSchema } from '../../../conformance/core/schema/model.ts';
import type { ConsoleBody } from '../browser/console/operation.ts';

/** The bodies that an operation documents, the usual one first. */
export function bodiesOf({ requestBody }: Operation): ConsoleBody[] {
  const content = requestBody?.content ?? [];
  const usual = content.find(({ name }) => isJson(name)) ?? content[0];
  return [...new Set([...(usual ? [usual] : []), ...content])].map((mediaType) => {
    const files = filesIn(mediaType);
    return {
      mediaType: mediaType.name,
      sentAs: sentTypeOf(mediaType),
      kind: kindOf(sentTypeOf(mediaType)),
      required: requestBody?.required ?? false,
      ...(files.length > 0 && { files }),
    };
  });
}

function kindOf(type: string): ConsoleBody['kind'] {
  if (isJson(type)) return 'json';
  if (isForm(type)) return 'form';
  if (isMultipart(type)) return 'parts';
  return isTextual(type) || /jsonl$|ndjson$|json-seq$/.test(essenceOf(type)) ? 'text' : 'file';
}

/** The members of a multipart body that are files. */
function filesIn({ name, schema, encoding }: MediaType): string[] {
  if (!isMultipart(name) || !schema) return [];
  const members = schema.alternatives().flatMap(({ properties }) => [...properties]);
  const found = members.filter(
    ([member, inner]) =>
      inner().some((flat) => isFile(flat)) || isBinary(encoding.get(member)?.contentType),
  );
  return [...new Set(found.map(([member]) => member))];
}

const isFile = ({ format, items, types }: FlatSchema): boolean =>
  (types.includes('string') && format === 'binary') ||
  (types.includes('array') && items !== undefined && items !== false && items().some(isFile));

const isBinary = (contentType = ''): boolean =>
  /^(?:image|audio|video|font)\/|octet-stream/.test(contentType);
