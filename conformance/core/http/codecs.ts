import type { MediaType } from '../contract/model.ts';
import type { Json } from '../json.ts';
import type { Violation } from '../schema/model.ts';
import * as bodies from './bodies/index.ts';
import * as writersOnly from './bodies/writers.ts';
import type { BodyCodec, BodyWriter } from './bodies/body-codec.ts';

const codecs: readonly BodyCodec[] = Object.values(bodies);
const writers: readonly BodyWriter[] = [...codecs, ...Object.values(writersOnly)];
const known = new Map<string, BodyWriter | undefined>();

/** The writer for a media type by its name; `undefined` if there is none. */
export function writerOf(mediaType: string): BodyWriter | undefined {
  if (!known.has(mediaType)) {
    // clients of the mock can send any name: the cache stays small
    if (known.size > 1000) known.clear();
    known.set(
      mediaType,
      writers.find(({ matches }) => matches(mediaType)),
    );
  }
  return known.get(mediaType);
}

/** The codec for a media type by its name; `undefined` if there is none. */
export function codecOf(mediaType: string): BodyCodec | undefined {
  const found = writerOf(mediaType);
  return codecs.find((codec) => codec === found);
}

/**
 * The codec for a documented media type, written as `type`. A type that no one knows is JSON where
 * its example or its schema is an object or a list, as in `application/vnd.github.object`.
 */
export const codecFor = (mediaType: MediaType, type: string): BodyCodec | undefined =>
  codecOf(type) ?? (isStructured(mediaType, type) ? bodies.json : undefined);

/** As `codecFor`, for what is only written. */
export const writerFor = (mediaType: MediaType, type: string): BodyWriter | undefined =>
  writerOf(type) ?? (isStructured(mediaType, type) ? bodies.json : undefined);

function isStructured({ examples, schema }: MediaType, type: string): boolean {
  if (writerOf(type) || opaque.test(type) || !type.startsWith('application/')) return false;
  if (examples.some(({ value }) => typeof value === 'object' && value !== null)) return true;
  const types = schema?.alternatives().flatMap((flat) => flat.types) ?? [];
  return types.length > 0 && types.every((each) => ['object', 'array', 'null'].includes(each));
}

/** Formats of their own, whatever their schema says. */
const opaque =
  /^application\/(octet-stream|pdf|zip|gzip|x-|java-archive|msword|rtf|wasm|vnd\.(ms-|openxml|oasis)|[^;]+[+-](zip|gzip|pb|proto\w*|cbor|avro)\b|cbor|protobuf|grpc|msgpack|avro)/i;

/**
 * What a body breaks of its schema. A schema of no list is about each value of a sequence, such as
 * JSON lines.
 */
export function violationsOf(
  mediaType: MediaType,
  type: string,
  value: Json,
): readonly Violation[] {
  const { schema } = mediaType;
  if (!schema) return [];
  if (!isOfEach(mediaType, writerOf(type)) || !Array.isArray(value)) return schema.validate(value);
  return (value as readonly Json[]).flatMap((each, index) =>
    schema
      .validate(each)
      .map((violation) => ({ ...violation, pointer: `/${index}${violation.pointer}` })),
  );
}

/** Whether the schema is about the values of a body, and not about all of them as a list. */
const isOfEach = ({ schema }: MediaType, writer: BodyWriter | undefined): boolean =>
  writer?.isSequence === true &&
  schema !== undefined &&
  !schema.alternatives().some(({ types }) => types.includes('array'));
