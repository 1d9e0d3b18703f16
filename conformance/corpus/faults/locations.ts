import type { OperationSpec } from '../contract-server/description.ts';
import { applicators, type Node, type SchemaNode } from '../contract-server/inline.ts';
import { typesOf } from '../contract-server/styles.ts';
import { isObject } from '../implementation/rules.ts';

/** The relation of a schema to its parent. */
export type Role = 'root' | 'property' | 'element' | 'branch' | 'condition';

/** A subschema of a request or response. */
export type SchemaLocation = {
  /** The keyword location: tokens of a JSON Pointer. */
  readonly tokens: readonly string[];
  /** The instance location; `*` is any element or member. */
  readonly instance: readonly string[];
  readonly role: Role;
  /** Whether it is a member that its object may leave out. */
  readonly isOptional: boolean;
  readonly node: Node;
};

/** A subschema of a request, and how to change it in an operation. */
export type RequestLocation = SchemaLocation & {
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'body';
  /** Whether values are JSON; otherwise they are text. */
  readonly isJson: boolean;
  /**
   * Whether each element is a `name=value` of its own, so that an empty array cannot be encoded.
   */
  readonly isExploded: boolean;
  /** For ids: `body/closed/properties/size`. */
  readonly name: string;
  readonly edit: (
    change: (node: Node) => SchemaNode,
  ) => (operation: OperationSpec) => OperationSpec;
};

/** Where the instances of a subschema are: at its parent's location, or at `*` or a key below. */
type Relation = { readonly role: Role; readonly at?: '*' | 'key'; readonly isSingle?: true };

const element: Relation = { role: 'element', at: '*', isSingle: true };
const relations = new Map<string, Relation>([
  ['then', { role: 'condition', isSingle: true }],
  ['else', { role: 'condition', isSingle: true }],
  ['items', element],
  ['additionalProperties', element],
  ['unevaluatedProperties', element],
  ['unevaluatedItems', element],
  ['allOf', { role: 'branch' }],
  ['anyOf', { role: 'branch' }],
  ['oneOf', { role: 'branch' }],
  ['prefixItems', { role: 'element', at: 'key' }],
  ['properties', { role: 'property', at: 'key' }],
  ['dependentSchemas', { role: 'condition' }],
  ['patternProperties', { role: 'element', at: '*' }],
  ['$defs', { role: 'element', at: '*' }],
]);

/**
 * A schema and its subschemas, except below `not`, `if`, `contains` and `propertyNames`, which work
 * the other way round.
 */
export function* schemasIn(
  node: SchemaNode,
  { tokens, instance, role, isOptional }: Omit<SchemaLocation, 'node'> = root,
): Iterable<SchemaLocation> {
  // clients do not send readOnly members
  if (!isObject(node) || node.readOnly === true) return;
  const required = (node.required as readonly string[] | undefined) ?? [];
  yield { tokens, instance, role, isOptional, node };
  for (const [keyword, value] of Object.entries(node)) {
    const relation = relations.get(keyword);
    for (const [key, inner] of relation ? childrenOf(value, relation) : [])
      yield* schemasIn(inner, {
        tokens: [...tokens, keyword, ...key],
        instance: [...instance, ...instanceTokens(relation!, key)],
        role: role === 'condition' && relation!.role !== 'element' ? role : relation!.role,
        isOptional: keyword === 'properties' && !required.includes(key[0] ?? ''),
      });
  }
}

const root = { tokens: [], instance: [], role: 'root', isOptional: false } as const;

type Child = readonly [key: readonly string[], schema: SchemaNode];
const childrenOf = (value: unknown, { isSingle }: Relation): readonly Child[] =>
  isSingle
    ? [[[], value as SchemaNode]]
    : Object.entries(value as Node).map(([key, schema]) => [[key], schema as SchemaNode]);

const instanceTokens = ({ at }: Relation, key: readonly string[]): readonly string[] =>
  at === 'key' ? key : at === undefined ? [] : [at];

/** Every schema of the requests of an operation. */
export function* requestLocations(operation: OperationSpec): Iterable<RequestLocation> {
  yield* parameterLocations(operation);
  yield* bodyLocations(operation);
}

