import type { IncomingMessage } from 'node:http';
import { authorityOf } from '../http/read-request.ts';

/**
 * Whether this machine sent a request, and no foreign page that has a name for a local address, nor
 * another machine by a proxy or a tunnel.
 */
export function isLocal(incoming: IncomingMessage): boolean {
  const { origin } = incoming.headers;
  const host = authorityOf(incoming) ?? 'localhost';
  const isLoopback = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(
    incoming.socket.remoteAddress ?? '',
  );
  const names = [host, ...(origin === undefined ? [] : [origin.replace(/^[a-z]+:\/\//, '')])];
  return (
    isLoopback && names.every(isLocalName) && !isFromForeignPage(incoming) && !isForwarded(incoming)
  );
}

const localName = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;

/** Whether a host, with or without a port, names this machine and can name no other. */
export const isLocalName = (host: string): boolean => localName.test(host);

/**
 * Whether a browser says that another site made a request without an origin, such as an image of a
 * foreign page. Following a link is no control: the page can't read what it leads to.
 * @see https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
 */
function isFromForeignPage({ method, headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  if (headers.origin !== undefined || site === undefined) return false;
  const isLink = method === 'GET' && headers['sec-fetch-mode'] === 'navigate';
  return site !== 'same-origin' && site !== 'none' && !isLink;
}

/** Whether a proxy says that it has a request from another machine, or for another name. */
const isForwarded = ({ headers }: IncomingMessage): boolean =>
  headers.forwarded !== undefined ||
  named(headers['x-forwarded-for']).some((address) => !localAddress.test(address)) ||
  named(headers['x-forwarded-host']).some((host) => !localName.test(host));

const localAddress = /^\[?(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)\]?(?::\d+)?$/i;

const named = (field: string | readonly string[] = []): string[] =>
  [field].flat().flatMap((text) => text.split(',').map((one) => one.trim()));
