/** Plain requests to the stateful servers, and what comes of them. */

import type { StatefulServer } from './serve.ts';
import type { Thing } from './store.ts';
import { isObject } from '../implementation/rules.ts';

export type Answered = {
  readonly status: number;
  readonly headers: Headers;
  /** The body; without members where it is no object. */
  readonly body: Thing;
  /** The body; empty where it is no list. */
  readonly list: readonly Thing[];
};

/** Sends requests with the token of one user, or none, and notes what is answered. */
export type Client = (
  method: string,
  path: string,
  body?: unknown,
  fields?: { readonly [name: string]: string },
) => Promise<Answered>;

/** A client of a server; each exchange becomes a line of `trace`. */
export const clientOf =
  (server: StatefulServer, trace: string[], token: string | undefined = server.tokens[0]): Client =>
  async (method, path, body, fields = {}) => {
    const response = await fetch(server.url + path, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...fields,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const location = response.headers.get('location') ?? '';
    const tag = response.headers.get('etag') ?? '';
    trace.push(`${method} ${path}: ${response.status} ${location}${tag}${text}`);
    const json: unknown = text === '' ? {} : JSON.parse(text);
    return {
      status: response.status,
      headers: response.headers,
      body: isObject(json) ? json : {},
      list: Array.isArray(json) ? (json as Thing[]) : [],
    };
  };

/** The lines of a trace, with ids in the order of their appearance and without times. */
export function comparable(trace: readonly string[]): string[] {
  const ids = new Map<string, string>();
  return trace.map((line) =>
    line
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
      .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
        ids.set(id, ids.get(id) ?? `id-${ids.size + 1}`);
        return ids.get(id)!;
      }),
  );
}

export const unknownId = '00000000-0000-4000-8000-000000000000';
