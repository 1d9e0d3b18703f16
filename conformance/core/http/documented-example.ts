import type { MediaType, Parameter } from '../contract/model.ts';
import type { Json } from '../json.ts';
import type { Violation } from '../schema/model.ts';
import { codecFor, violationsOf, writerFor } from './codecs.ts';
import { formlessMember } from './deep-object.ts';
import { pairOf } from './percent.ts';
import { isSentEmpty, parameterValue, parameterValueIn } from './read-parameter.ts';
import { sentTypeOf } from './sent-type.ts';
import { parameterPairs, parameterText } from './write-parameter.ts';

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

/**
 * The first rule that a value of a parameter or of a header field breaks for sure as it is sent: "7" is
 * an integer there. `undefined` if it breaks none. Throws a `UserError` for a schema that can't be used.
 */
export function parameterViolation(parameter: Parameter, value: Json): Violation | undefined {
  // OpenAPI defines no form for it
  if (formlessMember(parameter, value) !== undefined) return undefined;
  const sent = asSent(parameter, value);
  if (sent === undefined) return undefined;
  return parameter.schema.validate(sent).find(({ reading }) => reading === 'loose');
}

function asSent(parameter: Parameter, value: Json): Json | undefined {
  if (parameter.in === 'path' || parameter.in === 'header')
    return parameterValue(parameter, parameterText(parameter, value));
  const pairs = parameterPairs(parameter, value).map(pairOf);
  return isSentEmpty(parameter, pairs) ? undefined : parameterValueIn(parameter, pairs);
}
