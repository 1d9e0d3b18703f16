import { isObject, ownMember, type Node } from '../pointer.ts';
import { entriesOf, nodeOf, objectsOf, type ReadContext } from './context.ts';
import { readEvidence } from './evidence.ts';
import { readRefusals } from './extensions.ts';
import { readContent } from './media-type.ts';
import type { HeaderField, Operation, Response, SecurityScheme } from './model.ts';
import { readParameters, readValue } from './parameter.ts';
import type { OperationNode } from './paths.ts';

/** An operation as its Operation Object and its path item describe it. */
export type OperationObject = Omit<Operation, 'api' | 'otherMethods'>;

/**
 * Reads one operation. Throws a `UserError` for an `x-refusals` that can't be used; other mistakes
 * are warnings.
 * @see https://spec.openapis.org/oas/v3.1.1.html#operation-object
 */
export function readOperation(
  { id, path, method, node, item }: OperationNode,
  context: ReadContext,
): OperationObject {
  const responses = readResponses(node, context);
  const security = readSecurity(node, context);
  return {
    id,
    method: method.toUpperCase(),
    path,
    summary: String(node.summary ?? ''),
    deprecated: node.deprecated === true,
    parameters: readParameters({ item, operation: node }, security.flat(), context),
    ...readRequestBody(node, context),
    responses,
    security,
    refusals: readRefusals(node, responses, context),
    evidence: readEvidence(node),
    strengthOf: context.strengthOf,
    source: context.sourceOf(node),
  };
}

/** @see https://spec.openapis.org/oas/v3.1.1.html#request-body-object */
function readRequestBody(operation: Node, context: ReadContext): Pick<Operation, 'requestBody'> {
  const body = context.deref(operation.requestBody);
  if (!isObject(body)) return {};
  const content = readContent(body, 'request', context);
  const source = context.sourceOf(body);
  return { requestBody: { required: body.required === true, content, source } };
}

/** @see https://spec.openapis.org/oas/v3.1.1.html#responses-object */
const readResponses = (operation: Node, context: ReadContext): Response[] =>
  entriesOf(operation.responses, context)
    .filter(([status]) => /^([1-5](\d\d|XX)|default)$/.test(status))
    .map(([status, node]) => ({
      status,
      headers: readHeaders(node, context),
      content: readContent(node, 'response', context),
      source: context.sourceOf(node),
    }));

/** @see https://spec.openapis.org/oas/v3.1.1.html#header-object */
const readHeaders = (response: Node, context: ReadContext): HeaderField[] =>
  entriesOf(response.headers, context)
    // OpenAPI excludes it: the media types define it
    .filter(([name]) => name.toLowerCase() !== 'content-type')
    .map(([name, node]) => {
      const parameter = {
        ...readValue({ name, in: 'header', direction: 'response' }, node, context),
        ...(!('content' in node) && { style: 'simple' }),
      };
      return { name, required: parameter.required, parameter, source: parameter.source };
    });

/**
 * Reads the alternatives of an operation's `security`, else those of the whole description.
 * @see https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object
 */
function readSecurity(operation: Node, context: ReadContext): SecurityScheme[][] {
  const { root, deref, warn } = context;
  const schemes = nodeOf(nodeOf(root.components).securitySchemes);
  return objectsOf(operation.security ?? root.security, context).map((alternative) =>
    Object.keys(alternative).flatMap((name) => {
      const scheme = deref(ownMember(schemes, name));
      if (isObject(scheme)) return [readScheme(name, scheme, context)];
      warn(operation, `the security scheme "${name}" is not among components.securitySchemes.`);
      return [];
    }),
  );
}

/** @see https://spec.openapis.org/oas/v3.1.1.html#security-scheme-object */
const readScheme = (name: string, node: Node, { sourceOf }: ReadContext): SecurityScheme => ({
  name,
  type: String(node.type),
  ...(typeof node.scheme === 'string' && { scheme: node.scheme.toLowerCase() }),
  ...(typeof node.in === 'string' && { in: node.in as 'query' | 'header' | 'cookie' }),
  ...(typeof node.name === 'string' && { parameter: node.name }),
  source: sourceOf(node),
});
