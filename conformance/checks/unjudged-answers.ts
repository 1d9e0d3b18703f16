import type { Contract, MediaType } from '../core/contract/model.ts';
import { codecFor } from '../core/http/codecs.ts';
import { isJson, isText } from '../core/http/media-type.ts';
import { sentTypeOf } from '../core/http/sent-type.ts';
import { decoderOf } from './response.ts';

/**
 * Notes of the media types of answers that nothing reads, such as XML, so that no check applies their
 * schema; one for each type.
 */
export function unjudgedAnswers({ operations }: Contract): Contract['notes'] {
  const first = new Map<string, MediaType>();
  for (const { responses } of operations)
    for (const { content } of responses)
      for (const mediaType of content)
        if (!first.has(mediaType.name) && isUnjudged(mediaType))
          first.set(mediaType.name, mediaType);
  return [...first.values()].map(({ name, source }) => ({
    source,
    reason: `answers as ${name} are judged by their media type only, and not by this schema.`,
  }));
}

function isUnjudged(mediaType: MediaType): boolean {
  const type = sentTypeOf(mediaType);
  const isRead = isText(type) || isJson(type) || decoderOf(type) !== undefined;
  return !isRead && hasStructure(mediaType) && codecFor(mediaType, type)?.id !== 'json';
}

/** Whether the schema is about more than bytes or a text. */
const hasStructure = ({ schema }: MediaType): boolean =>
  schema?.alternatives().some(({ types }) => types.length > 0 && !types.includes('string')) ===
  true;
