import type { MediaType } from '../contract/model.ts';
import type { Json } from '../json.ts';
import type { Violation } from '../schema/model.ts';
import { codecFor, violationsOf, writerFor } from './codecs.ts';
import { sentTypeOf } from './sent-type.ts';

/**
 * What a value of a documented body breaks of its schema, and what a reader of the body that is
 * written from it finds broken. A text can be the body as it is sent, for a format that holds other
 * values; then it is judged if something can read it.
 */
export function violationsWritten(
  mediaType: MediaType,
  type: string,
  value: Json,
): readonly Violation[] {
  const { schema } = mediaType;
  if (!schema) return [];
  const isSerialized = typeof value === 'string' && !isText(mediaType) && !isJsonType();
  const violations = isSerialized ? [] : violationsOf(mediaType, type, value);
  const writer = writerFor(mediaType, type);
  if (violations.length > 0 || !writer || isJsonType()) return violations;
  const { bytes, contentType = type } = writer.encode(value, { ...mediaType, name: type });
  const decoded = (isSerialized ? writer : codecFor(mediaType, type))?.decode?.(
    bytes,
    contentType,
    mediaType,
  );
  return decoded && 'value' in decoded ? violationsOf(mediaType, type, decoded.value) : [];

  function isJsonType(): boolean {
    return writerFor(mediaType, type)?.id === 'json';
  }
}

const isText = ({ schema }: MediaType): boolean =>
  schema?.alternatives().some(({ types }) => types.includes('string')) === true;

/**
 * The first rule that a documented example breaks for sure; `undefined` if it breaks none, or if
 * nothing can judge it. Throws a `UserError` for a schema that can't be used.
 */
export const exampleViolation = (
  mediaType: MediaType,
  value: Json,
  type = sentTypeOf(mediaType),
): Violation | undefined =>
  violationsWritten(mediaType, type, value).find(({ reading }) => reading === 'loose');
