import { isJson } from './media-type.ts';
import type { Parameter } from '../contract/model.ts';
import type { Json } from '../json.ts';
import { isObject } from '../pointer.ts';
import { percentEncode } from './percent.ts';

/** How a value is written: a parameter without its schema, or a member of a form. */
export type Way = Pick<Parameter, 'name' | 'in' | 'style' | 'explode' | 'mediaType'>;

/**
 * Serializes a path or header parameter, in the styles `simple`, `label` and `matrix` or by
 * `content`. Percent-encoded
 * text contains no delimiter. @see https://spec.openapis.org/oas/v3.1.1.html#style-examples
 */
export function parameterText(way: Way, value: Json): string {
  if (way.style === 'content') return escaped(way, contentText(way, value));
  if (way.style === 'label') return `.${joined(way, value, way.explode ? '.' : ',')}`;
  if (way.style !== 'matrix') return joined(way, value, ',');
  // an empty value has no equals sign: RFC 6570, section 3.2.7
  const named = (name: string, text: string) =>
    text === '' ? `;${escaped(way, name)}` : `;${escaped(way, name)}=${text}`;
  if (way.explode && Array.isArray(value))
    return value.map((item) => named(way.name, escaped(way, textOf(item)))).join('');
  if (way.explode && isObject(value))
    return membersOf(value)
      .map(([name, item]) => named(name, escaped(way, textOf(item))))
      .join('');
  return named(way.name, joined(way, value, ','));
}

/**
 * Serializes a query or cookie parameter as `name=value` pairs, in the styles `form`,
 * `spaceDelimited`, `pipeDelimited`
 * and `deepObject` or by `content`; an exploded value gives several pairs, and none if it is empty.
 * In a list with a
 * space or a bar as delimiter, the same character in an element is ambiguous.
 * @see https://spec.openapis.org/oas/v3.1.1.html#style-examples
 */
export function parameterPairs(way: Way, value: Json): string[] {
  const name = escaped(way, way.name);
  if (way.style === 'content') return [`${name}=${escaped(way, contentText(way, value))}`];
  const pair = (written: string, item: Json) =>
    `${escaped(way, written)}=${escaped(way, textOf(item))}`;
  if (way.style === 'deepObject' && isObject(value))
    return membersOf(value).map(([member, item]) => pair(`${way.name}[${member}]`, item));
  // OpenAPI does not define the other styles exploded, nor deepObject for arrays: tools write them
  // as `form`
  const isExploded = way.explode || way.style === 'deepObject';
  if (isExploded && Array.isArray(value)) return value.map((item) => pair(way.name, item));
  if (isExploded && isObject(value))
    return membersOf(value).map(([member, item]) => pair(member, item));
  return [`${name}=${joined(way, value, delimiters.get(way.style) ?? ',')}`];
}

/**
 * The delimiters other than the comma, as they are written.
 * @see https://spec.openapis.org/oas/v3.1.1.html#style-examples
 */
const delimiters: ReadonlyMap<string, string> = new Map([
  ['spaceDelimited', '%20'],
  ['pipeDelimited', '%7C'],
]);

/** A scalar as its text; a value that the style can't express, as JSON. */
export const textOf = (value: Json): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

function joined(way: Way, value: Json, between: string): string {
  const text = (item: Json) =>
    between === '.'
      ? escaped(way, textOf(item)).replaceAll('.', '%2E')
      : escaped(way, textOf(item));
  if (Array.isArray(value)) return value.map(text).join(between);
  if (isObject(value))
    return membersOf(value)
      .map(([name, item]) => `${text(name)}${way.explode ? '=' : between}${text(item)}`)
      .join(between);
  return escaped(way, textOf(value));
}

/** Escapes JSON to ASCII, which every header field can carry. */
function contentText({ mediaType = '', in: place }: Way, value: Json): string {
  if (!isJson(mediaType)) return textOf(value);
  const text = JSON.stringify(value);
  return place === 'header'
    ? text.replaceAll(
        /[\x7f-\uffff]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      )
    : text;
}

const escaped = ({ in: place }: Way, text: string): string =>
  place === 'header' ? text : percentEncode(text);
const membersOf = (value: object) => Object.entries(value) as [string, Json][];
