import { cached } from '../memoize.ts';
import type { Json } from '../json.ts';
import { isObject } from '../pointer.ts';
import type { Source } from '../source.ts';
import { never, type Conjunction, type Node } from './branches.ts';
import type { Alternatives, FlatSchema, JsonType } from './model.ts';

/** Flattens the subschemas that apply to one member or element, when the result is needed. */
type FlattenLater = (nodes: readonly unknown[]) => Alternatives;
type Schemas = readonly Node[];

/**
 * Merges the schemas of a conjunction into one; `source` is the position of the schema that has the
 * branches.
 */
export const mergeSchemas = (
  { schemas, taken }: Conjunction,
  source: Source,
  flattenLater: FlattenLater,
): FlatSchema => ({
  types: typesOf(schemas),
  source,
  identity: schemas.map(numberOf).join(' '),
  branch: taken.join('+'),
  isNever: schemas.includes(never),
  not: valuesOf(schemas, 'not').map((schema) => flattenLater([schema])),
  ...valueKeywords(schemas),
  ...stringKeywords(schemas),
  ...numberKeywords(schemas),
  ...arrayKeywords(schemas, flattenLater),
  ...objectKeywords(schemas, flattenLater),
});

/** Keywords for instances of any type. */
const valueKeywords = (schemas: Schemas) => ({
  examples: schemas.flatMap(examplesOf),
  defaults: schemas.flatMap((schema) => ('default' in schema ? [schema.default as Json] : [])),
  ...defined('enum', enumOf(schemas)),
  enumKeyword: schemas.some((schema) => 'const' in schema) ? ('const' as const) : ('enum' as const),
  readOnly: valuesOf(schemas, 'readOnly').includes(true),
  writeOnly: valuesOf(schemas, 'writeOnly').includes(true),
});

const stringKeywords = (schemas: Schemas) => ({
  ...defined('format', textsOf(schemas, 'format')[0]),
  ...defined('contentEncoding', textsOf(schemas, 'contentEncoding')[0]),
  patterns: [...new Set(textsOf(schemas, 'pattern'))],
  ...largest(schemas, 'minLength'),
  ...smallest(schemas, 'maxLength'),
});

const numberKeywords = (schemas: Schemas) => ({
  ...largest(schemas, 'minimum'),
  ...smallest(schemas, 'maximum'),
  ...largest(schemas, 'exclusiveMinimum'),
  ...smallest(schemas, 'exclusiveMaximum'),
  multipleOf: numbersOf(schemas, 'multipleOf').filter((step) => step > 0),
});

function arrayKeywords(schemas: Schemas, flattenLater: FlattenLater) {
  const prefixes = listsOf(schemas, 'prefixItems');
  const longest = Math.max(0, ...prefixes.map(({ length }) => length));
  const contains = valuesOf(schemas, 'contains');
  return {
    prefixItems: Array.from({ length: longest }, (_, index) =>
      flattenLater(prefixes.flatMap((list) => (index in list ? [list[index]] : []))),
    ),
    ...defined('items', itemsOf(schemas, flattenLater)),
    ...defined('contains', contains.length > 0 ? flattenLater(contains) : undefined),
    ...largest(schemas, 'minContains'),
    ...smallest(schemas, 'maxContains'),
    ...largest(schemas, 'minItems'),
    ...smallest(schemas, 'maxItems'),
    uniqueItems: valuesOf(schemas, 'uniqueItems').includes(true),
  };
}

function itemsOf(schemas: Schemas, flattenLater: FlattenLater): Alternatives | false | undefined {
  const items = valuesOf(schemas, 'items').filter((value) => !Array.isArray(value));
  const unevaluated = valuesOf(schemas, 'unevaluatedItems');
  if ([...items, ...unevaluated].includes(false)) return false;
  const all = [...items, ...unevaluated.filter(isObject)];
  return all.some(isObject) ? flattenLater(all) : undefined;
}

function objectKeywords(schemas: Schemas, flattenLater: FlattenLater) {
  const names = valuesOf(schemas, 'propertyNames');
  const required = listsOf(schemas, 'required').flat();
  const [discriminator] = valuesOf(schemas, 'discriminator').flatMap((value) =>
    isObject(value) && typeof value.propertyName === 'string' ? [value.propertyName] : [],
  );
  return {
    required: [...new Set(required.filter((name) => typeof name === 'string'))],
    properties: membersOf(schemas, 'properties', flattenLater),
    patternProperties: membersOf(schemas, 'patternProperties', flattenLater),
    ...defined('additionalProperties', additionalPropertiesOf(schemas, flattenLater)),
    ...defined('propertyNames', names.length > 0 ? flattenLater(names) : undefined),
    ...largest(schemas, 'minProperties'),
    ...smallest(schemas, 'maxProperties'),
    dependentRequired: dependentsOf(valuesOf(schemas, 'dependentRequired')),
    ...defined('discriminator', discriminator),
  };
}

