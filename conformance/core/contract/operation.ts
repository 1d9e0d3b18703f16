import { isObject, type Node } from '../pointer.ts';
import type { ReadContext } from './context.ts';
import { readEvidence } from './evidence.ts';
import { readRefusals } from './extensions.ts';
import { readContent } from './media-type.ts';
import type { Operation } from './model.ts';
import { readParameters } from './parameter.ts';
import type { OperationNode } from './paths.ts';
import { readResponses } from './responses-object.ts';
import { readSecurity } from './security.ts';

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
  const { responses, hasUnreadResponses } = readResponses(node, context);
  const security = readSecurity(node, context);
  return {
    id,
    method: method.toUpperCase(),
    path,
    summary: String(node.summary ?? ''),
    tags: Array.isArray(node.tags) ? node.tags.filter((tag) => typeof tag === 'string') : [],
    deprecated: node.deprecated === true,
    parameters: readParameters({ item, operation: node }, security.flat(), context),
    ...readRequestBody(node, context),
    responses,
    ...(hasUnreadResponses && { hasUnreadResponses }),
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
