import type {
  Contract,
  NamedExample,
  Operation,
  Parameter,
} from '../../../conformance/core/contract/model.ts';
import { isNamed, isRefusedByName } from '../../../conformance/core/contract/named-responses.ts';
import {
  parameterViolation,
  violationsWritten,
} from '../../../conformance/core/http/documented-example.ts';
import { isMultipart } from '../../../conformance/core/http/media-type.ts';
import type { PlannedRequest } from '../../../conformance/core/http/planned-request.ts';
import { sendableBodies, sentTypeOf } from '../../../conformance/core/http/sent-type.ts';
import {
  plainRequest,
  requestOf,
  withBody,
} from '../../../conformance/core/instances/plain-request.ts';
import { isObject, ownMember, valueAt } from '../../../conformance/core/pointer.ts';
import { isForbidden } from '../../../conformance/core/schema/model.ts';

/** A request that samples show. */
export type SampleRequest = {
  /** The name of its documented example; empty where it has none. */
  readonly name: string;
  /** What the description says of the example. */
  readonly summary?: string;
  readonly request: PlannedRequest;
};

/**
 * The requests of an operation that samples show: one for each named example that is not meant to be
 * refused, with the parameters of that name, else the plainest one. None where no request can be made.
 * Never throws. Summaries are found in the contract.
 */
export function sampleRequests(
  operation: Operation,
  contract?: Contract,
): readonly SampleRequest[] {
  try {
    const plain = withParts(operation, plainRequest(operation));
    if (!isComplete(operation, plain)) return [];
    const named = namedBodies(operation, plain, contract);
    if (named.length > 0) return named;
    const ofParameters = namedParameters(operation, plain, contract);
    return ofParameters.length > 0 ? ofParameters : [{ name: '', request: plain }];
  } catch {
    // a schema that nothing can use: other pages tell of it
    return [];
  }
}

/** A multipart body without parts is none: it gets all that are documented. */
function withParts(operation: Operation, request: PlannedRequest): PlannedRequest {
  const { mediaType = '', value } = request.body ?? {};
  const isEmpty = isObject(value) && Object.keys(value).length === 0;
  if (!isEmpty || !isMultipart(mediaType)) return request;
  const { body } = requestOf(operation, 'all', false);
  return body ? { ...request, body } : request;
}

/** Whether a request has all that is required: of some schemas no value can be made. */
const isComplete = (
  { parameters, requestBody }: Operation,
  { parameters: values, body }: PlannedRequest,
): boolean =>
  parameters.every(
    ({ required, in: place, name }) => !required || ownMember(values[place], name) !== undefined,
  ) &&
  (!requestBody?.required || body !== undefined);

function namedBodies(
  operation: Operation,
  plain: PlannedRequest,
  contract: Contract | undefined,
): SampleRequest[] {
  const [mediaType] = sendableBodies(operation);
  if (!mediaType) return [];
  const judge = (value: NamedExample['value']) =>
    violationsWritten(mediaType, sentTypeOf(mediaType), value);
  return mediaType.examples
    .filter((example) => isShown(operation, example) && !isForbidden(judge(example.value)))
    .map((example) => ({
      name: example.name,
      ...summaryOf(example, contract),
      request: withParametersNamed(
        operation,
        withBody(plain, { ...mediaType, examples: [example] }),
        example.name,
      ),
    }));
}

/** The same where only parameters have named examples. */
function namedParameters(
  operation: Operation,
  plain: PlannedRequest,
  contract: Contract | undefined,
): SampleRequest[] {
  const examples = operation.parameters
    .flatMap((parameter) => namedIn(operation, parameter))
    .filter(({ name }, at, all) => all.findIndex((other) => other.name === name) === at);
  return examples.map((example) => ({
    name: example.name,
    ...summaryOf(example, contract),
    request: withParametersNamed(operation, plain, example.name),
  }));
}

/** The request with the examples of that name, where parameters have one. */
function withParametersNamed(
  operation: Operation,
  request: PlannedRequest,
  name: string,
): PlannedRequest {
  const parameters = { ...request.parameters };
  for (const parameter of operation.parameters) {
    const example = namedIn(operation, parameter).find((each) => each.name === name);
    if (!example) continue;
    const place = parameter.in;
    parameters[place] = { ...parameters[place], [parameter.name]: example.value };
  }
  return { ...request, parameters };
}

const namedIn = (operation: Operation, parameter: Parameter): readonly NamedExample[] =>
  parameter.examples.filter(
    (example) =>
      isShown(operation, example) && parameterViolation(parameter, example.value) === undefined,
  );

const isShown = (operation: Operation, example: NamedExample): boolean =>
  isNamed(example) && !isRefusedByName(operation, example);

/** What an Example Object says of itself. */
function summaryOf({ source }: NamedExample, contract: Contract | undefined) {
  const node = contract && valueAt(contract.document.contentOf(source.file), source.pointer);
  const summary = isObject(node) ? node.summary : undefined;
  return typeof summary === 'string' && summary.trim() !== '' ? { summary } : {};
}
