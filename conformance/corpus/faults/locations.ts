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

/**
 * A schema and its subschemas, except below `not`, `if`, `contains` and `propertyNames`, which work
 * the other way round.
 */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one case for each keyword that holds schemas
export function* schemasIn(
  schema: SchemaNode,
  tokens: readonly string[] = [],
  instance: readonly string[] = [],
  role: Role = 'root',
): Iterable<SchemaLocation> {
  // clients do not send readOnly members
  if (!isObject(schema) || schema.readOnly === true) return;
  yield { tokens, instance, role, node: schema };
  const branch: Role = role === 'condition' ? 'condition' : 'branch';
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'then' || keyword === 'else')
      yield* schemasIn(value as SchemaNode, [...tokens, keyword], instance, 'condition');
    if (
      ['items', 'additionalProperties', 'unevaluatedProperties', 'unevaluatedItems'].includes(
        keyword,
      )
    ) {
      yield* schemasIn(value as SchemaNode, [...tokens, keyword], [...instance, '*'], 'element');
    }
    if ((applicators.list as readonly string[]).includes(keyword)) {
      for (const [index, inner] of (value as SchemaNode[]).entries()) {
        const at = [...tokens, keyword, String(index)];
        yield* keyword === 'prefixItems'
          ? schemasIn(inner, at, [...instance, String(index)], 'element')
          : schemasIn(inner, at, instance, branch);
      }
    }
    if ((applicators.named as readonly string[]).includes(keyword)) {
      for (const [name, inner] of Object.entries(value as Node)) {
        const at = [...tokens, keyword, name];
        if (keyword === 'properties')
          yield* schemasIn(
            inner as SchemaNode,
            at,
            [...instance, name],
            role === 'condition' ? 'condition' : 'property',
          );
        else if (keyword === 'dependentSchemas')
          yield* schemasIn(inner as SchemaNode, at, instance, 'condition');
        else yield* schemasIn(inner as SchemaNode, at, [...instance, '*'], 'element');
      }
    }
  }
}

/** Every schema of the requests of an operation. */
export function* requestLocations(operation: OperationSpec): Iterable<RequestLocation> {
  yield* parameterLocations(operation);
  yield* bodyLocations(operation);
}

function* parameterLocations(operation: OperationSpec): Iterable<RequestLocation> {
  for (const [index, parameter] of operation.parameters.entries()) {
    for (const place of schemasIn(parameter.schema)) {
      yield {
        ...place,
        in: parameter.in,
        isJson: parameter.isJson,
        isExploded: parameter.explode && ['query', 'cookie'].includes(parameter.in),
        name: [parameter.in, parameter.name, ...place.tokens].join('/'),
        edit: (change) => (whole) => ({
          ...whole,
          parameters: whole.parameters.map((other, at) =>
            at === index
              ? { ...other, schema: changed(other.schema, place.tokens, change) }
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
    for (const place of schemasIn(content.schema)) {
      const [, member] = place.tokens;
      const said = isObject(content.encoding[member ?? ''])
        ? (content.encoding[member ?? ''] as Node)
        : {};
      const isPart =
        content.mediaType === 'multipart/form-data' &&
        place.tokens.length > 2 &&
        isObjectPart(content.schema, member);
      yield {
        ...place,
        in: 'body',
        isJson: isJson || isPart,
        isExploded: !isJson && said.explode !== false,
        name: ['body', ...place.tokens].join('/'),
        edit: (change) => (whole) => ({
          ...whole,
          ...(whole.body
            ? {
                body: {
                  ...whole.body,
                  content: whole.body.content.map((other, at) =>
                    at === index
                      ? { ...other, schema: changed(other.schema, place.tokens, change) }
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
