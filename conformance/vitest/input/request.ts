import { types } from 'node:util';
import { matchPath } from '../../core/http/path.ts';
import type { Operation } from '../../core/contract/model.ts';
import type { WireRequest } from '../../core/http/messages.ts';
import { isObject } from '../../core/pointer.ts';
import { UserError } from '../../core/user-error.ts';
import { bytesOf, bytesOfCopy, isFetched } from './body.ts';
import { pairsOf, type GivenFields } from './fields.ts';

/**
 * A request in the words of a test; the method is the operation's where none is given, a body that
 * is neither text nor bytes goes as JSON.
 */
export type PlainRequest = {
  readonly method?: string;
  /** Absolute or not; may stand below any base URL. */
  readonly url?: string | URL;
  /** In place of `url`. */
  readonly path?: string;
  readonly headers?: GivenFields;
  readonly body?: unknown;
};

/**
 * The request that a response answers: a `Request` of fetch whose body is not read yet, or its
 * parts.
 */
export type RequestInput = Request | PlainRequest;

/**
 * Reads a request for an operation as its receiver would get it. Throws a `UserError` where it is
 * no request for that operation.
 */
export async function wireRequestOf(
  given: RequestInput,
  operation: Operation,
): Promise<WireRequest> {
  if (!isObject(given))
    throw new UserError(
      "The request can't be read. Accepted are a Request of fetch whose body is not read yet, and an object with method, url (or path), headers and body.",
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
      'The body of the request was read already, as fetch does that sends it. Send a copy: await fetch(request.clone()).',
    );
    return { method: operation.method, path, headers, body };
  }
  const isNamed = headers.some(([name]) => name.toLowerCase() === 'content-type');
  // clients that are given a value send it as JSON, and say so
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

/** Path and query below the base URL, which is whatever stands before the operation's own path. */
function pathBelow(operation: Operation, given: RequestInput): string {
  const written = given.url ?? ('path' in given ? given.path : undefined);
  if (written === undefined) throw new UserError('The request has neither url nor path.');
  // the base serves only to read what is not absolute
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
