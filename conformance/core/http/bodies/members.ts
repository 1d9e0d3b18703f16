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

/** One text of a member, and whether its Content-Type is JSON. */
export type Sent = { readonly text: string; readonly isJson: boolean };

/**
 * Deserializes the members of a form or of a multipart body by the schema: a member is an array if
 * it is sent twice, or
 * if the schema requires one. `styled` reads the members whose encoding names a style.
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
  const whole =
    schema &&
    deserialize(schema, { object: read, scalar: () => undefined, array: () => undefined });
  if (whole !== undefined) return whole;
  // a schema that allows no object still validates one
  return (
    deserialize(
      { alternatives: () => [nothingSaid], validate: schema?.validate ?? (() => []) },
      { object: () => read(undefined), scalar: () => undefined, array: () => undefined },
    ) ?? {}
  );
}

/**
 * Whether an encoding names a style, instead of a content type.
 * @see https://spec.openapis.org/oas/v3.1.1.html#encoding-object
 */
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
  const wantsArray = alternatives?.some(({ types }) => types.includes('array')) === true;
  const wantsOne =
    alternatives === undefined ||
    alternatives.some(({ types }) => types.some((type) => type !== 'array'));
  const [only] = texts;
  if (texts.length === 1 && only && (wantsOne || !wantsArray)) {
    const one = leafFor(only, alternatives);
    if (!wantsArray) return one;
    // both are possible: the schema decides
    const options = alternatives
      .filter(({ types }) => types.includes('array'))
      .map((flat) => [leafFor(only, itemSchemas(flat, 0)).options[0]]);
    return { options: [one.options[0], ...one.options.slice(1), ...options] };
  }
  if (texts.length > 1 && !wantsArray && alternatives !== undefined && only)
    return leafFor(only, alternatives);
  const list = alternatives?.find(({ types }) => types.includes('array'));
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

/** A schema without constraints, as far as this module reads it. */
const nothingSaid = { types: ['object'] } as unknown as FlatSchema;
