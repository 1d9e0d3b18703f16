import type { ReadContext } from './context.ts';
import { readEvidence, readRefusals } from './extensions.ts';
import type { Operation } from './model.ts';
import { readParameters } from './parameter.ts';
import type { OperationNode } from './paths.ts';
import { readRequestBody } from './request-body.ts';
import { readResponses } from './response.ts';
import { readSecurity } from './security.ts';

/** What an Operation Object and its path item say of an operation. */
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
  const requestBody = readRequestBody(node.requestBody, context);
  const security = readSecurity(node, context);
  return {
    id,
    method: method.toUpperCase(),
    path,
    summary: String(node.summary ?? ''),
    deprecated: node.deprecated === true,
    parameters: readParameters({ item, operation: node }, security.flat(), context),
    ...(requestBody ? { requestBody } : {}),
    responses,
    security,
    refusals: readRefusals(node, responses, context),
    evidence: readEvidence(node),
    source: context.sourceOf(node),
  };
}
