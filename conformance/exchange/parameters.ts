import type { Json, JsonType, Parameter, Shape } from '../model.ts';
import { isObject } from '../pointer.ts';

/**
 * A parameter's value as text, in the styles `simple` and `form`.
 * @see https://spec.openapis.org/oas/v3.1.1.html#style-values
 */
export function parameterText(parameter: Parameter, value: Json): string {
  const text = (item: Json) => percentEncode(parameter, typeof item === 'string' ? item : JSON.stringify(item));
  if (Array.isArray(value)) return value.map(text).join(',');
  if (isObject(value)) {
    const pair = parameter.explode ? '=' : ',';
    return Object.entries(value).map(([name, item]) => `${percentEncode(parameter, name)}${pair}${text(item as Json)}`).join(',');
  }
  return text(value);
}

/** A query or cookie parameter as `name=value` pairs; an exploded array or object gives several. */
export function parameterPairs(parameter: Parameter, value: Json): string[] {
  const name = percentEncode(parameter, parameter.name);
  if (parameter.explode && Array.isArray(value)) return value.map((item) => `${name}=${parameterText(parameter, item)}`);
  if (parameter.explode && isObject(value)) {
    return Object.entries(value).map(([member, item]) => `${percentEncode(parameter, member)}=${parameterText(parameter, item as Json)}`);
  }
  return [`${name}=${parameterText(parameter, value)}`];
}

/** The value that a parameter's text means to its schema: "7" is a number where the schema wants one. */
export function parameterValue(parameter: Parameter, text: string): Json {
  const shape = parameter.schema.shape();
  // a list in a header field may have blanks around its commas: RFC 9110, section 5.6.1
  const comma = parameter.in === 'header' ? /[\t ]*,[\t ]*/ : ',';
  if (shape.types.includes('array') && !shape.types.includes('string')) {
    const item = shape.items?.();
    return text === '' ? [] : text.split(comma).map((part) => scalar(decode(parameter, part), item));
  }
  if (shape.types.includes('object') && !shape.types.includes('string')) {
    const parts = text.split(comma);
    const pairs = parameter.explode
      ? parts.map((part) => pairOf(part))
      : parts.flatMap((name, index) => (index % 2 === 0 ? [[name, parts[index + 1] ?? '']] : []));
    return objectOf(parameter, shape, pairs);
  }
  return scalar(decode(parameter, text), shape);
}

/** The value of a query or cookie parameter among `name=value` pairs; `undefined` where it is not sent. */
export function parameterValueIn(parameter: Parameter, pairs: readonly (readonly [name: string, text: string])[]): Json | undefined {
  const shape = parameter.schema.shape();
  const named = pairs.filter(([name]) => decode(parameter, name) === parameter.name);
  if (parameter.explode && shape.types.includes('array') && !shape.types.includes('string')) {
    return named.length === 0 ? undefined : named.map(([, text]) => scalar(decode(parameter, text), shape.items?.()));
  }
  if (parameter.explode && shape.types.includes('object') && !shape.types.includes('string')) {
    const members = pairs.filter(([name]) => shape.properties.has(decode(parameter, name)));
    if (members.length === 0) return undefined;
    return objectOf(parameter, shape, members);
  }
  const [, text] = named[0] ?? [];
  return text === undefined ? undefined : parameterValue(parameter, text);
}

function objectOf(parameter: Parameter, shape: Shape, pairs: readonly (readonly string[])[]): Json {
  return Object.fromEntries(pairs.map(([written = '', text = '']) => {
    const name = decode(parameter, written);
    return [name, scalar(decode(parameter, text), shape.properties.get(name)?.())];
  }));
}

/** A text split at its first equals sign; without one it is a name alone. */
export function pairOf(text: string): [name: string, value: string] {
  const [name = '', ...value] = text.split('=');
  return [name, value.join('=')];
}

function scalar(text: string, shape?: Shape): Json {
  const wants = (type: JsonType) => shape?.types.includes(type) === true;
  if (wants('string')) return text;
  if ((wants('number') || wants('integer')) && /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return Number(text);
  if (wants('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  if (wants('null') && text === 'null') return null;
  return text;
}

function percentEncode(parameter: Parameter, text: string): string {
  if (parameter.in === 'header') return text;
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function decode(parameter: Parameter, text: string): string {
  if (parameter.in === 'header') return text;
  try {
    return decodeURIComponent(parameter.in === 'query' ? text.replaceAll('+', ' ') : text);
  } catch {
    // a stray percent sign is the client's text, not our crash
    return text;
  }
}
