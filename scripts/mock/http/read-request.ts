import type { IncomingMessage } from 'node:http';
import type { WireRequest } from '../../../conformance/core/http/messages.ts';

/** A request with its whole body. A body that is too large is dropped. */
export type Received = {
  readonly request: WireRequest;
  readonly isTooLarge: boolean;
  /** The beginning of a body that is too large, where it is kept. */
  readonly start?: readonly Uint8Array[];
};

/** The largest accepted body, in bytes. */
export const maximumBody = 16 * 1024 * 1024;

/** Reads a request and passes it to `then`, or `undefined` if the client hangs up earlier. */
export function readRequest(
  incoming: IncomingMessage,
  then: (received: Received | undefined) => void,
): void {
  let chunks: Buffer[] = [];
  let size = 0;
  incoming.on('data', (chunk: Buffer) => {
    size += chunk.length;
    // a body that is too large is read to its end: a client reads no response while it sends
    if (size <= maximumBody) chunks.push(chunk);
    else chunks = [];
  });
  incoming.on('end', () => {
    const request = headOf(incoming);
    const [first] = chunks;
    const body = chunks.length > 1 ? Buffer.concat(chunks) : first;
    then({ request: body ? { ...request, body } : request, isTooLarge: size > maximumBody });
  });
  incoming.on('error', () => {
    // a connection can also fail after the request has ended
    if (!incoming.readableEnded) then(undefined);
  });
}

/** A request without its body. */
export const headOf = (incoming: IncomingMessage): WireRequest => ({
  method: incoming.method ?? 'GET',
  path: targetOf(incoming),
  headers: pairsOf(incoming),
});

/**
 * Path and query of a request, whose target may begin with a scheme and a host.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2
 */
export function targetOf({ url = '/' }: IncomingMessage): string {
  if (url.startsWith('/')) return url;
  const target = url.replace(/^https?:\/\/[^/?]*/i, '');
  return target.startsWith('/') || target === '*' ? target : `/${target}`;
}

/**
 * The host and the port that a request is for: those of its target, else those of its Host field.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2
 */
export function authorityOf({ url = '/', headers }: IncomingMessage): string | undefined {
  const [, authority] = /^https?:\/\/([^/?#]*)/i.exec(url) ?? [];
  return authority ?? headers.host;
}

/**
 * Whether a request has several Host fields, of which recipients would read different ones.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2
 */
export function hasSeveralHosts({ rawHeaders }: IncomingMessage): boolean {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!;
    // comparing lengths first is faster
    if (name.length === 4 && name.toLowerCase() === 'host') count += 1;
  }
  return count > 1;
}

function pairsOf({ rawHeaders }: IncomingMessage): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index < rawHeaders.length; index += 2)
    pairs.push([rawHeaders[index]!, rawHeaders[index + 1] ?? '']);
  return pairs;
}
