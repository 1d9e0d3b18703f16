import { isJson, isRange } from '../http/media-type.ts';
import { sampleOf } from '../http/sent-type.ts';
import type { Json } from '../json.ts';
import type { Node } from '../pointer.ts';
import type { Direction } from '../schema/direction.ts';
import { entriesOf, type ReadContext } from './context.ts';
import { readEcho, readMemory } from './extensions.ts';
import type { Encoding, MediaType, NamedExample } from './model.ts';

/**
 * Reads the media types of a request body or of a response.
 * @see https://spec.openapis.org/oas/v3.1.1.html#media-type-object
 */
export const readContent = (node: Node, direction: Direction, context: ReadContext): MediaType[] =>
  withSentTypes(readKeys(node, direction, context));

const readKeys = (node: Node, direction: Direction, context: ReadContext): MediaType[] =>
  entriesOf(node.content, context)
    .map(([name, mediaType]) => ({
      name,
      ...(mediaType.schema !== undefined && {
        schema: context.schema(mediaType.schema, direction),
      }),
      examples: readExamples(mediaType, context),
      ...readEcho(mediaType, context),
      ...readMemory(mediaType, context),
      encoding: new Map(
        entriesOf(mediaType.encoding, context).map(([member, encoding]) => [
          member,
          readEncoding(encoding),
        ]),
      ),
      source: context.sourceOf(mediaType),
    }))
    .map(withParsedExamples);

/** A text can be the JSON that an example means, where the schema allows no text. */
export function withParsedExamples<
  Documented extends Pick<MediaType, 'name' | 'schema' | 'examples'>,
>(mediaType: Documented): Documented {
  const { name, examples, schema } = mediaType;
  if (!schema || !isJson(name) || !examples.some(({ value }) => typeof value === 'string'))
    return mediaType;
  if (schema.alternatives().some(({ types }) => types.includes('string'))) return mediaType;
  const parsed = (example: NamedExample): NamedExample => {
    try {
      return { ...example, value: JSON.parse(String(example.value)) as Json };
    } catch {
      return example;
    }
  };
  return {
    ...mediaType,
    examples: examples.map((example) =>
      typeof example.value === 'string' ? parsed(example) : example,
    ),
  };
}

/** The types that are sent in place of ranges. */
const withSentTypes = (content: readonly MediaType[]): MediaType[] =>
  content.map((mediaType) => {
    const sentAs = isRange(mediaType.name) ? sampleOf(mediaType, content) : undefined;
    return sentAs === undefined ? mediaType : { ...mediaType, sentAs };
  });

/** @see https://spec.openapis.org/oas/v3.1.1.html#encoding-object */
const readEncoding = ({ contentType, style, explode }: Node): Encoding => ({
  ...(typeof contentType === 'string' && { contentType }),
  ...(typeof style === 'string' && { style }),
  ...(typeof explode === 'boolean' && { explode }),
});

/**
 * Reads the `examples` of a parameter or a media type; its `example` if no named one has a value.
 * @see https://spec.openapis.org/oas/v3.1.1.html#example-object
 */
export function readExamples(node: Node, { deref, sourceOf }: ReadContext): NamedExample[] {
  const toExample = (name: string, value: unknown, at: Node) => ({
    name,
    value: value as NamedExample['value'],
    source: sourceOf(at),
  });
  const named = entriesOf(node.examples, { deref })
    .filter(([, example]) => 'value' in example)
    .map(([name, example]) => toExample(name, example.value, example));
  if (named.length > 0 || !('example' in node)) return named;
  return [toExample('example', node.example, node)];
}
