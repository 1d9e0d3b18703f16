import type { IncomingMessage } from 'node:http';

/**
 * The header fields that let a page of any origin call the mock, with credentials, and read these fields of the answer.
 * The origin is repeated, because `*` is not allowed beside credentials. @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function corsHeaders(request: IncomingMessage, readable: readonly string[]): { readonly [name: string]: string } {
  const { origin } = request.headers;
  if (origin === undefined) return { vary: 'Origin' };
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': readable.join(', '),
    vary: 'Origin',
  };
}

/** Whether a request asks if another one may be sent. @see https://fetch.spec.whatwg.org/#cors-preflight-fetch */
export const isPreflight = ({ method, headers }: IncomingMessage): boolean =>
  method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined;

/** What a preflight is answered with: the method and header fields that were asked for. */
export function preflightHeaders({ headers }: IncomingMessage): { readonly [name: string]: string } {
  return {
    'access-control-allow-methods': headers['access-control-request-method'] ?? '',
    ...(headers['access-control-request-headers'] === undefined ? {} : { 'access-control-allow-headers': headers['access-control-request-headers'] }),
    // a page from elsewhere may ask whether it may reach a machine in a private network
    ...(headers['access-control-request-private-network'] === 'true' ? { 'access-control-allow-private-network': 'true' } : {}),
    'access-control-max-age': '600',
  };
}
