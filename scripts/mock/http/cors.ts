import type { IncomingMessage } from 'node:http';

/** The origins whose pages may call the mock; `undefined` allows every origin. */
export type Origins = readonly string[] | undefined;

/**
 * The header fields that let a page of an origin call the mock with credentials and read the
 * `readable` fields. They name the origin, because `*` is not allowed with credentials.
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function corsHeaders(
  { headers: { origin } }: IncomingMessage,
  readable: readonly string[],
  origins: Origins,
): readonly (readonly [string, string])[] {
  if (origin === undefined || (origins && !origins.includes(origin))) return [];
  return [
    ['access-control-allow-origin', origin],
    ['access-control-allow-credentials', 'true'],
    ['access-control-expose-headers', readable.join(', ')],
  ];
}

/**
 * Whether a request is a CORS preflight.
 * @see https://fetch.spec.whatwg.org/#cors-preflight-fetch
 */
export const isPreflight = ({ method, headers }: IncomingMessage): boolean =>
  method === 'OPTIONS' &&
  headers.origin !== undefined &&
  headers['access-control-request-method'] !== undefined;

/** The header fields that grant a preflight its method and header fields. */
export function preflightHeaders({ headers }: IncomingMessage): {
  readonly [name: string]: string;
} {
  const names = headers['access-control-request-headers'];
  // a public page asks for access to a private network
  const isToPrivate = headers['access-control-request-private-network'] === 'true';
  return {
    'access-control-allow-methods': headers['access-control-request-method'] ?? '',
    ...(names !== undefined && { 'access-control-allow-headers': names }),
    ...(isToPrivate && { 'access-control-allow-private-network': 'true' }),
    // two hours, the longest time that browsers cache a preflight
    'access-control-max-age': '7200',
  };
}
