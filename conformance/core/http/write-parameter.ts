import { betweenElements } from './header-name.ts';
import { isJson } from './media-type.ts';
import type { Parameter } from '../contract/model.ts';
import type { Json } from '../json.ts';
import { isObject } from '../pointer.ts';
import { percentEncode } from './percent.ts';

/** How to write a value: a parameter without its schema, or a member of a form. */
export type Way = Pick<Parameter, 'name' | 'in' | 'style' | 'explode' | 'mediaType'>;

/**
 * Serializes a path or header parameter, in the styles `simple`, `label` and `matrix` or by
 * `content`. @see https://spec.openapis.org/oas/v3.1.1.html#style-examples
 */
export function parameterText(way: Way, value: Json): string {
  if (way.style === 'content') return escaped(way, contentText(way, value));
  if (way.style === 'label') return `.${joined(way, value, way.explode ? '.' : ',')}`;
  if (way.style !== 'matrix')
    return joined(way, value, way.in === 'header' ? betweenElements(way.name) : ',');
  // an empty value has no equals sign: RFC 6570, section 3.2.7
  const named = (name: string, text: string) =>
    text === '' ? `;${escaped(way, name)}` : `;${escaped(way, name)}=${text}`;
  const pairs = way.explode ? pairsOf(way.name, value) : undefined;
  if (!pairs) return named(way.name, joined(way, value, ','));
  return pairs.map(([name, item]) => named(name, escaped(way, textOf(item)))).join('');
}

/**
 * Serializes a query or cookie parameter as `name=value` pairs, in all of its styles or by
 * `content`; an exploded value gives several pairs, and none if it is empty. A delimiter that is a
 * space or a bar is ambiguous within an element.
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
  const pairs = isExploded ? pairsOf(way.name, value) : undefined;
  if (pairs) return pairs.map(([member, item]) => pair(member, item));
  return [`${name}=${joined(way, value, delimiters.get(way.style) ?? ',')}`];
}

/** The pairs of an exploded array or object. */
function pairsOf(name: string, value: Json): [name: string, item: Json][] | undefined {
  if (Array.isArray(value)) return value.map((item) => [name, item]);
  return isObject(value) ? membersOf(value) : undefined;
}

/** The percent-encoded delimiters other than the comma. */
const delimiters: ReadonlyMap<string, string> = new Map([
  ['spaceDelimited', '%20'],
  ['pipeDelimited', '%7C'],
]);

/** A scalar as its text; a value that the style can't express, as JSON. */
export const textOf = (value: Json): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

function joined(way: Way, value: Json, between: string): string {
  const text = (item: Json) => {
    const written = escaped(way, textOf(item));
    return between === '.' ? written.replaceAll('.', '%2E') : written;
  };
  if (Array.isArray(value)) return value.map(text).join(between);
  if (isObject(value))
    return membersOf(value)
      .map(([name, item]) => `${text(name)}${way.explode ? '=' : between}${text(item)}`)
      .join(between);
  return escaped(way, textOf(value));
}

/** In a header field, JSON is escaped to ASCII. */
function contentText({ mediaType = '', in: place }: Way, value: Json): string {
  if (!isJson(mediaType)) return textOf(value);
  const text = JSON.stringify(value);
  if (place !== 'header') return text;
  const hex = (unit: string) => unit.charCodeAt(0).toString(16).padStart(4, '0');
  return text.replaceAll(/[\x7f-\uffff]/g, (unit) => `\\u${hex(unit)}`);
}

const escaped = ({ in: place }: Way, text: string): string =>
  place === 'header' ? text : percentEncode(text);
const membersOf = (value: object) => Object.entries(value) as [string, Json][];
