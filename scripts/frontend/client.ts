import createFetchClient, { type Middleware } from 'openapi-fetch';
import { acceptOf, readBody, writtenBody } from './bodies.ts';
import type { Arguments, Fields, Input } from './input.ts';
import type { OperationFacts, Style } from './operation.ts';
import { fieldOf, pathOf, queryOf } from './parameters.ts';
import {
  documentedMediaType,
  documentedStatus,
  meaningOf,
  type Result,
  type Unexpected,
} from './result.ts';

export type { Arguments, Fields, Input, RequestOptions } from './input.ts';
export type { OperationFacts } from './operation.ts';
export type { Meaning, Result, Unexpected } from './result.ts';
export type { Middleware } from 'openapi-fetch';

/** What all requests of a client have in common. */
export type ClientOptions = Omit<RequestInit, 'body' | 'headers' | 'method'> & {
  /** The URL that the paths of the description are added to. */
  readonly baseUrl: string;
  /** Header fields of every request. */
  readonly headers?: Fields;
  /** In place of the `fetch` of the page. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** Sees each request before it is sent, and each response: for credentials, logs and the like. */
  readonly middleware?: readonly Middleware[];
};

/** The types of an operation, among those that openapi-typescript makes of all paths. */
export type TypesOf<Paths, Facts extends OperationFacts> = Facts['path'] extends keyof Paths
  ? Lowercase<Facts['method']> extends keyof Paths[Facts['path']]
    ? Paths[Facts['path']][Lowercase<Facts['method']>]
    : never
  : never;

/** One function for each operation, by the names that the caller gave them. */
export type Client<Paths, Operations extends { readonly [name: string]: OperationFacts }> = {
  readonly [Name in keyof Operations]: (
    ...args: Arguments<Input<TypesOf<Paths, Operations[Name]>, Operations[Name]>>
  ) => Promise<Result<TypesOf<Paths, Operations[Name]>, Operations[Name]>>;
};

/**
 * Creates a client of these operations, and of no others, so that a bundler leaves the rest out. A request
 * rejects only where `fetch` does: what a server answers is a result.
 */
export function createClient<Paths, Operations extends { readonly [name: string]: OperationFacts }>(
  { middleware = [], ...options }: ClientOptions,
  operations: Operations,
): Client<Paths, Operations> {
  const client = createFetchClient<object>(options as object);
  // the description's types are those of the caller, not of this function
  const send = client.request as unknown as Send;
  const unread = new WeakMap<Response, Response>();
  // runs last, because it is first: openapi-fetch reads the text of errors, whatever their media type
  client.use({ onResponse: ({ response }) => copyOfError(response, unread) }, ...middleware);
  const call = async (facts: OperationFacts, input: AnyInput = {}) => {
    const { response } = await send(facts.method, facts.path, requestOf(facts, input));
    return resultOf(unread.get(response) ?? response, facts);
  };
  const functions = Object.entries(operations).map(([name, facts]) => {
    return [name, (input?: AnyInput) => call(facts, input)] as const;
  });
  return Object.fromEntries(functions) as unknown as Client<Paths, Operations>;
}

type Location = keyof NonNullable<OperationFacts['styles']>;
type Send = (
  method: string,
  path: string,
  init: object,
) => Promise<{ readonly response: Response }>;
type Values = { readonly [name: string]: unknown };
type AnyInput = {
  readonly params?: { readonly [location: string]: Values };
  readonly body?: unknown;
  readonly mediaType?: string;
  readonly headers?: Fields;
};

function copyOfError(response: Response, unread: WeakMap<Response, Response>) {
  if (response.ok) return undefined;
  const copy = response.clone();
  unread.set(copy, response);
  return copy;
}

/** What openapi-fetch needs for one request. */
function requestOf(facts: OperationFacts, input: AnyInput) {
  const { params = {}, body, mediaType, headers, ...init } = input;
  const styleOf = (location: Location) => (name: string) => facts.styles?.[location]?.[name] ?? {};
  const type = mediaType ?? facts.request?.[0] ?? '';
  return {
    ...init,
    params: { path: params.path ?? {}, query: params.query ?? {} },
    body: body === undefined ? undefined : writtenBody(body, type, facts.encoding),
    headers: {
      accept: acceptOf(facts),
      ...fieldsOf(params, styleOf),
      ...contentType(type, body),
      ...(headers instanceof Headers ? Object.fromEntries(headers.entries()) : headers),
    },
    parseAs: 'stream' as const,
    pathSerializer: (template: string, values: Values) => pathOf(template, values, styleOf('path')),
    querySerializer: (values: Values) => queryOf(values, styleOf('query')),
    bodySerializer: (written: unknown) => written,
  };
}

/** The header and cookie parameters. A browser sends its own cookies and no others. */
function fieldsOf(
  { header = {}, cookie = {} }: NonNullable<AnyInput['params']>,
  styleOf: (location: Location) => (name: string) => Style,
): { readonly [name: string]: string } {
  const written = (values: Values, location: Location) =>
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, fieldOf(value, styleOf(location)(name))] as const);
  const cookies = written(cookie, 'cookie').map((pair) => pair.join('='));
  return {
    ...Object.fromEntries(written(header, 'header')),
    ...(cookies.length > 0 && { cookie: cookies.join('; ') }),
  };
}

/** Of parts, `fetch` knows the boundary; what is sent for a range, only a file says. */
function contentType(type: string, body: unknown): { readonly [name: string]: string } {
  const own = body instanceof Blob ? body.type : '';
  const known = type.includes('*') ? own : type;
  return body === undefined || known === '' || type.startsWith('multipart/')
    ? {}
    : { 'content-type': known };
}

/** The result of a response, by what the operation documents. */
async function resultOf(response: Response, facts: OperationFacts) {
  const received = response.headers.get('content-type') ?? '';
  const status = documentedStatus(response.status, facts);
  const unexpected = async (reason: Unexpected['reason']): Promise<Unexpected> => {
    const { body } = await readBody(response, received);
    const mediaType = received === '' ? undefined : received;
    return { kind: 'unexpected', status: undefined, reason, mediaType, body, response };
  };
  if (status === undefined) return unexpected('status');
  const kind = meaningOf(response.status, facts);
  const documented = facts.responses[status]!;
  if (documented.length === 0)
    return { kind, status, mediaType: undefined, body: undefined, response };
  const mediaType = documentedMediaType(received, documented);
  if (mediaType === undefined) return unexpected('media-type');
  const { body, isBroken } = await readBody(response, received);
  if (!isBroken) return { kind, status, mediaType, body, response };
  return {
    kind: 'unexpected',
    status: undefined,
    reason: 'body',
    mediaType: received,
    body,
    response,
  };
}
