import { credentialsIn } from '../../conformance/core/http/runtime-expression.ts';
import type { DescriptionNode } from './description-node.ts';
import { members } from './rule.ts';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** A documented media type of a response, with its request. */
export type DescribedExchange = {
  readonly operation: DescriptionNode;
  /** The key of the response. */
  readonly status: string;
  readonly mediaType: DescriptionNode;
  /** Whether the response has a value at a JSON Pointer, or at `$response.header.` and a name. */
  readonly responseHas: (target: string) => boolean;
  /** Whether the request has a value for a runtime expression. */
  readonly requestHas: (expression: string) => boolean;
};

/** The operations of a path item. */
export const operationsOf = (pathItem: DescriptionNode): DescriptionNode[] =>
  methods.flatMap((method) => pathItem.at(method) ?? []);

/**
 * The exchanges that a path item documents: one for each media type of each response.
 * @param root where the security of all operations stands
 */
export const exchangesOf = (
  pathItem: DescriptionNode,
  root?: DescriptionNode,
): DescribedExchange[] =>
  responsesOf(pathItem).flatMap(({ response, ...described }) =>
    [...response.each('content')].map(([, mediaType]) => ({
      ...described,
      mediaType,
      responseHas: (target) => responseHas(target, mediaType, response),
      requestHas: requestOf(described.operation, pathItem, root),
    })),
  );

/** The exchanges of the same responses without a body: each has the response in place of a media type. */
export const bareExchangesOf = (
  pathItem: DescriptionNode,
  root?: DescriptionNode,
): DescribedExchange[] =>
  responsesOf(pathItem).map(({ response, ...described }) => ({
    ...described,
    mediaType: response,
    responseHas: () => false,
    requestHas: requestOf(described.operation, pathItem, root),
  }));

const responsesOf = (pathItem: DescriptionNode) =>
  operationsOf(pathItem).flatMap((operation) =>
    [...operation.each('responses')].map(([status, response]) => ({ operation, status, response })),
  );

const requestOf =
  (operation: DescriptionNode, pathItem: DescriptionNode, root?: DescriptionNode) =>
  (expression: string): boolean => {
    const scheme = credentialsIn(expression)?.scheme;
    return scheme === undefined
      ? requestHas(expression, operation, pathItem)
      : isNeeded(scheme, operation.at('security') ?? root?.at('security'));
  };

function responseHas(
  target: string,
  mediaType: DescriptionNode,
  response: DescriptionNode,
): boolean {
  const header = /^\$response\.header\.(.+)$/.exec(target)?.[1]?.toLowerCase();
  if (header === undefined) return mediaType.at('schema')?.describes(target) ?? false;
  const names = Object.keys(members(response.descend('headers')?.value));
  return names.some((name) => name.toLowerCase() === header);
}

function requestHas(expression: string, operation: DescriptionNode, pathItem: DescriptionNode) {
  const [, source, name, pointer = ''] =
    /^\$request\.(?:(path|query|header)\.(.+)|body(?:#(.*))?)$/.exec(expression) ?? [];
  if (source === undefined)
    return operation
      .each('requestBody', 'content')
      .some(([, mediaType]) => mediaType.at('schema')?.describes(pointer));
  return [pathItem, operation]
    .flatMap((owner) => [...owner.each('parameters')])
    .map(([, parameter]) => members(parameter.value))
    .some((parameter) => parameterId(parameter.in, parameter.name) === parameterId(source, name));
}

/** Whether a Security Requirement Object names a scheme. */
const isNeeded = (scheme: string, security: DescriptionNode | undefined): boolean =>
  Array.isArray(security?.value) && security.value.some((schemes) => scheme in members(schemes));

/** Names of header fields are case-insensitive. */
const parameterId = (source: unknown, name: unknown): string =>
  `${source} ${source === 'header' ? String(name).toLowerCase() : name}`;
