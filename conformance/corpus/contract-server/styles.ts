import { isObject } from '../implementation/rules.ts';
import type { ParameterSpec } from './description.ts';
import type { Node, SchemaNode } from './inline.ts';

type Pair = readonly [name: string, text: string];

/** The types of a schema, to decode text. */
export function typesOf(schema: SchemaNode | undefined): readonly string[] {
  if (!isObject(schema)) return [];
  if (schema.type !== undefined) return [schema.type].flat() as string[];
  const values = 'const' in schema ? [schema.const] : Array.isArray(schema.enum) ? schema.enum : [];
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap(
    (keyword) => (schema[keyword] as SchemaNode[] | undefined) ?? [],
  );
  return [...values.map((value) => typeof value), ...parts.flatMap(typesOf)];
}

/** Decodes text: a number where the schema allows one and the text is one. */
export function scalar(text: string, schema: SchemaNode | undefined): unknown {
  const types = typesOf(schema);
  if (types.includes('string') || types.length === 0) return text;
  if (
    (types.includes('number') || types.includes('integer')) &&
    /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text)
  )
    return Number(text);
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

/** The schema of a member or an element. */
const inside = (
  schema: SchemaNode,
  keyword: 'properties' | 'items',
  name = '',
): SchemaNode | undefined => {
  const held = isObject(schema) ? schema[keyword] : undefined;
  return (keyword === 'items' ? held : isObject(held) ? held[name] : undefined) as
    | SchemaNode
    | undefined;
};

const decoded = (text: string): string => decodeURIComponent(text);
const element = (schema: SchemaNode, text: string) =>
  scalar(decoded(text), inside(schema, 'items'));
const object = (schema: SchemaNode, pairs: readonly Pair[]): Node =>
  Object.fromEntries(
    pairs.map(([name, text]) => [
      decoded(name),
      scalar(decoded(text), inside(schema, 'properties', decoded(name))),
    ]),
  );
const split = (text: string, at: string | RegExp): string[] => (text === '' ? [] : text.split(at));
const pairOf = (text: string): Pair => [
  text.split('=', 1)[0] ?? '',
  text.includes('=') ? text.slice(text.indexOf('=') + 1) : '',
];
const alternating = (parts: readonly string[]): Pair[] =>
  parts.flatMap((name, index) =>
    index % 2 === 0 ? [[name, parts[index + 1] ?? ''] as const] : [],
  );

/**
 * Decodes a path or header parameter. Throws on text that its style cannot produce.
 * @see https://spec.openapis.org/oas/v3.1.1.html#style-values
 */
export function readText(parameter: ParameterSpec, text: string): unknown {
  const { style, explode, schema } = parameter;
  if (style === 'matrix') return readMatrix(parameter, prefixed(text, ';').split(';').map(pairOf));
  const rest = style === 'label' ? prefixed(text, '.') : text;
  const between =
    style === 'label' && explode ? '.' : parameter.in === 'header' ? /[\t ]*,[\t ]*/ : ',';
  if (typesOf(schema).includes('object') && explode)
    return object(schema, split(rest, between).map(pairOf));
  return list(schema, rest, between);
}

function readMatrix({ explode, schema, name }: ParameterSpec, parts: readonly Pair[]): unknown {
  const types = typesOf(schema);
  if (types.includes('object') && explode) return object(schema, parts);
  if (parts.some(([written]) => decoded(written) !== name))
    throw new SyntaxError('a matrix parameter of another name');
  if (types.includes('array') && explode) return parts.map(([, value]) => element(schema, value));
  return list(schema, parts[0]?.[1] ?? '', ',');
}

function list(schema: SchemaNode, text: string, between: string | RegExp): unknown {
  const types = typesOf(schema);
  if (types.includes('array')) return split(text, between).map((part) => element(schema, part));
  if (types.includes('object')) return object(schema, alternating(split(text, between)));
  return scalar(decoded(text), schema);
}

function prefixed(text: string, mark: string): string {
  if (!text.startsWith(mark)) throw new SyntaxError(`a parameter without its "${mark}"`);
  return text.slice(1);
}

/** The pairs of a query, form or cookie, as written. */
export const pairsOf = (text: string, between: string | RegExp): Pair[] =>
  split(text, between)
    .filter((part) => part !== '')
    .map(pairOf);

/** Whether a parameter is there without a value, which it may be. */
export function isEmpty({ allowsEmpty, name }: ParameterSpec, pairs: readonly Pair[]): boolean {
  const named = pairs.filter(([written]) => decoded(written) === name);
  return allowsEmpty === true && named.length > 0 && named.every(([, text]) => text === '');
}

/** Decodes a parameter from pairs; `undefined` where it is missing. */
export function readPairs(parameter: ParameterSpec, pairs: readonly Pair[]): unknown {
  const { style, explode, schema, name } = parameter;
  const types = typesOf(schema);
  const isArray = types.includes('array');
  const isMap = types.includes('object');
  const named = pairs.filter(([written]) => decoded(written) === name);
  if (style === 'deepObject') {
    const members = pairs.flatMap(([written, text]): Pair[] => {
      const [, holder, member] = /^([^[]+)\[([^\]]+)\]$/.exec(decoded(written)) ?? [];
      return holder === name && member !== undefined ? [[encodeURIComponent(member), text]] : [];
    });
    return members.length === 0 ? undefined : object(schema, members);
  }
  if (isMap && explode && style === 'form' && !parameter.isJson) {
    const members = pairs.filter(
      ([written]) => inside(schema, 'properties', decoded(written)) !== undefined,
    );
    return members.length === 0 ? undefined : object(schema, members);
  }
  const [, text] = named[0] ?? [];
  if (text === undefined) return undefined;
  if (parameter.isJson) return JSON.parse(decoded(text)) as unknown;
  if (isArray && explode) return named.map(([, value]) => element(schema, value));
  if (named.length > 1) throw new SyntaxError('a parameter that is there twice');
  if (style === 'spaceDelimited') return list(schema, text, / |%20/);
  if (style === 'pipeDelimited') return list(schema, text, /\||%7C/i);
  return list(schema, text, ',');
}
