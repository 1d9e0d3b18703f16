import { isJson } from '../media-type.ts';
import type { Encoding, MediaType } from '../../contract/model.ts';
import type { Json } from '../../json.ts';
import type { Shape } from '../../schema/model.ts';
import {
  jsonLeafOf,
  leafOf,
  meaningOf,
  memberShapes,
  itemShapes,
  type Reading,
} from '../deserialization.ts';

/** One sent text of a member, and whether its sender says that it is JSON. */
export type Sent = { readonly text: string; readonly isJson: boolean };

/**
 * The object that the members of a form or of a multipart body mean to its schema: a member that is sent twice is an
 * array, and so is one that the schema wants as an array. `styled` reads those whose encoding names a style.
 * @see https://spec.openapis.org/oas/v3.1.1.html#encoding-object
 */
export function objectOf(
  mediaType: MediaType,
  sent: ReadonlyMap<string, readonly Sent[]>,
  styled: (name: string, encoding: Encoding, shape: Shape) => Json | undefined = () => undefined,
): Json {
  const read = (shape: Shape | undefined): Reading => {
    const byStyle = [...mediaType.encoding].flatMap(([name, encoding]) => {
      const value = shape && isStyled(encoding) ? styled(name, encoding, shape) : undefined;
      return value === undefined ? [] : [[name, { options: [value] } as Reading] as const];
    });
    const plain = [...sent]
      .filter(([name]) => !isStyled(mediaType.encoding.get(name)))
      .map(([name, texts]) => [name, memberOf(texts, shape && memberShapes(shape, name))] as const);
    return { members: [...plain, ...byStyle] };
  };
  const { schema } = mediaType;
  const whole =
    schema && meaningOf(schema, { object: read, scalar: () => undefined, array: () => undefined });
  if (whole !== undefined) return whole;
  // a schema that wants no object still gets one to judge
  return (
    meaningOf(
      { shapes: () => [nothingSaid], validate: schema?.validate ?? (() => []) },
      { object: () => read(undefined), scalar: () => undefined, array: () => undefined },
    ) ?? {}
  );
}

/** Whether an encoding says how a member is written, in place of what type its content has. @see https://spec.openapis.org/oas/v3.1.1.html#encoding-object */
export const isStyled = (encoding: Encoding | undefined): boolean =>
  encoding?.style !== undefined || encoding?.explode !== undefined;

/** Whether one value of a member is written as JSON. */
export const isWrittenAsJson = (value: Json, encoding: Encoding | undefined): boolean =>
  encoding?.contentType === undefined
    ? typeof value === 'object' && value !== null
    : isJson(encoding.contentType);

function memberOf(texts: readonly Sent[], shapes: readonly Shape[] | undefined): Reading {
  const wantsArray = shapes?.some(({ types }) => types.includes('array')) === true;
  const wantsOne =
    shapes === undefined || shapes.some(({ types }) => types.some((type) => type !== 'array'));
  const [only] = texts;
  if (texts.length === 1 && only && (wantsOne || !wantsArray)) {
    const one = leafFor(only, shapes);
    if (!wantsArray) return one;
    // both may be meant: the schema decides
    const options = shapes
      .filter(({ types }) => types.includes('array'))
      .map((shape) => [leafFor(only, itemShapes(shape, 0)).options[0]]);
    return { options: [one.options[0], ...one.options.slice(1), ...options] };
  }
  if (texts.length > 1 && !wantsArray && shapes !== undefined && only) return leafFor(only, shapes);
  const list = shapes?.find(({ types }) => types.includes('array'));
  return { items: texts.map((text, index) => leafFor(text, list && itemShapes(list, index))) };
}

function leafFor({ text, isJson: saysJson }: Sent, shapes: readonly Shape[] | undefined) {
  if (!saysJson) return shapes === undefined ? leafOf(text, undefined) : jsonLeafOf(text, shapes);
  return { options: [JSON.parse(text) as Json] as const };
}

/** The shape of a schema that says nothing, as far as it is looked at here. */
const nothingSaid = { types: ['object'] } as unknown as Shape;