function* parameterLocations(operation: OperationSpec): Iterable<RequestLocation> {
  for (const [index, parameter] of operation.parameters.entries()) {
    for (const location of schemasIn(parameter.schema)) {
      yield {
        ...location,
        in: parameter.in,
        isJson: parameter.isJson,
        isExploded: parameter.explode && ['query', 'cookie'].includes(parameter.in),
        name: [parameter.in, parameter.name, ...location.tokens].join('/'),
        edit: (change) => (whole) => ({
          ...whole,
          parameters: whole.parameters.map((other, at) =>
            at === index
              ? { ...other, schema: changed(other.schema, location.tokens, change) }
              : other,
          ),
        }),
      };
    }
  }
}

function* bodyLocations({ body }: OperationSpec): Iterable<RequestLocation> {
  for (const [index, content] of (body?.content ?? []).entries()) {
    const isJson = content.mediaType === 'application/json';
    for (const location of schemasIn(content.schema)) {
      const [, member] = location.tokens;
      const said = isObject(content.encoding[member ?? ''])
        ? (content.encoding[member ?? ''] as Node)
        : {};
      const isPart =
        content.mediaType === 'multipart/form-data' &&
        location.tokens.length > 2 &&
        isObjectPart(content.schema, member);
      yield {
        ...location,
        in: 'body',
        isJson: isJson || isPart,
        isExploded: !isJson && said.explode !== false,
        name: ['body', ...location.tokens].join('/'),
        edit: (change) => (whole) => ({
          ...whole,
          ...(whole.body
            ? {
                body: {
                  ...whole.body,
                  content: whole.body.content.map((other, at) =>
                    at === index
                      ? { ...other, schema: changed(other.schema, location.tokens, change) }
                      : other,
                  ),
                },
              }
            : {}),
        }),
      };
    }
  }
}

/**
 * Whether a part of a multipart body is JSON.
 * @see https://spec.openapis.org/oas/v3.1.1.html#encoding-object
 */
const isObjectPart = (schema: SchemaNode, member = ''): boolean =>
  isObject(schema) &&
  isObject(schema.properties) &&
  typesOf(schema.properties[member] as SchemaNode).includes('object');

/** Changes the subschema at a location. */
export function changed(
  schema: SchemaNode,
  tokens: readonly string[],
  change: (node: Node) => SchemaNode,
): SchemaNode {
  return replaced(schema, tokens, change) as SchemaNode;
}

function replaced(
  value: unknown,
  [token, ...rest]: readonly string[],
  change: (node: Node) => SchemaNode,
): unknown {
  if (token === undefined) return change(value as Node);
  if (Array.isArray(value))
    return value.map((inner, index) =>
      String(index) === token ? replaced(inner, rest, change) : inner,
    );
  return { ...(value as Node), [token]: replaced((value as Node)[token], rest, change) };
}

export function without(...keywords: readonly string[]): (node: Node) => Node {
  return (node) =>
    Object.fromEntries(Object.entries(node).filter(([name]) => !keywords.includes(name)));
}

export const with_ =
  (more: Node) =>
  (node: Node): Node => ({ ...node, ...more });

/** Adds a schema to `allOf`. */
export const also =
  (schema: Node) =>
  (node: Node): Node => ({
    ...node,
    allOf: [...((node.allOf as SchemaNode[] | undefined) ?? []), schema],
  });

/** Allows another schema too. `$defs` stay where references point to. */
export const or =
  (schema: Node) =>
  ({ $defs, ...node }: Node): Node => ({
    anyOf: [node, schema],
    ...($defs === undefined ? {} : { $defs }),
  });

/** Whether a string is limited in its length only. */
export const isFreeText = (node: Node): boolean =>
  'type' in node &&
  typesOf(node).includes('string') &&
  !limiting.some((keyword) => keyword in node);

const limiting = [
  'enum',
  'const',
  'pattern',
  'format',
  'contentEncoding',
  'contentMediaType',
  'not',
  'if',
  ...applicators.list,
];
