import type { Reply, Request, Silence } from '../implementation/http.ts';
import type { Corruption } from './mutant.ts';
import { isObject, lengthOf, valueAt } from '../implementation/rules.ts';
import type { Broken, Rule } from '../implementation/rules.ts';

/** The faults that the mutants of all operations share. */

type Change = (broken: Broken) => Broken;

/** Corrupts successes only; every documented success has status 200. */
export function onSuccess(corrupt: Corruption): Corruption {
  return (reply, request) => (reply.status === 200 ? corrupt(reply, request) : reply);
}

export function onRefusal(corrupt: Corruption): Corruption {
  return (reply, request) => (reply.status === 200 ? reply : corrupt(reply, request));
}

/** Corrupts responses to malformed bodies. */
export function onMalformed(corrupt: Corruption): Corruption {
  return (reply, request) => (request.json === undefined ? corrupt(reply, request) : reply);
}

/** Replaces a value in a JSON response, located like `data/user/0/id`. */
export function responding(path: string, value: unknown): Corruption {
  return (reply) => ({
    ...reply,
    body: JSON.stringify(put(parsed(reply), path.split('/'), value)),
  });
}

/** Omits a member of a JSON response. */
export function dropping(path: string): Corruption {
  // JSON.stringify omits undefined members
  return responding(path, undefined);
}

export function rewriting(rewrite: (json: unknown) => unknown): Corruption {
  return (reply) => ({ ...reply, body: JSON.stringify(rewrite(parsed(reply))) });
}

export function withStatus(status: number): Corruption {
  return (reply) => ({ ...reply, status });
}

/** Replaces the media type; without an argument, removes it. */
export function withMediaType(mediaType?: string): Corruption {
  return (reply) => {
    const { 'content-type': _, ...others } = reply.headers;
    return {
      ...reply,
      headers: mediaType === undefined ? others : { ...others, 'content-type': mediaType },
    };
  };
}

export function withoutHeader(name: string): Corruption {
  return (reply) => {
    const { [name]: _, ...headers } = reply.headers;
    return { ...reply, headers };
  };
}

/** Responds with the HTML page of a proxy or framework. */
export const withHtmlPage: Corruption = (reply) => ({
  ...reply,
  headers: { ...reply.headers, 'content-type': 'text/html' },
  body: '<!doctype html><title>Bad Request</title><h1>Bad Request</h1>',
});

/** Changes the body, but not its media type. */
export function withText(change: (text: string) => string | Uint8Array): Corruption {
  return (reply) => ({ ...reply, body: change(String(reply.body)) });
}

/** Does not respond to matching requests. */
export function silent(silence: Silence, fits: (request: Request) => boolean): Corruption {
  return (reply, request) => (fits(request) ? silence : reply);
}

/** Accepts matching requests. */
export function unless(passes: (request: Request) => boolean): Change {
  return (broken) => (request) => !passes(request) && broken(request);
}

/** Refuses matching requests. */
export function evenIf(refuses: (request: Request) => boolean): Change {
  return (broken) => (request) => refuses(request) || broken(request);
}

/** Throws on matching requests, like a handler that reads a member of null. */
export function crashingIf(fits: (request: Request) => boolean): Change {
  return (broken) => (request) => {
    if (fits(request)) throw new TypeError('Cannot read properties of null');
    return broken(request);
  };
}

/** Whether a member of the body matches; absent members are `undefined`. */
export function member(path: string, fits: (value: unknown) => boolean): Broken {
  return ({ json }) => isObject(json) && fits(valueAt(json, path));
}

export const isNull = (value: unknown): boolean => value === null;
export const isAbsent = (value: unknown): boolean => value === undefined;
export const isEmpty = (value: unknown): boolean => value === '';

export function hasLength(length: number): (value: unknown) => boolean {
  return (value) => typeof value === 'string' && lengthOf(value) === length;
}

/** An undocumented rule. */
export function undocumented(id: string, broken: Broken): Rule {
  return { id, fault: 'invalid', field: id, broken };
}

/** Refuses undocumented members at the root, or in the object at a location. */
export function closed(known: readonly string[], path?: string): Rule {
  return undocumented('closed', ({ json }) => {
    const object = path === undefined ? json : valueAt(json, path);
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
