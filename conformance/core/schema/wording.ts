import { isObject } from '../pointer.ts';

type Wording = (value: unknown, schema: { readonly [keyword: string]: unknown }) => string;

const written = (value: unknown): string => JSON.stringify(value);
const count = (value: unknown, noun: string): string =>
  `${String(value)} ${noun}${value === 1 ? '' : 's'}`;
const matching = (limit: unknown): string =>
  `${count(limit, 'element')} that ${limit === 1 ? 'matches' : 'match'} \`contains\``;

const wordings: { readonly [keyword: string]: Wording } = {
  type: (types) => `must be ${Array.isArray(types) ? types.join(' or ') : String(types)}`,
  enum: (values) => `must be one of ${Array.isArray(values) ? values.map(written).join(', ') : ''}`,
  const: (value) => `must be ${written(value)}`,
  required: () => 'must be present',
  dependentRequired: () => 'must be present, because another member requires it',
  additionalProperties: () => 'must not be present: it is not documented',
  unevaluatedProperties: () => 'must not be present: it is not documented',
  'false schema': () => 'must not be present',
  minLength: (limit) => `must have at least ${count(limit, 'character')}`,
  maxLength: (limit) => `must have at most ${count(limit, 'character')}`,
  minItems: (limit) => `must have at least ${count(limit, 'element')}`,
  maxItems: (limit) => `must have at most ${count(limit, 'element')}`,
  minProperties: (limit) => `must have at least ${count(limit, 'member')}`,
  maxProperties: (limit) => `must have at most ${count(limit, 'member')}`,
  minimum: (limit) => `must be at least ${String(limit)}`,
  maximum: (limit) => `must be at most ${String(limit)}`,
  exclusiveMinimum: (limit) => `must be more than ${String(limit)}`,
  exclusiveMaximum: (limit) => `must be less than ${String(limit)}`,
  multipleOf: (step) => `must be a multiple of ${String(step)}`,
  pattern: (pattern) => `must match pattern ${written(pattern)}`,
  format: (format) => `must match format ${written(format)}`,
  contentEncoding: (encoding) => `must be ${String(encoding)}`,
  uniqueItems: () => 'must have unique elements',
  items: (_, { prefixItems }) =>
    `must have at most ${count(Array.isArray(prefixItems) ? prefixItems.length : 0, 'element')}`,
  unevaluatedItems: () => 'must not have more elements than documented',
  contains: () => 'must have an element that matches `contains`',
  minContains: (limit) => `must have at least ${matching(limit)}`,
  maxContains: (limit) => `must have at most ${matching(limit)}`,
  anyOf: () => 'must match one of the documented alternatives',
  oneOf: () => 'must match exactly one of the documented alternatives',
  not: () => 'must not match the schema of `not`',
  propertyNames: () => 'must have a name that `propertyNames` allows',
  writeOnly: () => 'must not be in a response: it is write-only',
};

/** A description may list a thousand values. */
const longest = 2000;

/** Describes a broken rule as a predicate, such as "must be at least 3". */
export function wordingOf(keyword: string, schema: unknown): string {
  const keywords = isObject(schema) ? schema : {};
  const said = wordings[keyword]?.(keywords[keyword], keywords) ?? `breaks ${keyword}`;
  return said.length > longest ? `${said.slice(0, longest)}…` : said;
}
