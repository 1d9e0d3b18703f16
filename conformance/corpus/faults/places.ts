import type { OperationSpec } from '../contract-server/description.ts';
import { applicators, type Node, type SchemaNode } from '../contract-server/inline.ts';
import { typesOf } from '../contract-server/styles.ts';
import { isObject } from '../implementation/rules.ts';

/** What a schema is to the one that it stands in. */
export type Role = 'root' | 'property' | 'element' | 'branch' | 'condition';

/** One schema of a request or of an answer. */
export type SchemaPlace = {
  /** Tokens of a JSON Pointer into the whole schema. */
  readonly tokens: readonly string[];
  /** Where its instances stand; `*` is any element or member. */
  readonly instance: readonly string[];
  readonly role: Role;
  readonly node: Node;
};

/** A schema of a request, and how an operation is changed in that place. */
export type RequestPlace = SchemaPlace & {
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'body';
  /** Whether values are written as JSON; else everything is text on the wire. */
  readonly isJson: boolean;
  /**
   * Whether a list is written as one `name=value` for each element, so that an empty one can't be
   * written.
   */
  readonly isExploded: boolean;
  /** For ids: `body/closed/properties/size`. */
  readonly name: string;
  readonly edit: (
    change: (node: Node) => SchemaNode,
  ) => (operation: OperationSpec) => OperationSpec;
};

/**
 * Every schema inside a schema, itself first. What stands below `not`, `if`, `contains` and
 * `propertyNames` works the other way round and is left out.
 */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one case for each keyword that holds schemas
export function* schemasIn(
  schema: SchemaNode,
  tokens: readonly string[] = [],
  instance: readonly string[] = [],
  role: Role = 'root',
): Iterable<SchemaPlace> {
  // what only the server sets, a client has no rules for
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

/** Every schema of an operation's requests. */
export function* requestPlaces(operation: OperationSpec): Iterable<RequestPlace> {
  yield* parameterPlaces(operation);
  yield* bodyPlaces(operation);
}

function* parameterPlaces(operation: OperationSpec): Iterable<RequestPlace> {
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

function* bodyPlaces({ body }: OperationSpec): Iterable<RequestPlace> {
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
 * A part of a multipart body that is written as JSON.
 * @see https://spec.openapis.org/oas/v3.1.1.html#encoding-object
 */
const isObjectPart = (schema: SchemaNode, member = ''): boolean =>
  isObject(schema) &&
  isObject(schema.properties) &&
  typesOf(schema.properties[member] as SchemaNode).includes('object');

/** A schema with another one in a place. */
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

/** A schema without a keyword. */
export function without(...keywords: readonly string[]): (node: Node) => Node {
  return (node) =>
    Object.fromEntries(Object.entries(node).filter(([name]) => !keywords.includes(name)));
}

/** A schema that says more. */
export const with_ =
  (more: Node) =>
  (node: Node): Node => ({ ...node, ...more });

/** A schema that demands something else too. */
export const also =
  (schema: Node) =>
  (node: Node): Node => ({
    ...node,
    allOf: [...((node.allOf as SchemaNode[] | undefined) ?? []), schema],
  });

/** A schema that takes something else too. What it defines stays where references look for it. */
export const or =
  (schema: Node) =>
  ({ $defs, ...node }: Node): Node => ({
    anyOf: [node, schema],
    ...($defs === undefined ? {} : { $defs }),
  });

/** Whether text of a schema is only limited in its length. */
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
