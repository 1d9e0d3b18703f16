import type { Json, JsonType, Shape } from '../model.ts';
import { isObject } from '../pointer.ts';
import type { Documents } from './documents.ts';

export const jsonTypes: readonly JsonType[] = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];

/**
 * What several schemas say together of one place, with `$ref` and `allOf` followed.
 * Of `anyOf` and `oneOf` the first branch is taken: it serves to make instances, never to judge them.
 */
export function shapeOf(nodes: readonly unknown[], documents: Documents): Shape {
  const schemas = nodes.flatMap((node) => conjuncts(node, documents));
  const properties = new Map<string, unknown[]>();
  const items: unknown[] = [];
  for (const schema of schemas) {
    if (isObject(schema['properties'])) {
      for (const [name, property] of Object.entries(schema['properties'])) properties.set(name, [...(properties.get(name) ?? []), property]);
    }
    if (isObject(schema['items'])) items.push(schema['items']);
  }
  const numbers = (keyword: string) => schemas.map((schema) => schema[keyword]).filter((value) => typeof value === 'number');
  const strings = (keyword: string) => schemas.map((schema) => schema[keyword]).filter((value) => typeof value === 'string');
  const [first] = nodes;
  return {
    types: typesOf(schemas, properties.size > 0, items.length > 0),
    source: documents.sourceOf(firstObject(first, documents)),
    examples: schemas.flatMap(examplesOf),
    ...defined('enum', enumOf(schemas)),
    ...defined('enumKeyword', schemas.some((schema) => 'const' in schema) ? ('const' as const) : ('enum' as const)),
    ...defined('format', strings('format')[0]),
    ...defined('pattern', strings('pattern')[0]),
    ...defined('minLength', largest(numbers('minLength'))),
    ...defined('maxLength', smallest(numbers('maxLength'))),
    ...defined('minimum', largest(numbers('minimum'))),
    ...defined('maximum', smallest(numbers('maximum'))),
    ...defined('minItems', largest(numbers('minItems'))),
    required: [...new Set(schemas.flatMap((schema) => (Array.isArray(schema['required']) ? (schema['required'] as string[]) : [])))],
    properties: new Map([...properties].map(([name, found]) => [name, () => shapeOf(found, documents)])),
    ...(items.length > 0 ? { items: () => shapeOf(items, documents) } : {}),
  };
}

/** The schemas that an instance must satisfy all at once. */
function conjuncts(node: unknown, documents: Documents, seen = new Set<unknown>()): { readonly [keyword: string]: unknown }[] {
  // a schema that is reached again through itself says nothing new of this place
  if (!isObject(node) || seen.has(node)) return [];
  seen.add(node);
  const through = [
    ...(typeof node['$ref'] === 'string' ? [documents.deref(node)] : []),
    ...(Array.isArray(node['allOf']) ? node['allOf'] : []),
    ...['anyOf', 'oneOf'].flatMap((keyword) => (Array.isArray(node[keyword]) ? node[keyword].slice(0, 1) : [])),
  ];
  return [node, ...through.flatMap((schema) => conjuncts(schema, documents, seen))];
}

function typesOf(schemas: readonly { readonly [keyword: string]: unknown }[], hasProperties: boolean, hasItems: boolean): JsonType[] {
  const stated = schemas.flatMap(({ type }) => (type === undefined ? [] : [(Array.isArray(type) ? type : [type]) as JsonType[]]));
  const allowed = jsonTypes.filter((type) =>
    stated.every((types) => types.includes(type) || (type === 'integer' && types.includes('number'))),
  );
  if (stated.length > 0) return allowed;
  return hasProperties ? ['object'] : hasItems ? ['array'] : allowed;
}

function enumOf(schemas: readonly { readonly [keyword: string]: unknown }[]): Json[] | undefined {
  const lists = schemas.flatMap((schema) => [
    ...(Array.isArray(schema['enum']) ? [schema['enum'] as Json[]] : []),
    ...('const' in schema ? [[schema['const'] as Json]] : []),
  ]);
  const [first, ...others] = lists;
  const written = (value: Json) => JSON.stringify(value);
  return first?.filter((value) => others.every((list) => list.map(written).includes(written(value))));
}

function examplesOf(schema: { readonly [keyword: string]: unknown }): Json[] {
  return [
    ...(Array.isArray(schema['examples']) ? (schema['examples'] as Json[]) : []),
    ...('example' in schema ? [schema['example'] as Json] : []),
    ...('default' in schema ? [schema['default'] as Json] : []),
  ];
}

const firstObject = (node: unknown, documents: Documents): object => {
  const found = documents.deref(node);
  return isObject(found) ? found : isObject(node) ? node : {};
};
const largest = (values: readonly number[]) => (values.length > 0 ? Math.max(...values) : undefined);
const smallest = (values: readonly number[]) => (values.length > 0 ? Math.min(...values) : undefined);
/** exactOptionalPropertyTypes: a member that is not there, in place of one that is `undefined`. */
const defined = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { [key in Name]?: Value };
