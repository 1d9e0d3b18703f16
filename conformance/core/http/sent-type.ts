import type { MediaType, Operation } from '../contract/model.ts';
import { hasXmlForm } from './bodies/xml.ts';
import { codecFor, writerFor } from './codecs.ts';
import {
  documentedMediaType,
  essenceOf,
  isForm,
  isJson,
  isMultipart,
  isRange,
  isText,
  isXml,
  parameterIn,
} from './media-type.ts';

/** Types for what a schema means, the likeliest first. */
const forValues = ['application/json', 'application/hal+json', 'text/json'];
const forTexts = ['text/plain'];
const forBytes = ['application/octet-stream'];
/** A type that most servers know, for ranges that say more than the schema. */
const usual = [
  'image/png',
  'image/svg+xml',
  'audio/mpeg',
  'video/mp4',
  'font/woff2',
  'multipart/form-data',
  'application/xml',
  'application/atom+xml',
];

/**
 * A type to send in place of a range: a usual one that it covers, and for which no other key is more
 * specific; `undefined` if there is none.
 * @see https://www.rfc-editor.org/rfc/rfc4735 for `image/example`
 */
export function sampleOf(mediaType: MediaType, content: readonly MediaType[]): string | undefined {
  const { name } = mediaType;
  const [type = '', subtype = '*'] = essenceOf(name).split('/');
  const made = `${type === '*' ? 'application' : type}/${subtype.replaceAll('*', 'example')}`;
  const candidates = [...likeliest(mediaType), ...forValues, ...forTexts, ...usual, made];
  return candidates.find((each) => documentedMediaType(content, each) === mediaType);
}

/** Only texts and bytes are no values of JSON. */
function likeliest({ examples, schema }: MediaType): readonly string[] {
  const alternatives = schema?.alternatives() ?? [];
  if (alternatives.some(({ format }) => format === 'binary')) return forBytes;
  const types = alternatives.flatMap((flat) => flat.types);
  const isTextOnly =
    types.length > 0
      ? types.every((each) => each === 'string' || each === 'null')
      : typeof examples[0]?.value === 'string';
  return isTextOnly ? forTexts : forValues;
}

/** The type that is sent for a documented media type: never a range, unless nothing fits it. */
export const sentTypeOf = ({ name, sentAs = name }: MediaType): string => sentAs;

/** Whether bodies of a documented media type are made from its schema, and read by it. */
export function isMade(mediaType: MediaType): boolean {
  const type = sentTypeOf(mediaType);
  const { name, schema, examples } = mediaType;
  if (isRange(type) || (isRange(name) && !schema && examples.length === 0)) return false;
  const codec = codecFor(mediaType, type);
  return codec !== undefined && codec.isSequence !== true;
}

/** Whether the runner can send a body of a documented media type: a made one, or an example. */
export const isSendable = (mediaType: MediaType): boolean =>
  isMade(mediaType) ||
  (mediaType.examples.length > 0 ? isWritten(mediaType) : isMadeXml(mediaType));

/** Whether bodies can be made from the schema, although none can be read by it. */
const isMadeXml = ({ schema, ...mediaType }: MediaType): boolean =>
  isXml(sentTypeOf(mediaType)) && schema !== undefined && hasXmlForm(schema.alternatives());

/** Whether examples can be written: parts need a boundary, which only the sender knows. */
function isWritten(mediaType: MediaType): boolean {
  const type = sentTypeOf(mediaType);
  if (isRange(type)) return false;
  if (/^multipart\//i.test(type)) return parameterIn(type, 'boundary') !== undefined;
  return (
    writerFor(mediaType, type) !== undefined ||
    mediaType.examples.some(({ value }) => typeof value === 'string')
  );
}

/** The media types of an operation's request body that cases are made for, JSON first. */
export function sendableBodies({ requestBody }: Pick<Operation, 'requestBody'>): MediaType[] {
  const rankOf = (mediaType: MediaType) =>
    Number(isJson(sentTypeOf(mediaType))) * 2 + Number(isMade(mediaType));
  return (requestBody?.content.filter(isSendable) ?? []).toSorted(
    (one, other) => rankOf(other) - rankOf(one),
  );
}

/** Whether the members of a body are texts, which a reader takes for other values by its schema. */
export const isOfTexts = (type: string): boolean =>
  isForm(type) || isText(type) || isMultipart(type);
