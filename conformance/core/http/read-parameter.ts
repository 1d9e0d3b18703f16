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

/** A parameter with its name, or with one of an exploded object, still as it was sent. */
export type Pair = readonly [name: string, text: string];

/**
 * The value that the text of a path or header parameter means to its schema: "7" is a number where the schema wants one.
 * Never throws. @see https://spec.openapis.org/oas/v3.1.1.html#style-examples
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
  // a list in a header field may have blanks around its commas: RFC 9110, section 5.6.1
  return delimited(parameter, text, parameter.in === 'header' ? /[\t ]*,[\t ]*/ : ',');
}

/**
 * The value of a query or cookie parameter among `name=value` pairs; `undefined` where it is not sent. Members that an
 * exploded object does not name are those that nobody else has claimed. Never throws.
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
    const prefix = `${name}[`;
    const inner = pairs.flatMap(([sent, text]): Pair[] => {
      const whole = decoded(parameter, sent);
      return whole.startsWith(prefix) && whole.endsWith(']')
        ? [[whole.slice(prefix.length, -1), text]]
        : [];
    });
    return deserialize(parameter.schema, {
      scalar: () => firstOf(parameter, named),
      array: (flat) => listOf(parameter, named, flat),
      object: (flat) =>
        inner.length > 0
          ? {
              members: inner.map(([member, text]) => [
                member,
                leafOf(decoded(parameter, text), memberSchemas(flat, member)),
              ]),
            }
          : undefined,
    });
  }
  if (parameter.explode) return exploded(parameter, pairs, (member) => !isClaimed(member));
  const [, text] = named[0] ?? [];
  if (text === undefined) return undefined;
  if (style === 'spaceDelimited') return delimited(parameter, text.replaceAll(/%20|\+/g, ' '), ' ');
  if (style === 'pipeDelimited') return delimited(parameter, text.replaceAll(/%7c/gi, '|'), '|');
  return delimited(parameter, text, ',');
}

/** The names that parameters beside this one, and credentials, have for themselves in its place of a request. */
export function claimedBeside(
  parameter: Parameter,
  { parameters, security }: Pick<Operation, 'parameters' | 'security'>,
): (name: string) => boolean {
  const keys = new Set(
    security
      .flat()
      .filter((scheme) => scheme.in === parameter.in)
      .map((scheme) => scheme.parameter),
  );
  const others = parameters.filter((other) => other !== parameter && other.in === parameter.in);
  return (name) =>
    keys.has(name) || others.some((other) => other.name === name || isMemberOf(other, name));
}

function isMemberOf({ name, style, explode, schema }: Parameter, member: string): boolean {
  if (style === 'deepObject') return member.startsWith(`${name}[`);
  return (
    style !== 'content' &&
    explode &&
    schema
      .alternatives()
      .some(({ types, properties }) => types.includes('object') && properties.has(member))
  );
}

/** A list or an object in one text. What has no delimiter in it may still be either. */
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

/** A segment of a path is its parameter's alone: every name in it is a member, described or not. */
const everyName = (): boolean => true;

/** A list as repeated pairs, an object as a pair for each member. */
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
          ? [[name, leafOf(decoded(parameter, text), memberSchemas(flat, name))]]
          : [];
      });
      return members.length > 0 ? { members } : undefined;
    },
  });
}

const firstOf = (parameter: Parameter, named: readonly Pair[]): Candidate | undefined =>
  named[0] && leafOf(decoded(parameter, named[0][1]), parameter.schema.alternatives());

const listOf = (
  parameter: Parameter,
  named: readonly Pair[],
  flat: FlatSchema,
): Candidate | undefined =>
  named.length > 0
    ? {
        items: named.map(([, text], index) =>
          leafOf(decoded(parameter, text), itemSchemas(flat, index)),
        ),
      }
    : undefined;

/** A value that a media type says how to read; JSON that can't be parsed is text, for the schema to judge. */
function contentValue(parameter: Parameter, sent: string): Json {
  const text = decoded(parameter, sent);
  if (!isJson(parameter.mediaType ?? '')) return wholeText(parameter.schema, text);
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** A text as its sender meant it; header fields are not percent-encoded, and a plus sign is a blank in queries alone. */
function decoded({ in: place }: Parameter, text: string): string {
  if (place === 'header') return text;
  return place === 'query' ? formDecode(text) : percentDecode(text);
}
