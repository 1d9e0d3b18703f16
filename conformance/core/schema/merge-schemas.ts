import type { Json } from '../json.ts';
import { cached } from '../memoize.ts';
import { isObject, type Node } from '../pointer.ts';
import type { Source } from '../source.ts';
import { never, type Conjunction } from './branches.ts';
import type { Alternatives, FlatSchema, JsonType, Xml } from './model.ts';
import { examplesIn, objectExamplesOf } from './object-examples.ts';

/** Flattens the subschemas that apply to one member or element, when the result is needed. */
type FlattenLater = (nodes: readonly unknown[]) => Alternatives;
type Schemas = readonly Node[];

/** Merges the schemas of a conjunction; `source` is the position of the schema with the branches. */
export const mergeSchemas = (
  { schemas, taken }: Conjunction,
  source: Source,
  flattenLater: FlattenLater,
): FlatSchema => ({
  types: typesOf(schemas),
  isTypeStated: valuesOf(schemas, 'type').length > 0,
  source,
  identity: schemas.map(numberOf).join(' '),
  branch: taken.join('+'),
  isNever: schemas.includes(never),
  not: valuesOf(schemas, 'not').map((schema) => flattenLater([schema])),
  ...limitsOf(schemas),
  ...valueKeywords(schemas),
  ...stringAndNumberKeywords(schemas),
  ...arrayKeywords(schemas, flattenLater),
  ...objectKeywords(schemas, flattenLater),
  objectExamples: objectExamplesOf(schemas),
});

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
  valuesOf(schemas, keyword).filter((value) => typeof value === 'number');
const textsOf = (schemas: Schemas, keyword: string): string[] =>
  valuesOf(schemas, keyword).filter((value) => typeof value === 'string');
const listsOf = (schemas: Schemas, keyword: string): unknown[][] =>
  valuesOf(schemas, keyword).filter((value) => Array.isArray(value));

/** The member, or no member for `undefined`: `exactOptionalPropertyTypes` distinguishes the two. */
const defined = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { [key in Name]?: Value };

const lowerLimits = 'minimum exclusiveMinimum minLength minItems minContains minProperties';
const upperLimits = 'maximum exclusiveMaximum maxLength maxItems maxContains maxProperties';
type Limits = Pick<
  FlatSchema,
  Extract<keyof FlatSchema, `${'min' | 'max' | 'exclusiveM'}${string}`>
>;

/** The narrowest limits. */
function limitsOf(schemas: Schemas): Limits {
  const narrowest = (keywords: string, select: (...limits: number[]) => number) =>
    keywords.split(' ').map((keyword) => {
      const limits = numbersOf(schemas, keyword);
      return defined(keyword, limits.length > 0 ? select(...limits) : undefined);
    });
  return Object.assign(
    {},
    ...narrowest(lowerLimits, Math.max),
    ...narrowest(upperLimits, Math.min),
  ) as Limits;
}

const valueKeywords = (schemas: Schemas) => ({
  examples: schemas.flatMap(examplesIn),
  defaults: valuesOf(schemas, 'default') as Json[],
  ...defined('enum', enumOf(schemas)),
  ...defined('xml', xmlOf(schemas)),
  enumKeyword: schemas.some((schema) => 'const' in schema) ? ('const' as const) : ('enum' as const),
  readOnly: valuesOf(schemas, 'readOnly').includes(true),
  writeOnly: valuesOf(schemas, 'writeOnly').includes(true),
});

/** The members of all XML Objects; the outermost schema comes first. */
function xmlOf(schemas: Schemas): Xml | undefined {
  const objects = valuesOf(schemas, 'xml').filter(isObject);
  return objects.length > 0 ? (Object.assign({}, ...objects.reverse()) as Xml) : undefined;
}

/** The values that every `enum` and `const` allows. */
function enumOf(schemas: Schemas): Json[] | undefined {
  const [first, ...others] = [
    ...listsOf(schemas, 'enum'),
    ...valuesOf(schemas, 'const').map((value) => [value]),
  ];
  const written = others.map((list) => list.map((value) => JSON.stringify(value)));
  return (first as Json[] | undefined)?.filter((value) =>
    written.every((list) => list.includes(JSON.stringify(value))),
  );
}

