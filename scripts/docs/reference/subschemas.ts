import { nodeOf, objectsOf } from '../../../conformance/core/contract/context.ts';
import type { Documents } from '../../../conformance/core/contract/documents.ts';
import { isObject, type Node } from '../../../conformance/core/pointer.ts';
import type { OperationReference } from './model.ts';

const single = [
  ...['additionalProperties', 'unevaluatedProperties', 'propertyNames', 'items', 'contains', 'not'],
  ...['unevaluatedItems', 'if', 'then', 'else', 'contentSchema'],
];
const lists = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const maps = ['properties', 'patternProperties', 'dependentSchemas'];

/**
 * Every schema directly inside a schema, with the keyword that holds it.
 * @see https://json-schema.org/draft/2020-12/json-schema-core#name-applying-subschemas
 */
export const subschemas = (
  schema: Node,
): readonly { readonly keyword: string; readonly node: Node }[] => {
  const found = [
    ...single.map((keyword) => [keyword, schema[keyword]] as const),
    ...lists.flatMap((keyword) => each(keyword, schema[keyword])),
    ...maps.flatMap((keyword) => each(keyword, Object.values(nodeOf(schema[keyword])))),
  ];
  return found.flatMap(([keyword, node]) => (isObject(node) ? [{ keyword, node }] : []));
};

const each = (keyword: string, nodes: unknown) =>
  Array.isArray(nodes) ? nodes.map((node: unknown) => [keyword, node] as const) : [];

/** The schemas that stand directly in an operation: of its parameters, bodies and header fields. */
export function schemaRoots({ node, item }: OperationReference, documents: Documents): Node[] {
  const { deref } = documents;
  const parameters = [
    ...objectsOf(item.parameters, documents),
    ...objectsOf(node.parameters, documents),
  ];
  const body = nodeOf(deref(node.requestBody));
  const responses = Object.values(nodeOf(node.responses)).map((each) => nodeOf(deref(each)));
  const headers = responses.flatMap(({ headers }) =>
    Object.values(nodeOf(headers)).map((each) => nodeOf(deref(each))),
  );
  const contents = [...parameters, ...headers, body, ...responses].flatMap(({ content }) =>
    Object.values(nodeOf(content)).map((each) => nodeOf(deref(each))),
  );
  return [...parameters, ...headers, ...contents].map(({ schema }) => schema).filter(isObject);
}
