import type { Documents } from '../contract/documents.ts';
import { isObject, pointerOf } from '../pointer.ts';
import type { Source } from '../source.ts';
import type { Node } from './branches.ts';
import { hiddenMembers, type Direction } from './direction.ts';
import { tagsOf, type Tags } from './discriminator.ts';

/** Keywords without subschemas. */
const plain = [
  '$ref',
  'type',
  'enum',
  'const',
  'format',
  'pattern',
  'contentEncoding',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minContains',
  'maxContains',
  'minProperties',
  'maxProperties',
  'required',
  'dependentRequired',
];

type CopyMember = (member: unknown, ...tokens: readonly (string | number)[]) => object;
/** Copies the value of a keyword with its subschemas; `undefined` leaves the keyword out. */
type CopyValue = (value: unknown, copy: CopyMember) => unknown;

const schemaMap: CopyValue = (value, copy) =>
  isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copy(member, name)]))
    : undefined;
const schemaList: CopyValue = (value, copy) =>
  Array.isArray(value) ? value.map((member, index) => copy(member, index)) : undefined;
/** AJV reports a value that is no schema. */
const oneSchema: CopyValue = (value, copy) =>
  isObject(value) || typeof value === 'boolean' ? copy(value) : value;
/**
 * `false` does not forbid a value here, it forbids more members or elements: AJV reports that by
 * the keyword.
 */
const schemaOfRest: CopyValue = (value, copy) => (isObject(value) ? copy(value) : value);

/** Keywords with subschemas. */
const applicators: readonly (readonly [keyword: string, copy: CopyValue])[] = [
  ['properties', schemaMap],
  ['patternProperties', schemaMap],
  ['dependentSchemas', schemaMap],
  ['allOf', schemaList],
  ['anyOf', schemaList],
  ['oneOf', schemaList],
  ['prefixItems', schemaList],
  ['items', schemaOfRest],
  ['additionalProperties', schemaOfRest],
  ['unevaluatedItems', schemaOfRest],
  ['unevaluatedProperties', schemaOfRest],
  ['contains', oneSchema],
  ['propertyNames', oneSchema],
  ['not', oneSchema],
  ['if', oneSchema],
  ['then', oneSchema],
  ['else', oneSchema],
];
/** Keywords of which the subschemas apply to the same instance. */
const inPlace = new Set(['allOf', 'anyOf', 'oneOf', 'then', 'else', 'dependentSchemas']);
const none: ReadonlySet<string> = new Set();

/** The schemas of one direction as AJV gets them, and the way back to the description. */
export type PreparedSchemas = {
  /** Copies a schema; `source` is the position of a schema that is no object. */
  readonly copy: (schema: unknown, source: Source) => object;
  readonly sourceOf: (copy: object) => Source | undefined;
  readonly tagsOf: (copy: object) => Tags | undefined;
};

/**
 * Copies schemas for AJV: with known keywords only, so that data that looks like a schema stays
 * data, and without
 * `required` for members that are hidden in the direction.
 */
export function prepareSchemas(documents: Documents, direction: Direction): PreparedSchemas {
  const hidden = hiddenMembers(documents, direction);
  const sources = new WeakMap<object, Source>();
  const tags = new WeakMap<object, Tags>();

  /** `above` holds the members that schemas of the same instance hide. */
  function copy(schema: unknown, at: Source, above: ReadonlySet<string>): object {
    const source = isObject(schema) ? documents.sourceOf(schema) : at;
    const made = isObject(schema)
      ? copyKeywords(schema, source, new Set([...above, ...hidden(schema)]))
      : neverOrAny(schema);
    sources.set(made, source);
    return made;
  }

  function copyKeywords(schema: Node, source: Source, hiddenHere: ReadonlySet<string>): object {
    const made = copyPlain(schema, direction, hiddenHere);
    for (const [keyword, copyValue] of applicators.filter(([name]) => name in schema)) {
      const above = inPlace.has(keyword) ? hiddenHere : none;
      const value = copyValue(schema[keyword], (member, ...tokens) => {
        const pointer = `${source.pointer}${pointerOf([keyword, ...tokens])}`;
        return copy(member, { file: source.file, pointer }, above);
      });
      if (value !== undefined) made[keyword] = value;
    }
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
    copy: (schema, source) => copy(schema, source, none),
    sourceOf: (made) => sources.get(made),
    tagsOf: (made) => tags.get(made),
  };
}

const neverOrAny = (schema: unknown): object => (schema === false ? { never: true } : {});

/** Copies the keywords without subschemas; `required` without the hidden members. */
function copyPlain(
  schema: Node,
  direction: Direction,
  hiddenHere: ReadonlySet<string>,
): { [keyword: string]: unknown } {
  const made = Object.fromEntries(
    plain.filter((keyword) => keyword in schema).map((keyword) => [keyword, schema[keyword]]),
  );
  if (hiddenHere.size > 0 && Array.isArray(made.required))
    made.required = made.required.filter((name) => !hiddenHere.has(name));
  if (direction === 'response' && schema.writeOnly === true) made.writeOnly = true;
  return made;
}
