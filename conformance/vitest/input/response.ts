import { textOf } from '../../checks/response.ts';
import { withoutEncoding } from '../../core/http/content-encoding.ts';
import { joinedFields } from '../../core/http/header-name.ts';
import { isJson } from '../../core/http/media-type.ts';
import type { Reply } from '../../core/http/messages.ts';
import { isObject } from '../../core/pointer.ts';
import { UserError } from '../../core/user-error.ts';
import { bytesOf, bytesOfCopy, isFetched, isStream } from './body.ts';
import { pairsOf } from './fields.ts';

const accepted =
  'Pass a Response of fetch whose body is not read yet, or an object with status (or statusCode), headers, and one of text, body and data, such as a response of supertest, axios or Fastify';

/** The largest body that is decoded, in bytes. */
const maximumSize = 32 * 1024 * 1024;

/** Reads a response of fetch or of another client. Throws a `UserError` that lists the forms. */
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
        "The response comes from another address: fetch followed a redirect, which is a response itself. Send the request with redirect: 'manual'.",
      );
    // fetch decodes the body, but keeps the header field Content-Encoding
    return { status, headers, body };
  }
  return { status, headers, ...decoded(bodyOf(given, headers), headers) };
}

/** Text comes first: clients that have both parse `body` from it. */
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

/** Only some clients decode a Content-Encoding: a body that is text is decoded. */
function decoded(body: Uint8Array, headers: Reply['headers']): Pick<Reply, 'body' | 'undecodable'> {
  return textOf(body) === undefined
    ? withoutEncoding(body, headers.get('content-encoding'), maximumSize)
    : { body };
}

function fieldsByName(pairs: readonly (readonly [string, string])[]): Map<string, string> {
  const groups = Map.groupBy(pairs, ([name]) => name.toLowerCase());
  return new Map(
    [...groups].map(([name, group]) => [
      name,
      joinedFields(
        name,
        group.map(([, value]) => value),
      ),
    ]),
  );
}

const describe = (status: unknown): string =>
  status === undefined
    ? 'nothing'
    : typeof status === 'function'
      ? 'a function'
      : (JSON.stringify(status) ?? String(status));
const unacceptable = (why: string) => new UserError(`This can't be judged: ${why}. ${accepted}.`);
