import { deepMembersOf } from './deep-object.ts';
import { betweenElements, isSetCookie } from './header-name.ts';
import { isJson } from './media-type.ts';
import type { Operation, Parameter } from '../contract/model.ts';
import type { Json } from '../json.ts';
import type { FlatSchema } from '../schema/model.ts';
import { formDecode, pairOf, percentDecode } from './percent.ts';
import {
  describesMember,
  itemSchemas,
  leafOf,
  deserialize,
  memberSchemas,
  wholeText,
  type Candidate,
} from './deserialization.ts';

/** The name of a parameter or of a member, and its text as sent. */
export type Pair = readonly [name: string, text: string];

/**
 * Deserializes the text of a path or header parameter by its schema. Never throws.
 * @see https://spec.openapis.org/oas/v3.1.1.html#style-examples
 */
export function parameterValue(parameter: Parameter, text: string): Json {
  if (parameter.style === 'content') return contentValue(parameter, text);
  const { style, explode, name } = parameter;
  if (style === 'matrix') {
    const pairs = text.replace(/^;/, '').split(';').map(pairOf);
    if (explode) {
      const value = exploded(parameter, pairs, everyName);
      return value === undefined ? percentDecode(text) : value;
    }
    const [, found] = pairs.find(([sent]) => percentDecode(sent) === name) ?? [];
    return found === undefined ? percentDecode(text) : delimited(parameter, found, ',');
  }
  if (style === 'label') return delimited(parameter, text.replace(/^\./, ''), explode ? '.' : ',');
  // a list in a header field may have spaces around its commas: RFC 9110, section 5.6.1
  const isCommaList = parameter.in === 'header' && !isSetCookie(name);
  return delimited(parameter, text, isCommaList ? /[\t ]*,[\t ]*/ : betweenElements(name));
}

/**
 * Deserializes a query or cookie parameter from `name=value` pairs; `undefined` if it is not sent.
 * An exploded object gets the unnamed members that no other parameter claims. Never throws.
 * @see https://spec.openapis.org/oas/v3.1.1.html#style-examples
 */
export function parameterValueIn(
  parameter: Parameter,
  pairs: readonly Pair[],
  isClaimed: (name: string) => boolean = () => false,
): Json | undefined {
  const { style, name } = parameter;
  const named = pairs.filter(([sent]) => decoded(parameter, sent) === name);
  if (style === 'content') return named[0] && contentValue(parameter, named[0][1]);
  if (style === 'deepObject') {
    const { flat: inner, open } = deepMembersOf(parameter, pairs);
    return deserialize(parameter.schema, {
      scalar: () => firstOf(parameter, named),
      array: (flat) => listOf(parameter, named, flat),
      object: (flat) => {
        const members = inner.map(([member, text]) => memberOf(parameter, member, text, flat));
        return members.length + open.size > 0 ? { members } : undefined;
      },
    });
  }
  if (parameter.explode) return exploded(parameter, pairs, (member) => !isClaimed(member));
  const [, text] = named[0] ?? [];
  if (text === undefined) return undefined;
  if (style === 'spaceDelimited') return delimited(parameter, text.replaceAll(/%20|\+/g, ' '), ' ');
  if (style === 'pipeDelimited') return delimited(parameter, text.replaceAll(/%7c/gi, '|'), '|');
  return delimited(parameter, text, ',');
}

/** Whether a parameter that may be empty is sent without a value, as `name` or `name=`. */
export function isSentEmpty(parameter: Parameter, pairs: readonly Pair[]): boolean {
  if (!parameter.allowsEmpty) return false;
  const named = pairs.filter(([sent]) => decoded(parameter, sent) === parameter.name);
  return named.length > 0 && named.every(([, text]) => text === '');
}

