import type { Part, Whole } from './whole.ts';

/** The types of JSON, without `integer`, which is a part of `number`. */
const all = ['array', 'boolean', 'null', 'number', 'object', 'string'];

/** The types that a schema allows, sorted, and whether `type` states them. */
export type Types = { readonly names: readonly string[]; readonly isStated: boolean };

/**
 * The types that a whole schema allows. Without `type`, its keywords suggest them: a schema with
 * `properties` is meant for objects.
 */
export function typesOf({ parts }: Whole): Types {
  const stated = parts.filter(({ node }) => 'type' in node).map(statedBy);
  const isStated = stated.length > 0;
  const names = isStated ? stated.reduce(bothAllow) : suggestedBy(parts);
  return { names: [...names].sort(), isStated };
}

function statedBy({ node, orNull }: Part): readonly string[] {
  const names = [node.type].flat().filter((name) => typeof name === 'string');
  return [...new Set([...names, ...(orNull ? ['null'] : [])])];
}

/** The types that two lists allow: of `number` and `integer`, the narrower one. */
const bothAllow = (one: readonly string[], other: readonly string[]): readonly string[] => [
  ...new Set([
    ...one.filter((name) => allows(other, name)),
    ...other.filter((name) => allows(one, name)),
  ]),
];

/** Whether a list of types allows all values of a type. */
export const allows = (types: readonly string[], name: string): boolean =>
  types.includes(name) || (name === 'integer' && types.includes('number'));

const suggestions: { readonly [type: string]: RegExp } = {
  object: /^(properties|required|additionalProperties|(min|max)Properties|patternProperties)$/,
  array: /^(items|prefixItems|(min|max)Items|uniqueItems|contains)$/,
  string: /^((min|max)Length|pattern|format|contentEncoding)$/,
  number: /^(minimum|maximum|exclusiveMinimum|exclusiveMaximum|multipleOf)$/,
};

function suggestedBy(parts: readonly Part[]): readonly string[] {
  const keywords = parts.flatMap(({ node }) => Object.keys(node));
  const names = Object.entries(suggestions)
    .filter(([, keyword]) => keywords.some((name) => keyword.test(name)))
    .map(([name]) => name);
  if (names.length === 0) return all;
  return parts.some(({ orNull }) => orNull) ? [...names, 'null'] : names;
}