function membersOf(
  schemas: Schemas,
  keyword: string,
  flattenLater: FlattenLater,
): Map<string, Alternatives> {
  const found = new Map<string, unknown[]>();
  for (const map of valuesOf(schemas, keyword).filter(isObject))
    for (const [name, schema] of Object.entries(map))
      found.set(name, [...(found.get(name) ?? []), schema]);
  return new Map([...found].map(([name, list]) => [name, flattenLater(list)]));
}

function additionalPropertiesOf(
  schemas: Schemas,
  flattenLater: FlattenLater,
): Alternatives | false | undefined {
  const additional = valuesOf(schemas, 'additionalProperties');
  const unevaluated = valuesOf(schemas, 'unevaluatedProperties');
  if ([...additional, ...unevaluated].includes(false)) return false;
  const all = [...additional, ...unevaluated.filter(isObject)];
  return all.length > 0 ? flattenLater(all) : undefined;
}

const jsonTypes: readonly JsonType[] = [
  'null',
  'boolean',
  'integer',
  'number',
  'string',
  'array',
  'object',
];

/** The type that keywords suggest where no schema states one. */
const suggested: readonly [JsonType, readonly string[]][] = [
  [
    'object',
    [
      'properties',
      'required',
      'patternProperties',
      'additionalProperties',
      'propertyNames',
      'minProperties',
      'maxProperties',
      'dependentRequired',
      'dependentSchemas',
      'unevaluatedProperties',
    ],
  ],
  [
    'array',
    ['items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems', 'contains', 'unevaluatedItems'],
  ],
  ['string', ['minLength', 'maxLength', 'pattern', 'format', 'contentEncoding']],
  ['number', ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']],
];

function typesOf(schemas: Schemas): JsonType[] {
  const stated = schemas.flatMap(({ type }) =>
    type === undefined ? [] : [(Array.isArray(type) ? type : [type]) as JsonType[]],
  );
  const allowed = jsonTypes.filter((type) =>
    stated.every(
      (types) => types.includes(type) || (type === 'integer' && types.includes('number')),
    ),
  );
  if (stated.length > 0) return allowed;
  const [type] =
    suggested.find(([, keywords]) =>
      schemas.some((schema) => keywords.some((keyword) => keyword in schema)),
    ) ?? [];
  return type === 'number' ? ['integer', 'number'] : type ? [type] : allowed;
}

function enumOf(schemas: Schemas): Json[] | undefined {
  const lists = schemas.flatMap((schema) => [
    ...(Array.isArray(schema.enum) ? [schema.enum as Json[]] : []),
    ...('const' in schema ? [[schema.const as Json]] : []),
  ]);
  const [first, ...others] = lists;
  const written = (value: Json) => JSON.stringify(value);
  return first?.filter((value) =>
    others.every((list) => list.map(written).includes(written(value))),
  );
}

function examplesOf(schema: Node): Json[] {
  return [
    ...(Array.isArray(schema.examples) ? (schema.examples as Json[]) : []),
    ...('example' in schema ? [schema.example as Json] : []),
  ];
}

function dependentsOf(maps: readonly unknown[]): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const map of maps.filter(isObject)) {
    for (const [name, needed] of Object.entries(map))
      if (Array.isArray(needed))
        found.set(name, [...new Set([...(found.get(name) ?? []), ...(needed as string[])])]);
  }
  return found;
}

const numbers = new WeakMap<object, number>();
let last = 0;
/** A number that is unique to a schema object. */
const numberOf = (schema: object): number =>
  cached(numbers, schema, () => {
    last += 1;
    return last;
  });

const valuesOf = (schemas: Schemas, keyword: string): unknown[] =>
  schemas.flatMap((schema) => (keyword in schema ? [schema[keyword]] : []));
const numbersOf = (schemas: Schemas, keyword: string): number[] =>
  schemas.map((schema) => schema[keyword]).filter((value) => typeof value === 'number');
const textsOf = (schemas: Schemas, keyword: string): string[] =>
  schemas.map((schema) => schema[keyword]).filter((value) => typeof value === 'string');
const listsOf = (schemas: Schemas, keyword: string): unknown[][] =>
  schemas
    .map((schema) => schema[keyword])
    .filter((value): value is unknown[] => Array.isArray(value));

const largest = <Keyword extends string>(schemas: Schemas, keyword: Keyword) => {
  const found = numbersOf(schemas, keyword);
  return defined(keyword, found.length > 0 ? Math.max(...found) : undefined);
};
const smallest = <Keyword extends string>(schemas: Schemas, keyword: Keyword) => {
  const found = numbersOf(schemas, keyword);
  return defined(keyword, found.length > 0 ? Math.min(...found) : undefined);
};
/** The member, or no member for `undefined`: `exactOptionalPropertyTypes` distinguishes the two. */
const defined = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { [key in Name]?: Value };
