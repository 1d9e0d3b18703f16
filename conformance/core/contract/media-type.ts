import type { Direction } from '../schema/direction.ts';
import { entriesOf, type Node, type ReadContext } from './context.ts';
import { readExamples } from './example.ts';
import { readEcho, readMemory } from './extensions.ts';
import type { Encoding, MediaType } from './model.ts';

/**
 * Reads the media types of a request body or of a response.
 * @see https://spec.openapis.org/oas/v3.1.1.html#media-type-object
 */
export const readContent = (node: Node, direction: Direction, context: ReadContext): MediaType[] =>
  entriesOf(node.content, context).map(([name, mediaType]) => ({
    name,
    ...(mediaType.schema === undefined
      ? {}
      : { schema: context.schema(mediaType.schema, direction) }),
    examples: readExamples(mediaType, context),
    ...readEcho(mediaType),
    ...readMemory(mediaType),
    encoding: new Map(
      entriesOf(mediaType.encoding, context).map(([member, encoding]) => [
        member,
        readEncoding(encoding),
      ]),
    ),
    source: context.sourceOf(mediaType),
  }));

/** @see https://spec.openapis.org/oas/v3.1.1.html#encoding-object */
const readEncoding = ({ contentType, style, explode }: Node): Encoding => ({
  ...(typeof contentType === 'string' ? { contentType } : {}),
  ...(typeof style === 'string' ? { style } : {}),
  ...(typeof explode === 'boolean' ? { explode } : {}),
});
