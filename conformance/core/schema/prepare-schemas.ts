import type { Documents } from '../contract/documents.ts';
import { isObject, pointerOf, type Node } from '../pointer.ts';
import type { Source } from '../source.ts';
import { hiddenMembers, type Direction } from './direction.ts';
import { tagsOf, type Tags } from './discriminator.ts';
import { documentedValues } from './formats/reading.ts';

const keywords = (...lines: readonly string[]): ReadonlySet<string> =>
  new Set(lines.flatMap((line) => line.split(' ')));

/** Keywords without subschemas. */
const plain = keywords(
  '$ref type enum const format pattern contentEncoding minLength maxLength',
  'minimum maximum exclusiveMinimum exclusiveMaximum multipleOf',
  'minItems maxItems uniqueItems minContains maxContains',
  'minProperties maxProperties required dependentRequired',
);
const withSchema = keywords('contains propertyNames not if then else');
/** `false` forbids more members or elements here, and AJV reports that by the keyword. */
const withSchemaOfRest = keywords(
  'items additionalProperties unevaluatedItems unevaluatedProperties',
);
const withSchemaList = keywords('allOf anyOf oneOf prefixItems');
const withSchemaMap = keywords('properties patternProperties dependentSchemas');
/** Keywords whose subschemas apply to the same instance. */
const inPlace = keywords('allOf anyOf oneOf then else dependentSchemas');

type CopySubschema = (schema: unknown, ...tokens: readonly (string | number)[]) => object;

/** Copies the value of a keyword; `undefined` leaves the keyword out. */
function copyValue(keyword: string, value: unknown, copy: CopySubschema): unknown {
  if (plain.has(keyword)) return value;
  if (withSchemaMap.has(keyword) && isObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, schema]) => [name, copy(schema, name)]),
    );
  if (withSchemaList.has(keyword) && Array.isArray(value))
    return value.map((schema, index) => copy(schema, index));
  if (withSchema.has(keyword) || withSchemaOfRest.has(keyword)) {
    const isCopied = isObject(value) || (typeof value === 'boolean' && withSchema.has(keyword));
    // AJV reports a value that is no schema
    return isCopied ? copy(value) : value;
  }
  return undefined;
}

/** AJV leaves a property `__proto__` out of account, but not a pattern that matches it alone. */
function withoutProto(made: { [keyword: string]: unknown }): void {
  const { properties } = made;
  if (!isObject(properties) || !Object.hasOwn(properties, '__proto__')) return;
  const { ['__proto__']: proto, ...others } = properties;
  made.properties = others;
  made.patternProperties = { ...(made.patternProperties as object), '^__proto__$': proto };
}

/** The schemas of one direction as AJV gets them, and the way back to the description. */
export type PreparedSchemas = {
  /** Copies a schema; `source` is the position of a schema that is no object. */
  readonly copy: (schema: unknown, source: Source) => object;
  readonly sourceOf: (copy: object) => Source | undefined;
  readonly tagsOf: (copy: object) => Tags | undefined;
};

/**
 * Copies schemas for AJV: with known keywords only, so that data that looks like a schema stays
 * data, and without `required` for members that are hidden in the direction.
 */
export function prepareSchemas(documents: Documents, direction: Direction): PreparedSchemas {
  const hidden = hiddenMembers(documents, direction);
  const sources = new WeakMap<object, Source>();
  const tags = new WeakMap<object, Tags>();

  /** `above` holds the members that schemas of the same instance hide. */
  function copy(schema: unknown, at: Source, above: ReadonlySet<string>): object {
    const source = isObject(schema) ? documents.sourceOf(schema) : at;
    const never = schema === false ? { never: true } : {};
    const made = isObject(schema)
      ? copyKeywords(schema, source, above.union(hidden(schema)))
      : never;
    sources.set(made, source);
    return made;
  }

  function copyKeywords(schema: Node, source: Source, hiddenHere: ReadonlySet<string>): object {
    const copyOf = (keyword: string, value: unknown) =>
      copyValue(keyword, value, (member, ...tokens) => {
        const pointer = `${source.pointer}${pointerOf([keyword, ...tokens])}`;
        const above = inPlace.has(keyword) ? hiddenHere : new Set<string>();
        return copy(member, { file: source.file, pointer }, above);
      });
    const made: { [keyword: string]: unknown } = Object.fromEntries(
      Object.entries(schema)
        .map(([keyword, value]) => [keyword, copyOf(keyword, value)] as const)
        .filter(([, value]) => value !== undefined),
    );
    // the strict reading of a format, or of a pattern that can't judge, accepts what is documented
    if (
      ['format', 'contentEncoding', 'pattern'].some((keyword) => typeof made[keyword] === 'string')
    )
      made.documented = documentedValues(schema);
    if (Array.isArray(made.required))
      made.required = made.required.filter((name) => !hiddenHere.has(name));
    if (direction === 'response' && schema.writeOnly === true) made.writeOnly = true;
    withoutProto(made);
    // with `prefixItems` beside it, AJV reports `items: false` once and not for each element
    if (made.items === false) made.prefixItems ??= [];
    const discriminator = tagsOf(schema, documents);
    if (discriminator) {
      made.discriminator = true;
      tags.set(made, discriminator);
    }
    return made;
  }

  return {
    copy: (schema, source) => copy(schema, source, new Set()),
    sourceOf: (made) => sources.get(made),
    tagsOf: (made) => tags.get(made),
  };
}
