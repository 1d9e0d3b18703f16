import type { PlannedRequest } from '../../core/http/planned-request.ts';
import type { Case } from '../../generators/case.ts';

const json = 'application/json';

/**
 * The case with an empty object as its body, where its operation documents no body, although its
 * method may have one: some servers answer 415 to such a request without a Content-Type.
 */
export function withEmptyBody(testCase: Case): Case {
  const { operation, request, repeat } = testCase;
  const method = request.method ?? operation.method;
  if (operation.requestBody || request.body || !['POST', 'PUT', 'PATCH', 'DELETE'].includes(method))
    return testCase;
  const withBody = (one: PlannedRequest): PlannedRequest => ({
    ...one,
    body: { mediaType: json, documented: json, value: {} },
  });
  return {
    ...testCase,
    request: withBody(request),
    ...(repeat && { repeat: repeat.map(withBody) }),
  };
}
