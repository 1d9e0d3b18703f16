import { isDeepStrictEqual } from 'node:util';
import type { Operation, Parameter } from '../core/contract/model.ts';
import { documentsRefusals } from '../core/contract/responses.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import { withKnownValues, type KnownValues } from '../core/instances/plain-request.ts';
import type { Json } from '../core/json.ts';
import { ownMember } from '../core/pointer.ts';
import type { Schema } from '../core/schema/model.ts';
import type { Case } from '../generators/case.ts';

/**
 * Methods with which `--safe` sends made-up requests. TRACE is safe too, but must not carry
 * credentials, and every case does.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-9.3.8
 */
const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether `--safe` may send a case. For GET, HEAD and OPTIONS: every case except large and
 * concurrent ones. For DELETE and for undocumented methods: nothing. For every other method: cases
 * that must be refused, if refusals are documented, and documented examples of the whole request.
 */
export function isSafe(testCase: Case, known: KnownValues): boolean {
  const { operation, intent, documented, rule, repeat, steps, request } = testCase;
  const method = request.method ?? operation.method;
  if (readingMethods.has(method)) return intent !== 'unspecified' && !repeat;
  // a server that does not refuse an invalid DELETE would delete something
  if (rule.in === 'method' || method === 'DELETE') return false;
  if (intent === 'invalid') return documentsRefusals(operation);
  return documented === true && !repeat && !steps && isDocumented(operation, request, known);
}

/**
 * Whether every part of a request is a documented example or a known value. A request without any
 * part has no example, so it is not documented.
 */
function isDocumented(operation: Operation, request: PlannedRequest, known: KnownValues): boolean {
  const { parameters, requestBody } = operation;
  const sent = parameters.filter(
    ({ in: location, name, required }) =>
      required || ownMember(request.parameters[location], name) !== undefined,
  );
  const hasBody = request.body !== undefined || requestBody?.required === true;
  if (sent.length === 0 && !hasBody) return false;
  return (
    sent.every((parameter) => isDocumentedParameter(parameter, request, known)) &&
    (!hasBody || isDocumentedBody(operation, request, known))
  );
}

function isDocumentedParameter(
  { in: location, name, examples, schema }: Parameter,
  { parameters }: PlannedRequest,
  known: KnownValues,
): boolean {
  const value = ownMember(parameters[location], name);
  const documented = [
    ...examples.map((example) => example.value),
    ...schemaExamples(schema),
    known.get(`$request.${location}.${name}`),
  ];
  return value !== undefined && documented.some((other) => isDeepStrictEqual(other, value));
}

function isDocumentedBody(
  { requestBody }: Operation,
  request: PlannedRequest,
  known: KnownValues,
): boolean {
  const { body } = request;
  const mediaType = requestBody?.content.find(({ name }) => name === body?.documented);
  if (!body || body.raw || !mediaType) return false;
  const examples = [
    ...mediaType.examples.map(({ value }) => value),
    ...(mediaType.schema ? schemaExamples(mediaType.schema) : []),
  ];
  return examples.some((value) => {
    const withKnown = withKnownValues({ ...request, body: { ...body, value } }, known);
    return [value, withKnown.body?.value].some((whole) => isDeepStrictEqual(whole, body.value));
  });
}

/**
 * The values that a schema documents for the whole instance. Examples of its members do not count:
 * a value that is assembled from them is made up. Neither does `default`, which says what a server
 * assumes, not what a client may send.
 */
const schemaExamples = (schema: Schema): readonly Json[] =>
  schema.alternatives().flatMap(({ examples }) => examples);
