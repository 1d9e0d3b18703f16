import { textOf } from '../../checks/response.ts';
import { withoutEncoding } from '../../core/http/content-encoding.ts';
import { isJson } from '../../core/http/media-type.ts';
import type { Reply } from '../../core/http/messages.ts';
import { isObject } from '../../core/pointer.ts';
import { UserError } from '../../core/user-error.ts';
import { bytesOf, bytesOfCopy, isFetched, isStream } from './body.ts';
import { pairsOf } from './fields.ts';

/** What is accepted as a response, for messages. */
const accepted =
  'Accepted are a Response of fetch whose body is not read yet, and an object with status (or statusCode), headers, and one of text, body and data: the answers of supertest, axios and Fastify are such objects';

/** The largest body that is taken out of a Content-Encoding, in bytes. */
const maximumSize = 32 * 1024 * 1024;

/**
 * Reads a response, in any of the forms that clients hand one out in, as the runner reads what it
 * receives itself. Throws a `UserError` that says what is accepted.
 */
export async function replyOf(given: unknown): Promise<Reply> {
  if (!isObject(given))
    throw unacceptable(
      `${given === undefined || given === null ? String(given) : Array.isArray(given) ? 'a list' : `a ${typeof given}`} is no response`,
    );
  if (typeof given.then === 'function') throw unacceptable('a promise is no response, await it');
  const status = given.status ?? given.statusCode;
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 100 || status > 599)
    throw unacceptable(`it has ${describe(status)} as its status`);
  const headers = fieldsByName(pairsOf(given.headers, 'response'));
  if (isFetched(given)) {
    const body = await bytesOfCopy(
      given,
      'The body of the response was read already. Judge the response before its body is read, or read that of a copy: await response.clone().json().',
    );
    if ('redirected' in given && given.redirected === true)
      throw new UserError(
        "The response is that of another address: fetch followed a redirect, which is an answer of its own. Send the request with redirect: 'manual'.",
      );
    // fetch takes the Content-Encoding off, and leaves the header field that names it
    return { status, headers, body };
  }
  return { status, headers, ...decoded(bodyOf(given, headers), headers) };
}

/** The text comes first: of a client that hands out both, the body is a reading of it. */
function bodyOf(
  given: { readonly [member: string]: unknown },
  headers: Reply['headers'],
): Uint8Array {
  const member = ['text', 'body', 'data'].find(
    (name) => given[name] !== undefined && typeof given[name] !== 'function',
  );
  if (member === undefined) {
    throw unacceptable(
      isStream(given)
        ? 'its body is a stream, read it and give { status, headers, text }'
        : 'it has none of text, body and data; without a body, text is empty',
    );
  }
  return bytesOf(given[member], isJson(headers.get('content-type') ?? ''), 'response');
}

/**
 * Some clients take a Content-Encoding off and some do not: what is text is not encoded any more.
 */
function decoded(body: Uint8Array, headers: Reply['headers']): Pick<Reply, 'body' | 'undecodable'> {
  return textOf(body) === undefined
    ? withoutEncoding(body, headers.get('content-encoding'), maximumSize)
    : { body };
}

function fieldsByName(pairs: readonly (readonly [string, string])[]): Map<string, string> {
  const groups = Map.groupBy(pairs, ([name]) => name.toLowerCase());
  return new Map(
    [...groups].map(([name, group]) => [name, group.map(([, value]) => value).join(', ')]),
  );
}

const describe = (status: unknown): string =>
  status === undefined
    ? 'nothing'
    : typeof status === 'function'
      ? 'a function'
      : (JSON.stringify(status) ?? String(status));
const unacceptable = (why: string) => new UserError(`This can't be judged: ${why}. ${accepted}.`);
