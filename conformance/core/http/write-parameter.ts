import { isJson } from './media-type.ts';
import type { Parameter } from '../contract/model.ts';
import type { Json } from '../json.ts';
import { isObject } from '../pointer.ts';
import { percentEncode } from './percent.ts';

/** How a value is written: a parameter without its schema, or a member of a form. */
export type Way = Pick<Parameter, 'name' | 'in' | 'style' | 'explode' | 'mediaType'>;

/**
 * A path or header parameter as text, in the styles `simple`, `label`, `matrix` and `content`. Where text is
 * percent-encoded, no delimiter stands in it. @see https://spec.openapis.org/oas/v3.1.1.html#style-examples
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
 * A query or cookie parameter as `name=value` pairs, in the styles `form`, `spaceDelimited`, `pipeDelimited`, `deepObject`
 * and `content`; what is exploded gives several, or none where it is empty. A blank or a bar in the text of such a list
 * can't be told from its delimiter. @see https://spec.openapis.org/oas/v3.1.1.html#style-examples
 */
export function parameterPairs(way: Way, value: Json): string[] {
  const name = escaped(way, way.name);
  if (way.style === 'content') return [`${name}=${escaped(way, contentText(way, value))}`];
  const pair = (written: string, item: Json) =>
    `${escaped(way, written)}=${escaped(way, textOf(item))}`;
  if (way.style === 'deepObject' && isObject(value))
    return membersOf(value).map(([member, item]) => pair(`${way.name}[${member}]`, item));
  // OpenAPI leaves the other styles open where they are exploded, and deepObject for arrays: everybody writes them as `form`
  const isExploded = way.explode || way.style === 'deepObject';
  if (isExploded && Array.isArray(value)) return value.map((item) => pair(way.name, item));
  if (isExploded && isObject(value))
    return membersOf(value).map(([member, item]) => pair(member, item));
  return [`${name}=${joined(way, value, delimiters.get(way.style) ?? ',')}`];
}

/** The delimiters that are no comma, as they are written. @see https://spec.openapis.org/oas/v3.1.1.html#style-examples */
const delimiters: ReadonlyMap<string, string> = new Map([
  ['spaceDelimited', '%20'],
  ['pipeDelimited', '%7C'],
]);

/** A scalar as its text; what a style has no form for as JSON. */
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

/** Escapes of JSON in a header field, which carries ASCII everywhere. */
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
