import { isJson } from '../media-type.ts';
import type { Encoding, MediaType } from '../../contract/model.ts';
import type { Json } from '../../json.ts';
import type { FlatSchema } from '../../schema/model.ts';
import {
  jsonLeafOf,
  leafOf,
  deserialize,
  memberSchemas,
  itemSchemas,
  type Candidate,
} from '../deserialization.ts';

/** A text of a member, and whether its Content-Type is JSON. */
export type Sent = { readonly text: string; readonly isJson: boolean };

/**
 * Deserializes the members of a form or multipart body: an array if a member is sent twice or the
 * schema requires one. `styled` reads the members whose encoding names a style.
 * @see https://spec.openapis.org/oas/v3.1.1.html#encoding-object
 */
export function objectOf(
  mediaType: MediaType,
  sent: ReadonlyMap<string, readonly Sent[]>,
  styled: (name: string, encoding: Encoding, flat: FlatSchema) => Json | undefined = () =>
    undefined,
): Json {
  const read = (flat: FlatSchema | undefined): Candidate => {
    const byStyle = [...mediaType.encoding].flatMap(([name, encoding]) => {
      const value = flat && isStyled(encoding) ? styled(name, encoding, flat) : undefined;
      return value === undefined ? [] : [[name, { options: [value] } as Candidate] as const];
    });
    const plain = [...sent]
      .filter(([name]) => !isStyled(mediaType.encoding.get(name)))
      .map(([name, texts]) => [name, memberOf(texts, flat && memberSchemas(flat, name))] as const);
    return { members: [...plain, ...byStyle] };
  };
  const { schema } = mediaType;
  const whole = schema && deserialize(schema, { object: read });
  if (whole !== undefined) return whole;
  // a schema that allows no object still validates one
  const { validate = () => [] } = schema ?? {};
  const unconstrained = { alternatives: () => [anyObject] as const, validate };
  return deserialize(unconstrained, { object: () => read(undefined) }) ?? {};
}

/** Whether an encoding names a style, instead of a content type. */
export const isStyled = (encoding: Encoding | undefined): boolean =>
  encoding?.style !== undefined || encoding?.explode !== undefined;

/** Whether one value of a member is written as JSON. */
export const isWrittenAsJson = (value: Json, encoding: Encoding | undefined): boolean =>
  encoding?.contentType === undefined
    ? typeof value === 'object' && value !== null
    : isJson(encoding.contentType);

function memberOf(
  texts: readonly Sent[],
  alternatives: readonly FlatSchema[] | undefined,
): Candidate {
  const lists = alternatives?.filter(({ types }) => types.includes('array')) ?? [];
  const allowsOther = alternatives?.some(({ types }) => types.some((type) => type !== 'array'));
  const first = texts[0]!;
  if (lists.length === 0 && (texts.length === 1 || alternatives))
    return leafFor(first, alternatives);
  if (texts.length === 1 && allowsOther) {
    // both are possible: the schema decides
    const { options } = leafFor(first, alternatives);
    const asLists = lists.map((flat) => [leafFor(first, itemSchemas(flat, 0)).options[0]]);
    return { options: [options[0], ...options.slice(1), ...asLists] };
  }
  const [list] = lists;
  return { items: texts.map((text, index) => leafFor(text, list && itemSchemas(list, index))) };
}

function leafFor(
  { text, isJson: saysJson }: Sent,
  alternatives: readonly FlatSchema[] | undefined,
) {
  if (!saysJson)
    return alternatives === undefined ? leafOf(text, undefined) : jsonLeafOf(text, alternatives);
  return { options: [JSON.parse(text) as Json] as const };
}

/** A flat schema without constraints, as far as this module reads it. */
const anyObject = { types: ['object'] } as unknown as FlatSchema;