const stringAndNumberKeywords = (schemas: Schemas) => ({
  ...defined('format', textsOf(schemas, 'format')[0]),
  ...defined('contentEncoding', textsOf(schemas, 'contentEncoding')[0]),
  patterns: [...new Set(textsOf(schemas, 'pattern'))],
  multipleOf: numbersOf(schemas, 'multipleOf').filter((step) => step > 0),
});

function arrayKeywords(schemas: Schemas, flattenLater: FlattenLater) {
  const prefixes = listsOf(schemas, 'prefixItems');
  const longest = Math.max(0, ...prefixes.map(({ length }) => length));
  const contains = valuesOf(schemas, 'contains');
  const items = [...valuesOf(schemas, 'items'), ...valuesOf(schemas, 'unevaluatedItems')];
  return {
    prefixItems: Array.from({ length: longest }, (_, index) =>
      flattenLater(prefixes.flatMap((list) => (index in list ? [list[index]] : []))),
    ),
    ...defined('items', schemaOfRest(items.filter(isConstraint), flattenLater)),
    ...defined('contains', contains.length > 0 ? flattenLater(contains) : undefined),
    uniqueItems: valuesOf(schemas, 'uniqueItems').includes(true),
  };
}

const isConstraint = (value: unknown): boolean => isObject(value) || value === false;

function schemaOfRest(
  values: readonly unknown[],
  flattenLater: FlattenLater,
): Alternatives | false | undefined {
  if (values.includes(false)) return false;
  return values.length > 0 ? flattenLater(values) : undefined;
}

function objectKeywords(schemas: Schemas, flattenLater: FlattenLater) {
  const names = valuesOf(schemas, 'propertyNames');
  const required = listsOf(schemas, 'required').flat();
  const [discriminator] = textsOf(
    valuesOf(schemas, 'discriminator').filter(isObject),
    'propertyName',
  );
  const additional = [
    ...valuesOf(schemas, 'additionalProperties'),
    ...valuesOf(schemas, 'unevaluatedProperties').filter(isConstraint),
  ];
  const later = ([name, nodes]: [string, unknown[]]) => [name, flattenLater(nodes)] as const;
  const needed = [...membersOf(schemas, 'dependentRequired')].map(
    ([name, lists]) => [name, [...new Set(lists.flat() as string[])]] as const,
  );
  return {
    required: [...new Set(required.filter((name) => typeof name === 'string'))],
    properties: new Map([...membersOf(schemas, 'properties')].map(later)),
    patternProperties: new Map([...membersOf(schemas, 'patternProperties')].map(later)),
    ...defined('additionalProperties', schemaOfRest(additional, flattenLater)),
    ...defined('propertyNames', names.length > 0 ? flattenLater(names) : undefined),
    dependentRequired: new Map(needed),
    ...defined('discriminator', discriminator),
  };
}

/** The members of a keyword's maps: for each name, its value in every schema that has it. */
function membersOf(schemas: Schemas, keyword: string): Map<string, unknown[]> {
  const maps = valuesOf(schemas, keyword).filter(isObject);
  const members = Map.groupBy(maps.flatMap(Object.entries<unknown>), ([name]) => name);
  return new Map([...members].map(([name, entries]) => [name, entries.map(([, value]) => value)]));
}

const jsonTypes = 'null boolean integer number string array object'.split(' ') as JsonType[];

/** The keywords that suggest a type if no schema states one. */
const suggestions: { readonly [type: string]: string } = {
  object:
    'properties required patternProperties additionalProperties propertyNames minProperties ' +
    'maxProperties dependentRequired dependentSchemas unevaluatedProperties',
  array: 'items prefixItems minItems maxItems uniqueItems contains unevaluatedItems',
  string: 'minLength maxLength pattern format contentEncoding',
  number: 'minimum maximum exclusiveMinimum exclusiveMaximum multipleOf',
};
const suggested = Object.entries(suggestions).map(
  ([type, keywords]) => [type as JsonType, keywords.split(' ')] as const,
);

function typesOf(schemas: Schemas): readonly JsonType[] {
  const stated = valuesOf(schemas, 'type').map((type) => [type].flat());
  if (stated.length > 0)
    return jsonTypes.filter((type) =>
      stated.every(
        (types) => types.includes(type) || (type === 'integer' && types.includes('number')),
      ),
    );
  const [type] =
    suggested.find(([, keywords]) =>
      schemas.some((schema) => keywords.some((keyword) => keyword in schema)),
    ) ?? [];
  if (type === undefined) return jsonTypes;
  return type === 'number' ? ['integer', 'number'] : [type];
}
