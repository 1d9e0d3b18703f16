import { types } from 'node:util';
import { matchPath } from '../../core/http/path.ts';
import type { Operation } from '../../core/contract/model.ts';
import type { WireRequest } from '../../core/http/messages.ts';
import { isObject } from '../../core/pointer.ts';
import { UserError } from '../../core/user-error.ts';
import { bytesOf, bytesOfCopy, isFetched } from './body.ts';
import { pairsOf, type HeaderFieldsInput } from './fields.ts';

/** The parts of a request; a body that is neither text nor bytes is sent as JSON. */
export type PlainRequest = {
  /** By default, the method of the operation. */
  readonly method?: string;
  /** Absolute or relative, below any base URL. */
  readonly url?: string | URL;
  /** In place of `url`. */
  readonly path?: string;
  readonly headers?: HeaderFieldsInput;
  readonly body?: unknown;
};

/** The request that a response answers: a `Request` whose body is not read yet, or its parts. */
export type RequestInput = Request | PlainRequest;

/** Reads a request as the server receives it. Throws a `UserError` if it is for another operation. */
export async function wireRequestOf(
  given: RequestInput,
  operation: Operation,
): Promise<WireRequest> {
  if (!isObject(given))
    throw new UserError(
      "The request can't be read. Pass a Request of fetch whose body is not read yet, or an object with method, url (or path), headers and body.",
    );
  const { method = operation.method } = given;
  if (method.toUpperCase() !== operation.method)
    throw new UserError(
      `The request is a ${method}, and the operation ${operation.id} is ${operation.method} ${operation.path}.`,
    );
  const path = pathBelow(operation, given);
  const headers = given.headers === undefined ? [] : pairsOf(given.headers, 'request');
  if (isFetched(given)) {
    const body = await bytesOfCopy(
      given,
      'The body of the request was read already, for example by fetch. Send a copy: await fetch(request.clone()).',
    );
    return { method: operation.method, path, headers, body };
  }
  const isNamed = headers.some(([name]) => name.toLowerCase() === 'content-type');
  // clients send a value as JSON, with that Content-Type
  const more =
    isNamed || !isValue(given.body) ? [] : [['content-type', 'application/json'] as const];
  return {
    method: operation.method,
    path,
    headers: [...headers, ...more],
    body: bytesOf(given.body, false, 'request'),
  };
}

const isValue = (body: unknown): boolean =>
  body !== undefined &&
  body !== null &&
  typeof body !== 'string' &&
  !types.isUint8Array(body) &&
  !types.isArrayBuffer(body);

/** Path and query below the base URL, which ends where the path of the operation begins. */
function pathBelow(operation: Operation, given: RequestInput): string {
  const written = given.url ?? ('path' in given ? given.path : undefined);
  if (written === undefined) throw new UserError('The request has neither url nor path.');
  // the base is for relative URLs only
  const url = URL.parse(written, 'http://localhost');
  if (!url) throw new UserError(`The request goes to ${JSON.stringify(written)}, which is no URL.`);
  const { pathname, search } = url;
  const segments = pathname.split('/').slice(1);
  const below = segments
    .map((_, index) => `/${segments.slice(index).join('/')}`)
    .find((path) => matchPath(operation.path, path));
  if (below === undefined)
    throw new UserError(
      `The request goes to ${pathname}, which is not where the operation ${operation.id} is: ${operation.path}.`,
    );
  return `${below}${search}`;
}
