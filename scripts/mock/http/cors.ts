import type { IncomingMessage } from 'node:http';

/** The origins whose pages may call the mock; every origin where nothing is said. */
export type Origins = readonly string[] | undefined;

const isAllowed = (origin: string, origins: Origins): boolean =>
  origins === undefined || origins.includes(origin);

/**
 * The header fields that let a page of an origin call the mock, with credentials, and read these fields of the answer.
 * The origin is repeated, because `*` is not allowed beside credentials. @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function corsHeaders(
  { headers: { origin } }: IncomingMessage,
  readable: readonly string[],
  origins: Origins,
): readonly (readonly [string, string])[] {
  if (origin === undefined || !isAllowed(origin, origins)) return [];
  return [
    ['access-control-allow-origin', origin],
    ['access-control-allow-credentials', 'true'],
    ['access-control-expose-headers', readable.join(', ')],
  ];
}

/** Whether a request asks if another one may be sent. @see https://fetch.spec.whatwg.org/#cors-preflight-fetch */
export const isPreflight = ({ method, headers }: IncomingMessage): boolean =>
  method === 'OPTIONS' &&
  headers.origin !== undefined &&
  headers['access-control-request-method'] !== undefined;

/** What a preflight is answered with: the method and header fields that were asked for. */
export function preflightHeaders({ headers }: IncomingMessage): {
  readonly [name: string]: string;
} {
  return {
    'access-control-allow-methods': headers['access-control-request-method'] ?? '',
    ...(headers['access-control-request-headers'] === undefined
      ? {}
      : { 'access-control-allow-headers': headers['access-control-request-headers'] }),
    // a page from elsewhere may ask whether it may reach a machine in a private network
    ...(headers['access-control-request-private-network'] === 'true'
      ? { 'access-control-allow-private-network': 'true' }
      : {}),
    // two hours, the most that browsers keep a preflight
    'access-control-max-age': '7200',
  };
}
