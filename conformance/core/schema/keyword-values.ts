/**
 * What the keywords of JSON Schema may hold, as its meta-schema says; without what harms nobody, such
 * as a name that `required` has twice.
 * @see https://json-schema.org/draft/2020-12/schema
 */
import { isObject } from '../pointer.ts';

type Rule = { readonly expected: string; readonly holds: (value: unknown) => boolean };

const types = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];
const isText = (value: unknown) => typeof value === 'string';
const isTextList = (value: unknown) => Array.isArray(value) && value.every(isText);
/** An empty member in YAML is null, and says no more than `{}` does. */
const isSchema = (value: unknown) =>
  value === null || isObject(value) || typeof value === 'boolean';

const rules = {
  type: {
    expected: `one of ${types.join(', ')}, or a list of them`,
    holds: (value: unknown) => {
      const names: unknown[] = [value].flat();
      return names.length > 0 && names.every((name) => isText(name) && types.includes(name));
    },
  },
  boolean: { expected: 'true or false', holds: (value: unknown) => typeof value === 'boolean' },
  number: { expected: 'a number', holds: (value: unknown) => Number.isFinite(value) },
  step: {
    expected: 'a number above 0',
    holds: (value: unknown) => typeof value === 'number' && value > 0 && value < Infinity,
  },
  count: {
    expected: 'a whole number of at least 0',
    holds: (value: unknown) => Number.isInteger(value) && Number(value) >= 0,
  },
  text: { expected: 'a text', holds: isText },
  texts: { expected: 'a list of names', holds: isTextList },
  values: {
    expected: 'a list with at least one value',
    holds: (value: unknown) => Array.isArray(value) && value.length > 0,
  },
  schema: {
    expected: 'a schema',
    holds: (value: unknown) => isSchema(value) && value !== null,
  },
  schemas: {
    expected: 'a list with at least one schema',
    holds: (value: unknown) => Array.isArray(value) && value.length > 0 && value.every(isSchema),
  },
  schemaMap: {
    expected: 'a map of schemas',
    holds: (value: unknown) => isObject(value) && Object.values(value).every(isSchema),
  },
  dependencies: {
    expected: 'a map of lists of names',
    holds: (value: unknown) => isObject(value) && Object.values(value).every(isTextList),
  },
} satisfies { readonly [name: string]: Rule };

const keywords: { readonly [name in keyof typeof rules]: string } = {
  type: 'type',
  boolean: 'uniqueItems',
  number: 'minimum maximum exclusiveMinimum exclusiveMaximum',
  step: 'multipleOf',
  count:
    'minLength maxLength minItems maxItems minContains maxContains minProperties maxProperties',
  text: '$ref pattern format contentEncoding',
  texts: 'required',
  values: 'enum',
  schema:
    'items contains additionalProperties propertyNames unevaluatedItems unevaluatedProperties not if then else',
  schemas: 'allOf anyOf oneOf prefixItems',
  schemaMap: 'properties patternProperties dependentSchemas',
  dependencies: 'dependentRequired',
};

const ruleOf = new Map<string, Rule>(
  Object.entries(keywords).flatMap(([name, list]) =>
    list.split(' ').map((keyword) => [keyword, rules[name as keyof typeof rules]] as const),
  ),
);

/** The first keyword of a schema with a value that it can't have, and why. */
export function wrongKeyword(
  schema: object,
): { readonly keyword: string; readonly reason: string } | undefined {
  for (const [keyword, value] of Object.entries(schema) as [string, unknown][]) {
    const rule = ruleOf.get(keyword);
    if (rule && !rule.holds(value))
      return { keyword, reason: `"${keyword}" must be ${rule.expected}, not ${shown(value)}` };
  }
  return undefined;
}

/** A value in short. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
