import type { MediaType, Operation, Parameter } from '../../../conformance/core/contract/model.ts';
import { isNamed, isRefusedByName } from '../../../conformance/core/contract/named-responses.ts';
import { plainRequest } from '../../../conformance/core/instances/plain-request.ts';
import { setMember } from '../../../conformance/core/pointer.ts';
import type { ConsoleRequest } from '../browser/console/operation.ts';

/** The most named examples of one operation: a list of thousands helps nobody. */
const most = 100;

/** The requests that fill the form: those with a name, the accepted ones first; else a made one. */
export function requestsOf(operation: Operation): ConsoleRequest[] {
  const names = new Set(ownersOf(operation).flatMap(namesIn));
  const named = [...names].slice(0, most).map((name) => namedRequest(operation, name));
  const accepted = named.filter(({ isRefused }) => !isRefused);
  const others = named.filter(({ isRefused }) => isRefused);
  return accepted.length > 0 ? [...accepted, ...others] : [madeRequest(operation), ...others];
}

const ownersOf = ({ parameters, requestBody }: Operation): readonly (Parameter | MediaType)[] => [
  ...(requestBody?.content ?? []),
  ...parameters,
];

const namesIn = ({ examples }: Parameter | MediaType): string[] =>
  examples.filter(isNamed).map(({ name }) => name);

function madeRequest(operation: Operation): ConsoleRequest {
  const { parameters, body } = plainRequest(operation);
  if (body?.value !== undefined)
    return {
      isRefused: false,
      parameters,
      body: { mediaType: body.documented, value: body.value },
    };
  // where none can be made that keeps the contract, one that breaks it is a beginning
  const [mediaType] = operation.requestBody?.required ? operation.requestBody.content : [];
  const [example] = mediaType?.examples ?? [];
  return {
    ...{ isRefused: false, parameters },
    ...(mediaType && example && { body: { mediaType: mediaType.name, value: example.value } }),
  };
}

/** What has no example of the name gets what the plainest request has. */
function namedRequest(operation: Operation, name: string): ConsoleRequest {
  const made = madeRequest(operation);
  const parameters = {
    path: { ...made.parameters.path },
    query: { ...made.parameters.query },
    header: { ...made.parameters.header },
    cookie: { ...made.parameters.cookie },
  };
  const find = (owner: Parameter | MediaType) =>
    owner.examples.find((example) => example.name === name && isNamed(example));
  for (const parameter of operation.parameters) {
    const example = find(parameter);
    if (example) setMember(parameters[parameter.in], parameter.name, example.value);
  }
  const mediaType = operation.requestBody?.content.find((each) => find(each) !== undefined);
  const body = mediaType ? { mediaType: mediaType.name, value: find(mediaType)!.value } : made.body;
  const examples = ownersOf(operation).flatMap((owner) => find(owner) ?? []);
  return {
    ...{ name, parameters },
    isRefused: examples.some((example) => isRefusedByName(operation, example)),
    ...(body && { body }),
  };
}