/** The names that other parameters and credentials claim in the same location. */
export function claimedBeside(
  parameter: Parameter,
  { parameters, security }: Pick<Operation, 'parameters' | 'security'>,
): (name: string) => boolean {
  const keys = security.flat().filter((scheme) => scheme.in === parameter.in);
  const others = parameters.filter((other) => other !== parameter && other.in === parameter.in);
  return (name) =>
    keys.some((scheme) => scheme.parameter === name) ||
    others.some((other) => other.name === name || isMemberOf(other, name));
}

function isMemberOf({ name, style, explode, schema }: Parameter, member: string): boolean {
  if (style === 'deepObject') return member.startsWith(`${name}[`);
  if (style === 'content' || !explode) return false;
  return schema
    .alternatives()
    .some(({ types, properties }) => types.includes('object') && properties.has(member));
}

/** Reads one text as each kind of value that the schema allows. */
function delimited(parameter: Parameter, text: string, delimiter: string | RegExp): Json {
  const part = (written: string | undefined, alternatives: readonly FlatSchema[] | undefined) =>
    leafOf(decoded(parameter, written ?? ''), alternatives);
  const parts = text === '' ? [] : text.split(delimiter);
  const alternating = (): Pair[] =>
    parts.flatMap((name, index) =>
      index % 2 === 0 ? [[name, parts[index + 1] ?? ''] as const] : [],
    );
  const value = deserialize(parameter.schema, {
    scalar: (flat) => part(text, [flat]),
    array: (flat) => ({ items: parts.map((item, index) => part(item, itemSchemas(flat, index))) }),
    object: (flat) => ({
      members: (parameter.explode ? parts.map(pairOf) : alternating()).map(([sent, item]) => {
        const name = decoded(parameter, sent);
        return [name, part(item, memberSchemas(flat, name))] as const;
      }),
    }),
  });
  return value === undefined ? decoded(parameter, text) : value;
}

/** A path segment belongs to its parameter alone: every name in it is a member. */
const everyName = (): boolean => true;

/** Reads a list from repeated pairs, and an object from a pair for each member. */
function exploded(
  parameter: Parameter,
  pairs: readonly Pair[],
  isFree: (name: string) => boolean,
): Json | undefined {
  const named = pairs.filter(([sent]) => decoded(parameter, sent) === parameter.name);
  const isList =
    named.length > 1 &&
    parameter.schema.alternatives().some(({ types }) => types.includes('array'));
  return deserialize(parameter.schema, {
    scalar: () => (isList ? undefined : firstOf(parameter, named)),
    array: (flat) => listOf(parameter, named, flat),
    object: (flat) => {
      const members = pairs.flatMap(([sent, text]): [string, Candidate][] => {
        const name = decoded(parameter, sent);
        return flat.properties.has(name) ||
          isFree === everyName ||
          (describesMember(flat, name) && isFree(name))
          ? [memberOf(parameter, name, text, flat)]
          : [];
      });
      return members.length > 0 ? { members } : undefined;
    },
  });
}

const memberOf = (
  parameter: Parameter,
  name: string,
  text: string,
  flat: FlatSchema,
): [string, Candidate] => [name, leafOf(decoded(parameter, text), memberSchemas(flat, name))];

const firstOf = (parameter: Parameter, named: readonly Pair[]): Candidate | undefined =>
  named[0] && leafOf(decoded(parameter, named[0][1]), parameter.schema.alternatives());

function listOf(
  parameter: Parameter,
  named: readonly Pair[],
  flat: FlatSchema,
): Candidate | undefined {
  const items = named.map(([, text], index) =>
    leafOf(decoded(parameter, text), itemSchemas(flat, index)),
  );
  return items.length > 0 ? { items } : undefined;
}

/** Reads a value by its media type; invalid JSON stays text, which the schema then rejects. */
function contentValue(parameter: Parameter, sent: string): Json {
  const text = decoded(parameter, sent);
  if (!isJson(parameter.mediaType ?? '')) return wholeText(parameter.schema, text);
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** Header fields are not percent-encoded, and only in a query a plus sign is a space. */
function decoded({ in: place }: Parameter, text: string): string {
  if (place === 'header') return text;
  return place === 'query' ? formDecode(text) : percentDecode(text);
}
