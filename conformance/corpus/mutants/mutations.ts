import type { Reply, Request, Silence } from '../implementation/http.ts';
import type { Corruption } from './mutant.ts';
import { isObject, lengthOf, valueAt } from '../implementation/rules.ts';
import type { Broken, Rule } from '../implementation/rules.ts';

/** The ways in which an implementation goes wrong, shared by the mutants of all operations. */

type Change = (broken: Broken) => Broken;

/** Corrupts successes only: every documented success is a 200, and no refusal is. */
export function onSuccess(corrupt: Corruption): Corruption {
  return (reply, request) => (reply.status === 200 ? corrupt(reply, request) : reply);
}

/** Corrupts refusals only. */
export function onRefusal(corrupt: Corruption): Corruption {
  return (reply, request) => (reply.status === 200 ? reply : corrupt(reply, request));
}

/** Corrupts the answers to requests whose body does not parse. */
export function onMalformed(corrupt: Corruption): Corruption {
  return (reply, request) => (request.json === undefined ? corrupt(reply, request) : reply);
}

/**
 * Puts a value into a JSON answer at a place such as `data/user/id`; an array's elements go by
 * number.
 */
export function answering(place: string, value: unknown): Corruption {
  return (reply) => ({
    ...reply,
    body: JSON.stringify(put(parsed(reply), place.split('/'), value)),
  });
}

/** Leaves a member out of a JSON answer. */
export function dropping(place: string): Corruption {
  // JSON.stringify leaves members out that are undefined.
  return answering(place, undefined);
}

/** Answers with another JSON body. */
export function rewriting(rewrite: (json: unknown) => unknown): Corruption {
  return (reply) => ({ ...reply, body: JSON.stringify(rewrite(parsed(reply))) });
}

/** Answers with another status and the same body. */
export function withStatus(status: number): Corruption {
  return (reply) => ({ ...reply, status });
}

/** Answers with another media type and the same body; none at all when left out. */
export function withMediaType(mediaType?: string): Corruption {
  return (reply) => {
    const { 'content-type': _, ...others } = reply.headers;
    return {
      ...reply,
      headers: mediaType === undefined ? others : { ...others, 'content-type': mediaType },
    };
  };
}

/** Leaves a header field out. */
export function withoutHeader(name: string): Corruption {
  return (reply) => {
    const { [name]: _, ...headers } = reply.headers;
    return { ...reply, headers };
  };
}

/** Answers with a proxy's or a framework's page in place of JSON. */
export const withHtmlPage: Corruption = (reply) => ({
  ...reply,
  headers: { ...reply.headers, 'content-type': 'text/html' },
  body: '<!doctype html><title>Bad Request</title><h1>Bad Request</h1>',
});

/** Answers with other text under the same media type. */
export function withText(change: (text: string) => string | Uint8Array): Corruption {
  return (reply) => ({ ...reply, body: change(String(reply.body)) });
}

/** Falls silent where the request fits. */
export function silent(silence: Silence, fits: (request: Request) => boolean): Corruption {
  return (reply, request) => (fits(request) ? silence : reply);
}

/** Lets the requests pass that fit, and judges all others rightly. */
export function unless(passes: (request: Request) => boolean): Change {
  return (broken) => (request) => !passes(request) && broken(request);
}

/** Refuses the requests that fit, and judges all others rightly. */
export function evenIf(refuses: (request: Request) => boolean): Change {
  return (broken) => (request) => refuses(request) || broken(request);
}

/**
 * Fails with an exception at the requests that fit, as a handler does that reads a member of null.
 */
export function crashingIf(fits: (request: Request) => boolean): Change {
  return (broken) => (request) => {
    if (fits(request)) throw new TypeError('Cannot read properties of null');
    return broken(request);
  };
}

/** Whether the body's member at a place fits; absent members are `undefined`. */
export function member(place: string, fits: (value: unknown) => boolean): Broken {
  return ({ json }) => isObject(json) && fits(valueAt(json, place));
}

/** Whether a member is null. */
export const isNull = (value: unknown): boolean => value === null;
/** Whether a member is left out. */
export const isAbsent = (value: unknown): boolean => value === undefined;
/** Whether a member is the empty text. */
export const isEmpty = (value: unknown): boolean => value === '';

/** Whether a value is a text of that many characters. */
export function hasLength(length: number): (value: unknown) => boolean {
  return (value) => typeof value === 'string' && lengthOf(value) === length;
}

/** A rule that no document has. */
export function undocumented(id: string, broken: Broken): Rule {
  return { id, fault: 'invalid', field: id, broken };
}

/** Refuses members that the document does not list, at the root or in the object at a place. */
export function closed(known: readonly string[], place?: string): Rule {
  return undocumented('closed', ({ json }) => {
    const object = place === undefined ? json : valueAt(json, place);
    return isObject(object) && Object.keys(object).some((name) => !known.includes(name));
  });
}

function parsed({ body }: Reply): unknown {
  return JSON.parse(String(body));
}

function put(json: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  if (Array.isArray(json))
    return json.map((element, index) =>
      String(index) === name ? put(element, rest, value) : element,
    );
  return isObject(json) ? { ...json, [name]: put(json[name], rest, value) } : json;
}
