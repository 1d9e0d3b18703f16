import { isObject } from '../pointer.ts';

type Wording = (value: unknown, schema: { readonly [keyword: string]: unknown }) => string;

const written = (value: unknown): string => JSON.stringify(value);
const count = (value: unknown, one: string, many = `${one}s`): string =>
  `${String(value)} ${value === 1 ? one : many}`;

const wordings: { readonly [keyword: string]: Wording } = {
  type: (types) => `must be ${Array.isArray(types) ? types.join(' or ') : String(types)}`,
  enum: (values) => `must be one of ${Array.isArray(values) ? values.map(written).join(', ') : ''}`,
  const: (value) => `must be ${written(value)}`,
  required: () => 'must be present',
  dependentRequired: () => 'must be present, because of another member that is',
  additionalProperties: () => 'must not be there: no such member is documented',
  unevaluatedProperties: () => 'must not be there: no such member is documented',
  'false schema': () => 'must not be there',
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
  uniqueItems: () => 'must not hold an element twice',
  items: (_, { prefixItems }) =>
    `must have at most ${count(Array.isArray(prefixItems) ? prefixItems.length : 0, 'element')}`,
  unevaluatedItems: () => 'must not have more elements than are documented',
  contains: () => 'must have an element that matches what is documented',
  minContains: (limit) =>
    `must have at least ${count(limit, 'element')} that ${limit === 1 ? 'matches' : 'match'} what is documented`,
  maxContains: (limit) =>
    `must have at most ${count(limit, 'element')} that ${limit === 1 ? 'matches' : 'match'} what is documented`,
  anyOf: () => 'must match one of the documented alternatives',
  oneOf: () => 'must match exactly one of the documented alternatives',
  not: () => 'must not match what is excluded',
  propertyNames: () => 'must have a name that is allowed',
  writeOnly: () => 'must not be answered: it is write-only',
};

/** Words a broken rule as a predicate: "must be at least 3". */
export function wordingOf(keyword: string, schema: unknown): string {
  const keywords = isObject(schema) ? schema : {};
  return wordings[keyword]?.(keywords[keyword], keywords) ?? `breaks ${keyword}`;
}
