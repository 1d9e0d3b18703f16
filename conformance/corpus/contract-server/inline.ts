import { isObject } from '../implementation/rules.ts';

/** An object of a description. */
export type Node = { readonly [member: string]: unknown };
/** A schema with references inlined, except recursive ones, which point to its `$defs`. */
export type SchemaNode = boolean | Node;

/**
 * The keywords that hold one schema, a list, or schemas by name.
 * @see https://json-schema.org/draft/2020-12/schema
 */
export const applicators = {
  one: [
    'items',
    'contains',
    'additionalProperties',
    'propertyNames',
    'unevaluatedProperties',
    'unevaluatedItems',
    'not',
    'if',
    'then',
    'else',
  ],
  list: ['allOf', 'anyOf', 'oneOf', 'prefixItems'],
  named: ['properties', 'patternProperties', 'dependentSchemas', '$defs'],
} as const;

/** Keywords without assertions, which may stand beside a reference. */
const annotations = /^(\$ref|\$comment|title|description|default|examples?|deprecated|x-.*)$/;

/** Maps the direct subschemas of a schema. */
export function mapSchemas(
  schema: Node,
  change: (inner: SchemaNode, keyword: string) => SchemaNode,
): Node {
  const mapped = Object.entries(schema).map(([keyword, value]): [string, unknown] => {
    if ((applicators.one as readonly string[]).includes(keyword))
      return [keyword, change(value as SchemaNode, keyword)];
    if ((applicators.list as readonly string[]).includes(keyword))
      return [keyword, (value as SchemaNode[]).map((inner) => change(inner, keyword))];
    if ((applicators.named as readonly string[]).includes(keyword)) {
      return [
        keyword,
        Object.fromEntries(
          Object.entries(value as Node).map(([name, inner]) => [
            name,
            change(inner as SchemaNode, keyword),
          ]),
        ),
      ];
    }
    return [keyword, value];
  });
  return Object.fromEntries(mapped);
}

/** Resolves references in a document: `deref` one, `inline` all in a schema. */
export function inliner(root: Node) {
  const target = (reference: string): unknown =>
    decodeURIComponent(reference.replace(/^#/, ''))
      .split('/')
      .slice(1)
      .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce((node: unknown, token) => (isObject(node) ? node[token] : undefined), root);

  const deref = (node: unknown): Node => {
    const reference = isObject(node) ? node.$ref : undefined;
    return typeof reference === 'string' ? deref(target(reference)) : isObject(node) ? node : {};
  };

  const inline = (schema: unknown): SchemaNode => {
    const shared = new Map<string, SchemaNode>();
    const follow = (node: SchemaNode, above: readonly string[]): SchemaNode => {
      if (typeof node === 'boolean') return node;
      const reference = node.$ref;
      if (typeof reference !== 'string') {
        // definitions are inlined, so nothing refers to them
        const { $defs: __, ...said } = node;
        return mapSchemas(said, (inner) => follow(inner, above));
      }
      const name = reference.split('/').at(-1) ?? '';
      const { $ref: _, ...beside } = node;
      if (above.includes(reference)) {
        if (!shared.has(name)) {
          shared.set(name, true);
          shared.set(name, follow(target(reference) as SchemaNode, [reference]));
        }
        return { ...beside, $ref: `#/$defs/${name}` };
      }
      const followed = follow(target(reference) as SchemaNode, [...above, reference]);
      return merged(followed, beside, (inner) => follow(inner, above));
    };
    const whole = follow(schema as SchemaNode, []);
    return shared.size === 0 || !isObject(whole)
      ? whole
      : { ...whole, $defs: Object.fromEntries(shared) };
  };
  return { deref, inline };
}

/** Merges a referenced schema with the keywords beside the reference. */
function merged(
  followed: SchemaNode,
  beside: Node,
  follow: (inner: SchemaNode) => SchemaNode,
): SchemaNode {
  const keywords = Object.keys(beside);
  if (keywords.length === 0) return followed;
  if (isObject(followed) && keywords.every((keyword) => annotations.test(keyword)))
    return { ...followed, ...beside };
  return {
    ...mapSchemas(beside, follow),
    allOf: [followed, ...((beside.allOf as SchemaNode[] | undefined) ?? [])],
  };
}
