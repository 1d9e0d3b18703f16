import type { Source } from '../source.ts';
import { escapeToken, isObject } from '../pointer.ts';
import { hiddenMembers, type Direction } from './direction.ts';
import { tagsOf, type Tags } from './discriminator.ts';
import type { Documents } from '../contract/documents.ts';

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
const maps = ['properties', 'patternProperties', 'dependentSchemas'];
const lists = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const schemas = [
  'items',
  'additionalProperties',
  'unevaluatedItems',
  'unevaluatedProperties',
  'contains',
  'propertyNames',
  'not',
  'if',
  'then',
  'else',
];
/** Keywords of which `false` means something else than a schema that nothing matches. */
const closing = new Set([
  'items',
  'additionalProperties',
  'unevaluatedItems',
  'unevaluatedProperties',
]);
const sameInstance = new Set(['allOf', 'anyOf', 'oneOf', 'then', 'else']);

/** A schema as it is given to the validator, in one direction, and the way back to what was written. */
export type PreparedSchemas = {
  /** Copies a schema; `at` is where it stands, for one that is no object. */
  readonly copy: (schema: unknown, at: Source) => object;
  readonly sourceOf: (copy: object) => Source | undefined;
  readonly tagsOf: (copy: object) => Tags | undefined;
};

/**
 * Makes the copies of schemas that the validator judges by: without what says nothing of instances, so that data that
 * looks like a schema stays data, and with the members that a direction has no use for not required.
 */
export function prepareSchemas(documents: Documents, direction: Direction): PreparedSchemas {
  const hidden = hiddenMembers(documents, direction);
  const sources = new WeakMap<object, Source>();
  const tags = new WeakMap<object, Tags>();
  const none: ReadonlySet<string> = new Set();

  function copy(schema: unknown, at: Source, above: ReadonlySet<string>): object {
    if (!isObject(schema)) return marked(schema === false ? { never: true } : {}, at);
    const source = documents.sourceOf(schema);
    const unneeded = new Set([...above, ...hidden(schema)]);
    const made: { [keyword: string]: unknown } = {};
    const place = (keyword: string, ...more: (string | number)[]): Source => ({
      file: source.file,
      pointer: [`${source.pointer}/${keyword}`, ...more.map(escapeToken)].join('/'),
    });
    const inner = (keyword: string) => (sameInstance.has(keyword) ? unneeded : none);
    for (const keyword of plain) if (keyword in schema) made[keyword] = schema[keyword];
    if (unneeded.size > 0 && Array.isArray(made.required))
      made.required = made.required.filter((name) => !unneeded.has(name as string));
    if (direction === 'answer' && schema.writeOnly === true) made.writeOnly = true;
    for (const keyword of maps) {
      const map = schema[keyword];
      if (!isObject(map)) continue;
      made[keyword] = Object.fromEntries(
        Object.entries(map).map(([name, member]) => [
          name,
          copy(member, place(keyword, name), keyword === 'dependentSchemas' ? unneeded : none),
        ]),
      );
    }
    for (const keyword of lists) {
      const list = schema[keyword];
      if (Array.isArray(list))
        made[keyword] = list.map((member, index) =>
          copy(member, place(keyword, index), inner(keyword)),
        );
    }
    for (const keyword of schemas) {
      if (!(keyword in schema)) continue;
      const member = schema[keyword];
      // what is no schema is left to the validator to complain of
      made[keyword] =
        !isSchema(member) || (closing.has(keyword) && !isObject(member))
          ? member
          : copy(member, place(keyword), inner(keyword));
    }
    // elements that may not be are too many, not wrong each: the validator says so where `prefixItems` stands beside
    if (made.items === false) made.prefixItems ??= [];
    const told = tagsOf(schema, documents);
    if (told) {
      made.discriminator = true;
      tags.set(made, told);
    }
    return marked(made, source);
  }

  function marked(made: object, source: Source): object {
    sources.set(made, source);
    return made;
  }

  return {
    copy: (schema, at) => copy(schema, at, none),
    sourceOf: (made) => sources.get(made),
    tagsOf: (made) => tags.get(made),
  };
}

const isSchema = (node: unknown): boolean => isObject(node) || typeof node === 'boolean';
