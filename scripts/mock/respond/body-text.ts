import { writerFor } from '../../../conformance/core/http/codecs.ts';
import { isJson, isXml } from '../../../conformance/core/http/media-type.ts';
import type { MediaType } from '../../../conformance/core/contract/model.ts';
import {
  exampleInstance,
  plainestInstance,
  validInstance,
} from '../../../conformance/core/instances/valid-instance.ts';
import type { Json } from '../../../conformance/core/json.ts';

/** A body as text, and its Content-Type if it needs another parameter. */
export type BodyText = { readonly text: string; readonly contentType?: string };

/**
 * Serializes a body. A text is sent as it is where the format has no writer, or holds other values; a
 * value of a format that nobody knows as JSON.
 */
export function bodyText(mediaType: MediaType, type: string, body: Json | undefined): BodyText {
  if (body === undefined) return { text: '' };
  if (isJson(type)) return { text: JSON.stringify(body) };
  const writer = writerFor(mediaType, type);
  if (!writer) return { text: typeof body === 'string' ? body : JSON.stringify(body) };
  const { bytes, contentType } = writer.encode(body, { ...mediaType, name: type });
  return { text: Buffer.from(bytes).toString(), ...(contentType ? { contentType } : {}) };
}

/**
 * A body for a media type without an example: the examples of its schema's objects, else one with
 * every documented member; `undefined` if nothing is known of it. If no valid body can be made, it is
 * invalid, and its validation says what is wrong.
 */
export function madeBody(mediaType: MediaType, type: string): Json | undefined {
  const { schema } = mediaType;
  const isValue = isJson(type);
  if (!schema) return isValue || isXml(type) ? {} : undefined;
  // a file or a stream of which nothing is known
  const isOpen = () => schema.alternatives().some(({ types }) => types.length > 5);
  if (!isValue && isOpen()) return isXml(type) ? {} : undefined;
  return (
    exampleInstance(schema, 'writeOnly') ??
    validInstance(schema, 'all', 'writeOnly') ??
    plainestInstance(schema, 'writeOnly')
  );
}
