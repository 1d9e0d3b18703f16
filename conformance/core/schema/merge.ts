import type { Json } from '../json.ts';
import type { JsonType, FlatSchema, Alternatives } from './model.ts';
import { isObject } from '../pointer.ts';
import { never, type Conjunction, type Node } from './branches.ts';
import type { Documents } from '../contract/documents.ts';
import { jsonTypes, flatten } from './flat-schema.ts';

/** Merges schemas that hold at once into what they say together. */
export function mergeSchemas(
  nodes: readonly unknown[],
  { schemas, taken }: Conjunction,
  documents: Documents,
): FlatSchema {
  const lazily = (found: readonly unknown[]): Alternatives => {
    let made: ReturnType<Alternatives> | undefined;
    return () => (made ??= flatten(found, documents));
  };
  const numbers = (keyword: string) =>
    schemas.map((schema) => schema[keyword]).filter((value) => typeof value === 'number');
  const texts = (keyword: string) =>
    schemas.map((schema) => schema[keyword]).filter((value) => typeof value === 'string');
  const lists = (keyword: string) =>
    schemas
      .map((schema) => schema[keyword])
      .filter((value): value is unknown[] => Array.isArray(value));
  const given = (keyword: string) =>
    schemas.flatMap((schema) => (keyword in schema ? [schema[keyword]] : []));
  const named = (keyword: string): Map<string, Alternatives> => {
    const found = new Map<string, unknown[]>();
    for (const map of given(keyword).filter(isObject))
      for (const [name, schema] of Object.entries(map))
        found.set(name, [...(found.get(name) ?? []), schema]);
    return new Map([...found].map(([name, list]) => [name, lazily(list)]));
  };
  const properties = named('properties');
  const prefixes = lists('prefixItems');
  const items = [
    ...given('items').filter((schema) => !Array.isArray(schema)),
    ...given('unevaluatedItems').filter(isObject),
  ];
  const additional = [
    ...given('additionalProperties'),
    ...given('unevaluatedProperties').filter(isObject),
  ];
  const isClosed = [...additional, ...given('unevaluatedProperties')].includes(false);
  const isFinite = [...items, ...given('unevaluatedItems')].includes(false);
  const contains = given('contains');
  const names = given('propertyNames');
  const first = documents.deref(nodes[0]);
  return {
    types: typesOf(schemas),
    source: documents.sourceOf(isObject(first) ? first : isObject(nodes[0]) ? nodes[0] : {}),
    identity: schemas.map(numberOf).join(' '),
    branch: taken.join('+'),
    examples: schemas.flatMap(examplesOf),
    defaults: schemas.flatMap((schema) => ('default' in schema ? [schema.default as Json] : [])),
    ...defined('enum', enumOf(schemas)),
    ...defined(
      'enumKeyword',
      schemas.some((schema) => 'const' in schema) ? ('const' as const) : ('enum' as const),
    ),
    ...defined('format', texts('format')[0]),
    ...defined('contentEncoding', texts('contentEncoding')[0]),
    patterns: [...new Set(texts('pattern'))],
    ...defined('minLength', largest(numbers('minLength'))),
    ...defined('maxLength', smallest(numbers('maxLength'))),
    ...defined('minimum', largest(numbers('minimum'))),
    ...defined('maximum', smallest(numbers('maximum'))),
    ...defined('exclusiveMinimum', largest(numbers('exclusiveMinimum'))),
    ...defined('exclusiveMaximum', smallest(numbers('exclusiveMaximum'))),
    multipleOf: numbers('multipleOf').filter((step) => step > 0),
    ...defined('minItems', largest(numbers('minItems'))),
    ...defined('maxItems', smallest(numbers('maxItems'))),
    uniqueItems: given('uniqueItems').includes(true),
    prefixItems: Array.from(
      { length: Math.max(0, ...prefixes.map(({ length }) => length)) },
      (_, index) => lazily(prefixes.flatMap((list) => (index in list ? [list[index]] : []))),
    ),
    ...(isFinite
      ? { items: false as const }
      : items.some(isObject)
        ? { items: lazily(items) }
        : {}),
    ...(contains.length > 0 ? { contains: lazily(contains) } : {}),
    ...defined('minContains', largest(numbers('minContains'))),
    ...defined('maxContains', smallest(numbers('maxContains'))),
    required: [
      ...new Set(
        lists('required')
          .flat()
          .filter((name) => typeof name === 'string'),
      ),
    ],
    properties,
    patternProperties: named('patternProperties'),
    ...(isClosed
      ? { additionalProperties: false as const }
      : additional.length > 0
        ? { additionalProperties: lazily(additional) }
        : {}),
    ...(names.length > 0 ? { propertyNames: lazily(names) } : {}),
    ...defined('minProperties', largest(numbers('minProperties'))),
    ...defined('maxProperties', smallest(numbers('maxProperties'))),
    dependentRequired: dependentsOf(given('dependentRequired')),
    not: given('not').map((schema) => lazily([schema])),
    isNever: schemas.includes(never),
    readOnly: given('readOnly').includes(true),
    writeOnly: given('writeOnly').includes(true),
    ...defined(
      'discriminator',
      given('discriminator').flatMap((value) =>
        isObject(value) && typeof value.propertyName === 'string' ? [value.propertyName] : [],
      )[0],
    ),
  };
}

/** What keywords suggest of a type where none is stated. */
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

function typesOf(schemas: readonly Node[]): JsonType[] {
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

function enumOf(schemas: readonly Node[]): Json[] | undefined {
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

const numbered = new WeakMap<object, number>();
let last = 0;
/** A number of its own for each schema object. */
function numberOf(schema: object): number {
  const known = numbered.get(schema) ?? (last += 1);
  numbered.set(schema, known);
  return known;
}

const largest = (values: readonly number[]) =>
  values.length > 0 ? Math.max(...values) : undefined;
const smallest = (values: readonly number[]) =>
  values.length > 0 ? Math.min(...values) : undefined;
/** exactOptionalPropertyTypes: a member that is not there, in place of one that is `undefined`. */
const defined = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { [key in Name]?: Value };
