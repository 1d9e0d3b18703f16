import type { DescriptionNode } from './description-node.ts';
import { members } from './rule.ts';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** A documented media type of a response, and the request that the response belongs to. */
export class DescribedExchange {
  readonly mediaType: DescriptionNode;
  readonly #response: DescriptionNode;
  readonly #operation: DescriptionNode;
  readonly #pathItem: DescriptionNode;

  constructor(
    mediaType: DescriptionNode,
    response: DescriptionNode,
    operation: DescriptionNode,
    pathItem: DescriptionNode,
  ) {
    this.mediaType = mediaType;
    this.#response = response;
    this.#operation = operation;
    this.#pathItem = pathItem;
  }

  /** Whether the response has a value at a JSON Pointer, or at `$response.header.` and a name. */
  responseHas(target: string): boolean {
    const header = /^\$response\.header\.(.+)$/.exec(target)?.[1]?.toLowerCase();
    if (header === undefined) return this.mediaType.at('schema')?.describes(target) ?? false;
    const names = Object.keys(members(this.#response.descend('headers')?.value));
    return names.some((name) => name.toLowerCase() === header);
  }

  /** Whether the request has a value for a runtime expression. */
  requestHas(expression: string): boolean {
    const [, source, name, pointer = ''] =
      /^\$request\.(?:(path|query|header)\.(.+)|body(?:#(.*))?)$/.exec(expression) ?? [];
    if (source === undefined)
      return this.#operation
        .each('requestBody', 'content')
        .some(([, mediaType]) => mediaType.at('schema')?.describes(pointer));
    return [this.#pathItem, this.#operation]
      .flatMap((owner) => [...owner.each('parameters')])
      .map(([, parameter]) => members(parameter.value))
      .some((parameter) => parameterId(parameter.in, parameter.name) === parameterId(source, name));
  }
}

/** Names of header fields are case-insensitive. */
const parameterId = (source: unknown, name: unknown): string =>
  `${source} ${source === 'header' ? String(name).toLowerCase() : name}`;

/** The operations of a path item. */
export const operationsOf = (pathItem: DescriptionNode): DescriptionNode[] =>
  methods.flatMap((method) => pathItem.at(method) ?? []);

/** The exchanges that a path item documents: one for each media type of each response. */
export const exchangesOf = (pathItem: DescriptionNode): DescribedExchange[] =>
  operationsOf(pathItem).flatMap((operation) =>
    [...operation.each('responses')].flatMap(([, response]) =>
      [...response.each('content')].map(
        ([, mediaType]) => new DescribedExchange(mediaType, response, operation, pathItem),
      ),
    ),
  );
